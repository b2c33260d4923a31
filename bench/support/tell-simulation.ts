import type { DetectorKind } from '../../app/main/detect/detector.ts';
import { evaluateEvents, seriesHoursOf, type EventReport, type FoundEvent } from '../../app/main/detect/evaluate-events.ts';
import { explain } from '../../app/main/detect/explain.ts';
import { advanceSpans, closeSpans, gradeOf, type SpanChange, type SpanState } from '../../app/main/detect/spans.ts';
import { thresholdOf } from '../../app/main/detect/threshold.ts';
import { createSimulation } from '../../app/main/simulate/create-simulation.ts';
import type { Simulation, SimulationDomain, SimulationOptions } from '../../app/main/simulate/simulation.ts';
import type { Shape, SampleColumns } from '../../app/shared/domain/samples.ts';

const HOUR_MS = 3_600_000;
/** Long enough for several faults of each kind; the first quarter is clean. */
const HOURS: Record<SimulationDomain, number> = { finance: 6, healthcare: 6, manufacturing: 32, retail: 24 * 7 * 20 };
const BATCH = 2000;
export const START = Date.UTC(2026, 0, 5);

/** An anomaly that a detector told, with its shape and a line about it. */
export interface ToldEvent extends FoundEvent {
  shape: Shape;
  text: string;
}

/** What a detector told of a simulated domain, beside its labels. */
export interface ToldSimulation {
  rows: number;
  told: ToldEvent[];
  report: EventReport;
}

/** The usual run of a domain: four series. */
export function usualRun(domain: SimulationDomain, seed: number | string): SimulationOptions {
  return { seed, start: START, durationMs: HOURS[domain] * HOUR_MS, seriesCount: 4 };
}

/** Lets a detector at a sensitivity see a simulation once, and holds what it tells against the labels; these reach an hour of rows beyond their end. */
export async function tellSimulation(kind: DetectorKind, domain: SimulationDomain, options: SimulationOptions, sensitivity = 0.5): Promise<ToldSimulation> {
  const simulation = createSimulation(domain, options);
  const channels = simulation.mapping.channels;
  const detector = await kind.create({ channels: channels.length, seed: 1 });
  const threshold = thresholdOf(sensitivity, kind.threshold);
  const states = new Map<number, SpanState>();
  const told: ToldEvent[] = [];
  const settings = { threshold, placeOf: (row: number) => String(row) };
  const keep = (changes: SpanChange[]): void => {
    for (const { series, span } of changes) {
      if (span.open) continue;
      const { start, end, shape } = span;
      told.push({ key: simulation.keys[series]!, start, end, shape, text: `${shape} ${span.score.toFixed(4)} grade ${gradeOf(span, threshold).toFixed(2)}: ${explain(span, channels)}` });
    }
  };
  let rows = 0;
  for (const samples of batches(simulation)) {
    rows += samples.rows;
    keep(advanceSpans(states, samples, detector.advance(samples), settings));
  }
  keep(closeSpans(states));
  detector.dispose();
  return { rows, told, report: evaluateEvents(told, simulation.labels(), seriesHoursOf(options.durationMs, simulation.keys.length), 60 * simulation.intervalMs) };
}

function* batches(simulation: Simulation): Generator<SampleColumns> {
  const fields = simulation.mapping.channels.map((channel) => channel.field);
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
