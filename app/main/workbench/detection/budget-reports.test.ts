import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection, stubKind } from '../../../../tests/fixtures/stub-detection.ts';
import { budgetViewSchema } from '../../../shared/api/views.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { systemClock } from '../../clock.ts';
import type { AlertBudget } from '../../detect/alert-budget.ts';
import { createLog } from '../../log.ts';
import { judgeAnomaly, listAnomalies } from '../../store/tables/anomaly-table.ts';
import { createBudgetPools } from './budget-pools.ts';
import { createBudgetReports } from './budget-reports.ts';
import { openStations, type StoredBatch } from '../streams/stream-stations.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { wirePipeline } from '../streams/wire-pipeline.ts';

const begin = Date.UTC(2026, 0, 5);
const minuteMs = 60_000;
let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

const ofBudget = (budget: Stream['detector']['budget']): Stream => ({ ...stream(), detector: { name: 'forecast-residual', sensitivity: 0.5, budget } });

/** 2,880 samples, a minute apart unless told, of which every hundredth is anomalous; packed, of those a minute apart but for the last batch. */
async function runThrough(of: Stream, stepMs = minuteMs): Promise<AlertBudget | null> {
  const stations = await openStations(of, stubKind, { store: made.store, detection: stubDetection(), clock: systemClock, log: createLog({ level: 'silent' }), pools: createBudgetPools() }, () => false, new AbortController().signal);
  let last: StoredBatch | null = null;
  const pipeline = wirePipeline({ ...stations, tell: (_batch, _accepted, _scores, stored) => void (last = stored) });
  for (let from = 0; from < 2880; from += 720) {
    if (from === 2160) stations.keep(last!, new Uint8Array([1]));
    const values = Array.from({ length: 720 }, (_value, i) => ((from + i) % 100 === 50 ? 200 : 1));
    const offsets = Float64Array.from(values, (_value, i) => from + i);
    const texts = values.map((v, i) => new TextEncoder().encode(JSON.stringify({ t: begin + (from + i) * stepMs, k: 'a', v })));
    await pipeline({ partition: 0, offsets, timestamps: offsets, keys: values.map(() => null), values: texts, nextOffset: from + 720, endOffset: null });
  }
  if (stepMs > minuteMs) stations.keep(last!, new Uint8Array([1]));
  return stations.budget;
}

const reports = (streams: Stream[], running: AlertBudget | null = null) => createBudgetReports({
  store: made.store,
  streams: { find: (id) => streams.find((one) => one.id === id)!, list: () => streams.map((one) => ({ stream: one, health: null as never })), budgetOf: () => running } as Pick<StreamService, 'find' | 'list' | 'budgetOf'> as StreamService,
});

it('is null without a budget, and says so before anything was scored', () => {
  expect(reports([ofBudget(undefined)]).view(streamId, null)).toBeNull();
  expect(reports([ofBudget({ alertsPerDay: 5, set: null })]).view(streamId, null)).toMatchObject({ day: null, week: null, words: ['Asked for: at most 5 alerts a day.', 'Nothing was scored since it was set.'] });
});

it('says what was told and what was left out, running and at rest', async () => {
  const of = ofBudget({ alertsPerDay: 5, set: null });
  const running = await runThrough(of);
  const view = budgetViewSchema.parse(reports([of], running).view(streamId, null));
  const told = listAnomalies(made.store.db, { streamIds: [], seriesIds: [], severities: [], shapes: [], verdicts: [], from: null, to: null, text: '' }, { sort: 'start', descending: false, limit: 100, cursor: null }).anomalies;
  expect(told.length).toBeLessThan(20);
  expect(view.week!.alerts).toBe(told.length);
  // The last may be under way.
  expect([28, 29]).toContain(view.week!.alerts + view.week!.leftOut);
  expect(view.leftOut[0]).toMatchObject({ seriesName: told[0]!.seriesName });
  expect(view.words.join(' ')).toMatch(/Told \d+ alerts in the last [\d.]+ hours and \d+ in the last 2\.0 days.*candidates were left out/);
  const atRest = reports([of]).view(streamId, null)!;
  expect(atRest.week!.alerts).toBeGreaterThan(0);
  expect(atRest.threshold).toBeGreaterThan(atRest.floor);
  expect(reports([of]).thresholds(streamId, begin, begin + 2 * 86_400_000).length).toBeGreaterThan(2);
});

it('says how rare an alert is that was asked for less than once a day', () => {
  expect(reports([ofBudget({ alertsPerDay: 0.2, set: null })]).view(streamId, null)!.words[0]).toBe('Asked for: at most 0.2 alerts a day, one in 5 days.');
});

it('tries a budget on more than eight days where a row comes once a day', async () => {
  await runThrough(ofBudget(undefined), 86_400_000);
  const words = reports([ofBudget(undefined)]).view(streamId, 0.1)!.words.join(' ');
  expect(words).toMatch(/^Asked for: at most 0\.1 alerts a day, one in 10 days\. It would have told \d+ alerts? in the last/);
});

it('replays the stored scores at another budget, and counts the confirmed anomalies that it would not tell', async () => {
  await runThrough(ofBudget(undefined));
  const filter = { streamIds: [], seriesIds: [], severities: [], shapes: [], verdicts: [], from: null, to: null, text: '' };
  const all = listAnomalies(made.store.db, filter, { sort: 'start', descending: false, limit: 100, cursor: null }).anomalies;
  expect(all).toHaveLength(29);
  for (const { id } of all) judgeAnomaly(made.store.db, id, { verdict: 'true' });
  const few = reports([ofBudget(undefined)]).view(streamId, 3)!;
  const many = reports([ofBudget(undefined)]).view(streamId, 100)!;
  expect(few).toMatchObject({ replayed: true, confirmedCount: 29 });
  expect(few.week!.alerts).toBeGreaterThan(3);
  expect(few.week!.alerts).toBeLessThan(10);
  expect(few.confirmedMissed).toHaveLength(29 - few.week!.alerts);
  expect(few.words.at(-1)).toMatch(/^Of 29 anomalies that analysts confirmed in that time, \d+ would not have been told\.$/);
  expect(many.week!.alerts).toBe(29);
  expect(many.confirmedMissed).toEqual([]);
});
