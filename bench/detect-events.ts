/**
 * Finds the simulated faults of each domain and says how well: `node bench/detect-events.ts [--seed 1] [--domain finance] [--list]`.
 * One line per domain: recall, false alarms per simulated hour and series, precision, delay, and hits by kind of fault; `--list` names misses and false alarms.
 */
import { parseArgs } from 'node:util';
import { detectorKinds } from '../app/main/detect/detector-registry.ts';
import { evaluateEvents, seriesHoursOf, type FoundEvent } from '../app/main/detect/evaluate-events.ts';
import { explain } from '../app/main/detect/explain.ts';
import { advanceSpans, closeSpans, gradeOf, type SpanState } from '../app/main/detect/spans.ts';
import { thresholdOf } from '../app/main/detect/threshold.ts';
import { createSimulation, SIMULATION_DOMAINS } from '../app/main/simulate/create-simulation.ts';
import type { SampleColumns } from '../app/shared/domain/samples.ts';

const HOUR_MS = 3_600_000;
/** Long enough for several faults of each kind; the first quarter is clean. */
const HOURS: Record<string, number> = { finance: 6, healthcare: 6, manufacturing: 32, retail: 24 * 7 * 20 };
const BATCH = 2000;
const START = Date.UTC(2026, 0, 5);

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, domain: { type: 'string' }, list: { type: 'boolean', default: false }, sensitivity: { type: 'string', default: '0.5' } } });

for (const kind of detectorKinds) {
  for (const domain of values.domain ? [values.domain] : SIMULATION_DOMAINS) {
    const durationMs = HOURS[domain]! * HOUR_MS;
    const simulation = createSimulation(domain, { seed: values.seed, start: START, durationMs, seriesCount: 4 });
    const channels = simulation.mapping.channels;
    const detector = await kind.create({ channels: channels.length, seed: 1 });
    const threshold = thresholdOf(Number(values.sensitivity), kind.threshold);
    const states = new Map<number, SpanState>();
    const found: (FoundEvent & { text: string })[] = [];
    const settings = { threshold, placeOf: (row: number) => String(row) };
    const keep = (changes: ReturnType<typeof closeSpans>): void => {
      for (const { series, span } of changes) {
        if (span.open) continue;
        const { start, end, shape } = span;
        found.push({ key: simulation.keys[series]!, start, end, text: `${shape} ${span.score.toFixed(4)} grade ${gradeOf(span, threshold).toFixed(2)}: ${explain(span, channels)}` });
      }
    };
    let rows = 0;
    for (const samples of batches(simulation, channels.map((channel) => channel.field))) {
      rows += samples.rows;
      keep(advanceSpans(states, samples, detector.advance(samples), settings));
    }
    keep(closeSpans(states));
    detector.dispose();
    const report = evaluateEvents(found, simulation.labels(), seriesHoursOf(durationMs, simulation.keys.length), 60 * simulation.intervalMs);
    const kinds = Object.entries(report.kinds).map(([name, { hits, events }]) => `${name} ${hits}/${events}`).join(', ');
    console.log(`${kind.name} ${domain} seed ${values.seed}: recall ${report.recall.toFixed(2)}, false/h ${report.falseAlarmsPerSeriesHour.toFixed(3)}, precision ${report.precision.toFixed(2)}, delay ${report.medianDelayMs / 1000} s, ${rows} rows; ${kinds}`);
    if (!values.list) continue;
    for (const label of report.missed) console.log(`  missed ${label.kind} of ${label.key} at ${((label.start - START) / HOUR_MS).toFixed(3)} h`);
    for (const span of report.falseSpans as typeof found) console.log(`  false ${span.key} ${((span.start - START) / HOUR_MS).toFixed(3)} h, ${(span.end - span.start) / 1000} s: ${span.text}`);
  }
}

function* batches(simulation: ReturnType<typeof createSimulation>, fields: string[]): Generator<SampleColumns> {
  let row = 0;
  let samples = empty(fields.length);
  for (const record of simulation.records()) {
    samples.series[row] = simulation.keys.indexOf(record.key);
    samples.times[row] = record.eventTime;
    fields.forEach((field, c) => {
      const value = record.value[field];
      samples.values[row * fields.length + c] = typeof value === 'number' ? value : NaN;
    });
    row += 1;
    if (row < BATCH) continue;
    yield samples;
    samples = empty(fields.length);
    row = 0;
  }
  if (row > 0) yield { ...samples, rows: row };
}

function empty(channels: number): SampleColumns {
  return { rows: BATCH, channels, series: new Uint32Array(BATCH), times: new Float64Array(BATCH), values: new Float64Array(BATCH * channels) };
}
