import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { systemClock, type Clock } from '../clock.ts';
import { commitBatch } from './commit-batch.ts';
import { storeDetectorState } from './pack-chunks.ts';
import { iterateRaw } from './raw-records.ts';
import { readStretch } from './read-stretch.ts';
import { expire } from './retention.ts';
import { addNotification, listNotifications } from './tables/notification-table.ts';
import { addQuarantined, listQuarantined } from './tables/quarantine-table.ts';
import { seriesOfStream } from './tables/series-table.ts';

const day = 86_400_000;
const now = 100 * day;
const going = new AbortController().signal;
const nothing = { batches: 0, quarantined: 0, chunks: 0, notifications: 0, conditions: 0 };
let clock: Clock;
let pauses: number;
let made: ReturnType<typeof makeStore>;
beforeEach(() => {
  made = makeStore();
  pauses = 0;
  clock = { ...systemClock, now: () => now, sleep: () => Promise.resolve(void (pauses += 1)) };
});
afterEach(() => made.remove());

const keepDays = (days: number) => expire(made.store, { days, maxMebibytes: 0 }, clock, going);
const keepSize = (maxMebibytes: number) => expire(made.store, { days: 0, maxMebibytes }, clock, going);
const pack = (batchId: number) => storeDetectorState(made.store, streamId, { batchId, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '{}' });
/** Rows of the made-up log, whose event times lie in 1970, received `age` days ago. */
async function receive(from: number, to: number, age: number, value?: Uint8Array): Promise<number> {
  const commit = await logCommit(from, to);
  return commitBatch(made.store, { ...commit, receiveTime: now - age * day, ...(value && { packedRaw: value }) }, nothingFound).batchId;
}
const samplesLeft = () => readStretch(made.store.db, seriesOfStream(made.store.db, streamId)[0]!.id, 0, Infinity, 100_000).sampleCount;
const recordsLeft = () => [...iterateRaw(made.store.db, streamId)].length;
const batchesLeft = () => (made.store.db.prepare('SELECT count(*) AS count FROM record_batch').get() as { count: number }).count;
const quarantine = (age: number, value: Uint8Array | null = null) => made.store.write((db) => addQuarantined(db, { streamId, partition: 0, offset: age, receiveTime: now - age * day, reason: '', value }));
const notify = (age: number) => made.store.write((db) => addNotification(db, { id: String(age), at: now - age * day, severity: 'low', title: '', body: '', target: { kind: 'stream', streamId }, read: false }));

it('keeps what was received lately, however old its event times are', async () => {
  pack(await receive(0, 3000, 29));
  expect(await keepDays(30)).toEqual(nothing);
  expect([samplesLeft(), recordsLeft()]).toEqual([1500, 3000]);
});

it('gives up what was received before, and keeps the rest', async () => {
  for (const age of [31, 29]) {
    quarantine(age);
    notify(age);
  }
  pack(await receive(0, 4096, 31));
  pack(await receive(4096, 5000, 29));
  expect(await keepDays(30)).toEqual({ batches: 1, quarantined: 1, chunks: 4, notifications: 1, conditions: 0 });
  expect([samplesLeft(), recordsLeft()]).toEqual([452, 904]);
  expect(listQuarantined(made.store.db, streamId, 10)).toMatchObject([{ offset: '29' }]);
  expect(listNotifications(made.store.db, 10)).toMatchObject([{ id: '29' }]);
  expect(await keepDays(30)).toEqual(nothing);
});

it('keeps a chunk that was filled up lately', async () => {
  pack(await receive(0, 100, 31));
  pack(await receive(100, 200, 29));
  await keepDays(30);
  expect([samplesLeft(), recordsLeft()]).toEqual([100, 100]);
});

it('keeps samples that no chunk holds yet, and their batch until one does', async () => {
  const batchId = await receive(0, 100, 31);
  expect(await keepDays(30)).toEqual({ ...nothing, batches: 1 });
  expect([samplesLeft(), recordsLeft(), batchesLeft()]).toEqual([50, 0, 1]);
  pack(batchId);
  expect(await keepDays(30)).toEqual({ ...nothing, batches: 1, chunks: 2 });
  expect([samplesLeft(), batchesLeft()]).toEqual([0, 0]);
});

it('gives up the oldest raw and quarantined records until the store is small enough, and gives their room back', async () => {
  const value = new Uint8Array(2 ** 17);
  let rows = 0;
  for (let age = 40; age > 8; age--) {
    if (age > 32 || (age > 16 && age <= 24)) pack(await receive(rows, (rows += 10), age, value));
    else quarantine(age, value);
  }
  const samples = samplesLeft();
  const large = made.store.bytes();
  expect(await keepSize(3)).toEqual({ ...nothing, batches: 8, quarantined: 8 });
  expect(made.store.bytes()).toBeLessThan(large - 2 ** 21);
  expect(listQuarantined(made.store.db, streamId, 10).at(-1)).toMatchObject({ offset: '16' });
  expect(samplesLeft()).toBe(samples);
});

it('gives up the oldest samples where no record is left', async () => {
  const commit = await logCommit(0, 200_000);
  commit.samples.values.forEach((_value, row, values) => (values[row] = Math.sin(row * row)));
  pack(commitBatch(made.store, commit, nothingFound).batchId);
  expect((await keepSize(1)).batches).toBe(1);
  const { times } = readStretch(made.store.db, seriesOfStream(made.store.db, streamId)[0]!.id, 0, Infinity, 100_000);
  expect(times[0]).toBeGreaterThan(0);
  expect(times.at(-1)).toBe(199_998_000);
  expect(made.store.bytes()).toBeLessThanOrEqual(2 ** 20);
});

it('gives up any number in one call, pausing after each slice of 20 ms', async () => {
  for (let from = 0; from < 1000; from++) quarantine(31);
  let elapsed = 0;
  clock = { ...clock, monotonic: () => (elapsed += 10) };
  expect((await keepDays(30)).quarantined).toBe(1000);
  expect(pauses).toBeGreaterThan(50);
});

it('stops between two slices when asked to', async () => {
  for (let from = 0; from < 100; from++) quarantine(31);
  const stop = new AbortController();
  clock = { ...clock, monotonic: (() => { let elapsed = 0; return () => (elapsed += 20); })(), sleep: () => Promise.resolve(stop.abort()) };
  const { quarantined } = await expire(made.store, { days: 30, maxMebibytes: 0 }, clock, stop.signal);
  expect(quarantined).toBeGreaterThan(0);
  expect(quarantined).toBeLessThan(100);
});
