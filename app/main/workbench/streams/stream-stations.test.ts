import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStore, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection, stubKind } from '../../../../tests/fixtures/stub-detection.ts';
import type { SampleColumns } from '../../../shared/domain/samples.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { batchesSince } from '../../store/commit-batch.ts';
import { readDetectorState } from '../../store/pack-chunks.ts';
import { listConditions } from '../../store/tables/condition-table.ts';
import { listAnomalies } from '../../store/tables/anomaly-table.ts';
import { actsOfIncident, changeIncident, listIncidents } from '../../store/tables/incident-table.ts';
import { listStreams } from '../../store/tables/stream-table.ts';
import { createBudgetPools } from '../detection/budget-pools.ts';
import { thresholdsBetween } from '../../store/tables/threshold-table.ts';
import { openStations, type StoredBatch } from './stream-stations.ts';
import { wirePipeline } from './wire-pipeline.ts';

const begin = Date.UTC(2026, 0, 5);
let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

/** Stations over the store as a start of the stream opens them; values of 100 and more are anomalous. */
async function open({ of = stream(), kind = stubKind, store = made.store, detection = stubDetection(), stopped = new AbortController().signal } = {}) {
  const stations = await openStations(of, kind, { store, detection, pools: createBudgetPools(), clock: systemClock, log: createLog({ level: 'silent' }) }, () => true, stopped);
  let last: StoredBatch | null = null;
  const pipeline = wirePipeline({ ...stations, tell: (_batch, _accepted, _scores, stored) => void (last = stored) });
  /** Gives values of one series, a second apart from the `from`th on, as a batch whose offsets begin at 100 + `from`. */
  const give = async (from: number, values: number[], partition = 3): Promise<StoredBatch> => {
    const offsets = Float64Array.from(values, (_value, i) => 100 + from + i);
    const texts = values.map((v, i) => new TextEncoder().encode(JSON.stringify({ t: begin + (from + i) * 1000, k: 'a', v })));
    await pipeline({ partition, offsets, timestamps: offsets, keys: values.map(() => null), values: texts, nextOffset: 100 + from + values.length, endOffset: null });
    return last!;
  };
  const pipe = async (batch: Parameters<typeof pipeline>[0]) => (await pipeline(batch), last!);
  return { stations, give, pipe };
}
const anomalies = () => listAnomalies(made.store.db, { streamIds: [], seriesIds: [], severities: [], shapes: [], verdicts: [], from: null, to: null, text: '' }, { sort: 'start', descending: false, limit: 10, cursor: null }).anomalies;
const incidents = () => listIncidents(made.store.db, null, 10);
const flat = (count: number) => new Array<number>(count).fill(1);

describe('the band of an anomaly', () => {
  /** As the stub finds it, but with a band that reaches below zero. */
  const wide = () => {
    const stub = stubDetection();
    return { ...stub, advance: async (id: string, samples: SampleColumns) => { const scores = await stub.advance(id, samples); return { ...scores, low: scores.low.map(() => -24), expected: scores.expected.map(() => -1) }; } };
  };
  it('is not below zero of a channel that never was, as its chart is not, also after a restart', async () => {
    const first = await open({ detection: wide() });
    first.stations.keep(await first.give(0, [...flat(10), 200]), new Uint8Array([1]));
    expect(anomalies()).toMatchObject([{ evidence: [{ expected: 0, low: 0 }], explanation: expect.stringContaining('(band 0 to 2)') as string }]);
    await (await open({ detection: wide() })).give(11, [...flat(40), 300]);
    expect(anomalies()).toMatchObject([{}, { evidence: [{ low: 0 }] }]);
  });
  it('stays as it was forecast where a value was below zero, or came before that was kept', async () => {
    const first = await open({ detection: wide() });
    const batch = await first.give(0, [-1, ...flat(10), 200]);
    expect(anomalies()).toMatchObject([{ evidence: [{ expected: -1, low: -24 }], explanation: expect.stringContaining('(band -24 to 2)') as string }]);
    first.stations.keep(batch, new Uint8Array([1]));
    made.store.write((db) => db.prepare("UPDATE detector_state SET spans = replace(spans, '\"signed\"', '\"other\"')").run());
    await (await open({ detection: wide() })).give(12, [...flat(40), 300]);
    expect(anomalies()).toMatchObject([{}, { evidence: [{ low: -24 }] }]);
  });
});

describe('stations that are opened while an anomaly is open', () => {
  it.each(['stored samples', 'stored state'])('go on with it from the %s, and know where its records lie', async (from) => {
    const first = await open();
    await first.give(0, flat(10));
    const batch = await first.give(10, [1, 1, 200, 300]);
    if (from === 'stored state') first.stations.keep(batch, new Uint8Array([1]));
    const { stations, give } = await open();
    expect(stations.closed).toEqual({ anomalies: [], incidents: [] });
    await give(14, [250, 1]);
    expect(anomalies()).toMatchObject([{ partition: 3, firstOffset: '112', lastOffset: '114', sampleCount: 3, open: true }]);
    const again = await open();
    await again.give(16, flat(40));
    expect(anomalies()).toMatchObject([{ partition: 3, firstOffset: '112', lastOffset: '114', sampleCount: 3, open: false }]);
  });
  it('close it and its incident where another model goes on', async () => {
    await (await open()).give(0, [...flat(10), 200]);
    expect(incidents()).toMatchObject([{ ongoing: true }]);
    const kind = { ...stubKind, modelVersion: '2' };
    const { stations } = await open({ kind });
    expect(stations.closed).toMatchObject({ anomalies: [{ open: false }], incidents: [{ ongoing: false, state: 'open' }] });
    expect(anomalies()).toMatchObject([{ open: false, firstOffset: '110' }]);
    expect(incidents()).toMatchObject([{ ongoing: false }]);
    expect((await open({ kind })).stations.closed.anomalies).toEqual([]);
  });
});

it('open a resolved incident again where its series returns, told once and in its history, also after a restart', async () => {
  const first = await open();
  await first.give(0, [...flat(10), ...new Array<number>(60).fill(200), ...flat(40)]);
  const { id } = incidents()[0]!;
  made.store.write((db) => changeIncident(db, id, { state: 'resolved' }));
  const { give } = await open();
  const { notifications } = await give(110, [200]);
  expect(notifications.map(({ title }) => title)).toEqual([expect.stringMatching(/^Returned: /)]);
  expect(incidents()).toMatchObject([{ id, state: 'open', anomalyCount: 2, ongoing: true }]);
  expect((await give(111, [200, 200])).notifications).toEqual([]);
  expect(actsOfIncident(made.store.db, id)).toMatchObject([{ kind: 'returned', text: expect.stringMatching(/^a: /) as string }]);
});

it('count rows at the time of the newest of their series with the late ones', async () => {
  const { give } = await open();
  await give(0, flat(10));
  await give(9, [1, 1], 4);
  await give(2, [1], 5);
  expect(listStreams(made.store.db)[0]!.counts).toMatchObject({ recordCount: 13, lateCount: 2 });
});

it('answer at the end of a saved stream only what was not told before', async () => {
  const { stations, give } = await open();
  await give(0, [...flat(10), 200]);
  expect(stations.finish()).toMatchObject({ anomalies: [{ open: false }], incidents: [{ ongoing: false }], notifications: [] });
});

it('go on where the disk is too full for the state of detection, and fail where the store fails otherwise', async () => {
  const faults: ('AF_STORE_FULL' | 'AF_STORE_CORRUPT')[] = [];
  const { stations, give } = await open({
    store: {
      ...made.store,
      write(work) {
        const code = faults.pop();
        if (code !== undefined) throw new WorkbenchError(code, 'no');
        return made.store.write(work);
      },
    },
  });
  const batch = await give(0, flat(10));
  const keep = () => stations.keep(batch, new Uint8Array([1]));
  faults.push('AF_STORE_FULL');
  keep();
  expect(readDetectorState(made.store.db, streamId)).toBeNull();
  faults.push('AF_STORE_CORRUPT');
  expect(keep).toThrowError(expect.objectContaining({ code: 'AF_STORE_CORRUPT' }) as Error);
  keep();
  expect(readDetectorState(made.store.db, streamId)).toMatchObject({ batchId: batch.batchId });
});

it('open no further than the batch under way once their stream is stopped', async () => {
  const first = await open();
  await first.give(0, flat(10));
  await first.give(10, flat(10));
  const stopping = new AbortController();
  const detection = stubDetection();
  let advanced = 0;
  const advance: typeof detection.advance = (...rows) => {
    advanced += 1;
    stopping.abort();
    return detection.advance(...rows);
  };
  await expect(open({ detection: { ...detection, advance }, stopped: stopping.signal })).rejects.toThrow('aborted');
  expect(advanced).toBe(1);
});

it('follow a budget: thresholds are kept from the time on at which they hold, and a restart goes on with the same counts', async () => {
  const of: Stream = { ...stream(), detector: { name: 'stub', sensitivity: 0.5, budget: { alertsPerDay: 5, set: null } } };
  const first = await open({ of });
  await first.give(0, [...flat(10), 200, ...flat(40), 200, ...flat(40)]);
  const kept = await first.give(101, [...flat(40), 200]);
  const steps = () => thresholdsBetween(made.store.db, streamId, -Infinity, Infinity, 100);
  expect(steps()[0]).toEqual({ time: begin, threshold: 0.9 });
  expect(steps().at(-1)!.threshold).toBe(first.stations.budget!.threshold);
  expect(first.stations.budget!.threshold).toBeGreaterThan(0.95);
  expect(anomalies().map(({ threshold }) => threshold)).toEqual([...anomalies()].map(({ start }) => steps().findLast(({ time }) => time < start || time === begin)!.threshold));
  const replayed = await open({ of });
  expect(replayed.stations.budget!.state()).toEqual(first.stations.budget!.state());
  first.stations.keep(kept, new Uint8Array([1]));
  const resumed = await open({ of });
  expect(resumed.stations.budget!.state()).toEqual(first.stations.budget!.state());
  expect((await open()).stations.budget).toBeNull();
});

it('of bars go on with the unfinished one after a restart, and say which record finished it', async () => {
  const of: Stream = { ...stream(), mapping: { ...stream().mapping, channels: [{ field: 'v', name: 'v', unit: '', figure: 'sum' }], bars: { widthMs: 10_000 } } };
  const first = await open({ of });
  await first.give(0, flat(25));
  const second = await open({ of });
  await second.give(25, [...flat(4), 500, 1]);
  const stretches = [...batchesSince(made.store.db, streamId, 0)].flatMap(({ samples }) => Array.from(samples.times, (time, row) => [time - begin, samples.values[row]]));
  expect(stretches).toEqual([[10_000, 10], [20_000, 10], [30_000, 509]]);
  expect(anomalies()).toMatchObject([{ start: begin + 30_000, firstOffset: '130' }]);
});

it('keep a condition with the batch that led to it, tell it once as it begins and ends, and go on with it after a restart', async () => {
  const late = (count: number) => new Array<number>(count).fill(1);
  const first = await open();
  await first.give(0, late(300));
  const begun = await first.give(300, late(20));
  expect(begun.conditions).toEqual([]);
  // Offsets go on, event times do not: every row lies behind the newest.
  const behind = async (to: typeof first, from: number, count: number, partition = 3) => {
    const values = late(count).map((v, i) => new TextEncoder().encode(JSON.stringify({ t: begin + i, k: 'a', v })));
    return to.pipe({ partition, offsets: Float64Array.from(values, (_value, i) => 100 + from + i), timestamps: new Float64Array(count), keys: values.map(() => null), values, nextOffset: 100 + from + count, endOffset: null });
  };
  const told = await behind(first, 320, 200);
  expect([told.conditions, told.notifications.map(({ title }) => title)]).toMatchObject([[{ kind: 'late', end: null }], ['Test: late records']]);
  expect(listConditions(made.store.db, { streamId, openOnly: true, limit: 9 })).toEqual(told.conditions);
  const again = await open();
  expect((await behind(again, 520, 200)).conditions).toEqual([]);
  const ended = [];
  for (let from = 720; from < 1320; from += 200) ended.push(await again.give(from, late(200)));
  expect(ended.flatMap(({ notifications }) => notifications.map(({ title, severity }) => [title, severity]))).toEqual([['Over: Test: late records', 'info']]);
  expect(listConditions(made.store.db, { streamId, openOnly: false, limit: 9 })).toMatchObject([{ id: told.conditions[0]!.id, kind: 'late' }]);
});
