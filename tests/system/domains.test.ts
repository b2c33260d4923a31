import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluateEvents, seriesHoursOf } from '../../app/main/detect/evaluate-events.ts';
import { systemClock } from '../../app/main/clock.ts';
import { createSimulation } from '../../app/main/simulate/create-simulation.ts';
import type { SimulationDomain } from '../../app/main/simulate/simulation.ts';
import { publishSimulation } from '../../app/main/workbench/streams/publish-simulation.ts';
import { topicOutlet } from '../../app/main/workbench/streams/simulation-outlets.ts';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import { allAnomalies, openTestWorkbench, untilHealth, type TestWorkbench } from '../fixtures/open-test-workbench.ts';

/*
 * Each domain from the simulator through a real broker to stored anomalies, against the labels, which travel in a topic that the
 * workbench does not read. Prints what was found and what was missed.
 */

const hourMs = 3_600_000;
/** Long enough for several faults of each kind; the simulators keep their first quarter clean. */
const runs: { domain: SimulationDomain; hours: number; precision: number }[] = [
  { domain: 'finance', hours: 6, precision: 0.9 },
  { domain: 'healthcare', hours: 6, precision: 0.8 },
  { domain: 'retail', hours: 24 * 7 * 20, precision: 0.5 },
  { domain: 'manufacturing', hours: 32, precision: 0.4 },
];
const seed = 11;

let broker: Awaited<ReturnType<typeof startBroker>>;
let opened: TestWorkbench;
beforeAll(async () => {
  broker = await startBroker();
  opened = await openTestWorkbench();
});
afterAll(async () => {
  await opened.remove();
  await broker.stop();
});

test.each(runs)('finds the faults of $domain on a real broker: recall ≥ 0.8 at ≤ 1 false alarm per hour and series, precision ≥ $precision', async ({ domain, hours, precision }) => {
  const { workbench } = opened;
  const connection = { brokers: broker.brokers, tls: null, sasl: null };
  const simulation = createSimulation(domain, { seed, start: Date.UTC(2026, 0, 5), durationMs: hours * hourMs, seriesCount: 4 });
  const outlet = topicOutlet(connection, domain, `${domain}-labels`);
  const written = await publishSimulation(simulation, outlet, { recordsPerSecond: Infinity, clock: systemClock, signal: new AbortController().signal });
  await outlet.close();

  const [detector] = await workbench.call('detectors.list', {});
  const stream = await workbench.call('streams.create', {
    name: domain, domain, decoding: { format: 'json' }, mapping: simulation.mapping, detector: { name: detector!.name },
    source: { kind: 'kafka', connection, topic: domain, start: { at: 'earliest' } },
  });
  const health = await untilHealth(workbench, stream.id, ({ recordCount }) => recordCount >= written);
  expect(health).toMatchObject({ recordCount: written, quarantinedCount: 0, seriesCount: simulation.keys.length });

  const found = (await allAnomalies(workbench, stream.id)).map(({ seriesName, start, end }) => ({ key: seriesName.replaceAll(' · ', '/'), start, end }));
  const report = evaluateEvents(found, simulation.labels(), seriesHoursOf(hours * hourMs, simulation.keys.length), 60 * simulation.intervalMs);
  const kinds = Object.entries(report.kinds).map(([kind, { hits, events }]) => `${kind} ${hits} of ${events}`).join(', ');
  console.log(`${domain}: recall ${report.recall.toFixed(2)}, precision ${report.precision.toFixed(2)}, ${report.falseAlarmsPerSeriesHour.toFixed(3)} false alarms per hour and series; ${kinds}${report.missed.map((label) => `; missed: ${label.kind} of ${label.key} at ${new Date(label.start).toISOString()}`).join('')}`);
  expect(report.events).toBeGreaterThanOrEqual(8);
  expect(report.recall).toBeGreaterThanOrEqual(0.8);
  expect(report.falseAlarmsPerSeriesHour).toBeLessThanOrEqual(1);
  expect(report.precision).toBeGreaterThanOrEqual(precision);
  expect(report.missed.filter(({ kind }) => kind === 'bearing-wear')).toEqual([]);
  await workbench.call('streams.remove', { streamId: stream.id });
});
