/**
 * Finds the simulated faults of each domain and says how well: `node bench/detect-events.ts [--seed 1] [--domain finance] [--list]`.
 * One line per domain: recall, false alarms per simulated hour and series, precision, delay, and hits by kind of fault; `--list` names misses and false alarms.
 */
import { parseArgs } from 'node:util';
import { detectorKinds } from '../app/main/detect/detector-registry.ts';
import { SIMULATION_DOMAINS } from '../app/main/simulate/create-simulation.ts';
import { START, tellSimulation, usualRun, type ToldEvent } from './support/tell-simulation.ts';

const HOUR_MS = 3_600_000;

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, domain: { type: 'string' }, list: { type: 'boolean', default: false }, sensitivity: { type: 'string', default: '0.5' } } });

for (const kind of detectorKinds) {
  for (const domain of SIMULATION_DOMAINS.filter((one) => values.domain === undefined || one === values.domain)) {
    const { rows, report } = await tellSimulation(kind, domain, usualRun(domain, values.seed), Number(values.sensitivity));
    const kinds = Object.entries(report.kinds).map(([name, { hits, events }]) => `${name} ${hits}/${events}`).join(', ');
    console.log(`${kind.name} ${domain} seed ${values.seed}: recall ${report.recall.toFixed(2)}, false/h ${report.falseAlarmsPerSeriesHour.toFixed(3)}, precision ${report.precision.toFixed(2)}, delay ${report.medianDelayMs / 1000} s, ${rows} rows; ${kinds}`);
    if (!values.list) continue;
    for (const label of report.missed) console.log(`  missed ${label.kind} of ${label.key} at ${((label.start - START) / HOUR_MS).toFixed(3)} h`);
    for (const span of report.falseSpans as ToldEvent[]) console.log(`  false ${span.key} ${((span.start - START) / HOUR_MS).toFixed(3)} h, ${(span.end - span.start) / 1000} s: ${span.text}`);
  }
}
