import { createAlertBudget } from '../../app/main/detect/alert-budget.ts';
import { detectorKinds } from '../../app/main/detect/detector-registry.ts';
import { advanceSpans, type SpanState } from '../../app/main/detect/spans.ts';
import { openTensorBackend } from '../../app/main/detect/worker/tensor-backend.ts';
import { createSimulation } from '../../app/main/simulate/create-simulation.ts';
import type { SimulationDomain } from '../../app/main/simulate/simulation.ts';

/** Realised against asked alerts of one simulated domain. */
export interface BudgetRun {
  /** Alerts a day over the last seven days, and over all of them. */
  realised: number;
  realisedOverall: number;
  /** Candidates left out in the last seven days. */
  leftOut: number;
  threshold: number;
  floor: number;
}

const dayMs = 86_400_000;
const rowsPerCall = 20_000;
const kind = detectorKinds[0]!;

/** Runs `days` simulated days of four series through the shipped detector at a budget; of each series just every `every`th record. */
export async function runBudget(domain: SimulationDomain, { days, every, alertsPerDay, seed }: { days: number; every: number; alertsPerDay: number; seed: number }): Promise<BudgetRun> {
  await openTensorBackend();
  const start = Date.UTC(2026, 0, 5);
  const simulation = createSimulation(domain, { seed, start, durationMs: days * dayMs, seriesCount: 4 });
  const channels = simulation.mapping.channels.length;
  const seen = simulation.keys.map(() => 0);
  const indices = new Map(simulation.keys.map((key, index) => [key, index]));
  const detector = await kind.create({ channels, seed: 1 });
  const budget = createAlertBudget({ alertsPerDay, base: kind.threshold, state: null });
  const states = new Map<number, SpanState>();
  const starts: number[] = [];
  let series: number[] = [];
  let times: number[] = [];
  let values: number[] = [];
  const advance = () => {
    const samples = { rows: series.length, channels, series: Uint32Array.from(series), times: Float64Array.from(times), values: Float64Array.from(values) };
    for (const { opened, span } of advanceSpans(states, samples, detector.advance(samples), { threshold: kind.threshold, placeOf: () => '', budget })) if (opened) starts.push(span.start);
    series = [];
    times = [];
    values = [];
  };
  for (const { key, eventTime, value } of simulation.records()) {
    const index = indices.get(key)!;
    if (seen[index]!++ % every !== 0) continue;
    series.push(index);
    times.push(eventTime);
    for (const { field } of simulation.mapping.channels) {
      const of = value[field];
      values.push(typeof of === 'number' ? of : NaN);
    }
    if (series.length === rowsPerCall) advance();
  }
  if (series.length > 0) advance();
  detector.dispose();
  const from = start + (days - 7) * dayMs;
  return { realised: starts.filter((time) => time >= from).length / 7, realisedOverall: starts.length / days, leftOut: budget.tally()!.week.leftOut, threshold: budget.threshold, floor: budget.floor };
}
