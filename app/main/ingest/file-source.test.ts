import { expect, it } from 'vitest';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { systemClock, type Clock } from '../clock.ts';
import { createFileSource, type SavedBatches } from './file-source.ts';
import type { RecordBatch, SourceState } from './record-source.ts';

/** A clock whose sleeps take no time but move it on. */
function hastyClock(): Clock {
  let time = 0;
  return { ...systemClock, monotonic: () => time, async sleep(ms) { time += ms; await Promise.resolve(); } };
}
const noTimes = (batch: RecordBatch) => new Float64Array(batch.values.length).fill(NaN);
function batchOf(first: number, count: number, partition = 0): RecordBatch {
  return { partition, offsets: Float64Array.from({ length: count }, (_v, i) => first + i), timestamps: new Float64Array(count).fill(NaN), keys: new Array<null>(count).fill(null), values: new Array<null>(count).fill(null), nextOffset: first + count, endOffset: null };
}
function savedOf(batches: RecordBatch[]): SavedBatches {
  async function* all() {
    for (const batch of batches) yield await Promise.resolve(batch);
  }
  return { batches: all(), progress: () => 0 };
}
/** Starts a source on some batches; `take` answers each, `ended` resolves with the state it ends in. */
function play(batches: RecordBatch[], take: (batch: RecordBatch) => Promise<void>, options: { pace?: number; eventTimes?: (batch: RecordBatch) => Float64Array; paused?: boolean } = {}) {
  const given: RecordBatch[] = [];
  const ended = Promise.withResolvers<SourceState>();
  const source = createFileSource({ open: () => Promise.resolve(savedOf(batches)), pace: options.pace ?? 'fast', eventTimes: options.eventTimes ?? noTimes, clock: hastyClock() });
  if (options.paused) source.pause();
  void source.start({
    onBatch(batch) {
      given.push(batch);
      return take(batch);
    },
    onProgress: () => undefined,
    onState: (state) => (state.state === 'finished' || state.state === 'failed') && ended.resolve(state),
  }, new Map());
  return { source, given, ended: ended.promise };
}

it('hands on nothing more after the sink refused a batch, and tells why', async () => {
  const store = Promise.withResolvers<void>();
  const { source, given, ended } = play([batchOf(0, 1), batchOf(1, 1), batchOf(2, 1, 1), batchOf(3, 1), batchOf(4, 1)], (batch) => (batch.nextOffset === 1 ? store.promise : Promise.resolve()));
  store.reject(new WorkbenchError('AF_STORE_WRITE_FAILED', 'The disk is full.'));
  expect(await ended).toMatchObject({ state: 'failed', error: { code: 'AF_STORE_WRITE_FAILED' } });
  const before = given.length;
  await source.stop();
  expect(given.length).toBe(before);
  expect(given.length).toBeLessThan(5);
});
it('has five batches outstanding per partition and reads on when one is taken', async () => {
  const waiting: (() => void)[] = [];
  const { source, given, ended } = play(Array.from({ length: 6 }, (_, at) => batchOf(at, 1)), () => new Promise<void>((resolve) => waiting.push(resolve)));
  while (given.length < 5) await Promise.resolve();
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  expect(given.length).toBe(5);
  waiting.shift()!();
  while (given.length < 6) await Promise.resolve();
  for (const take of waiting) take();
  expect(await ended).toEqual({ state: 'finished' });
  await source.stop();
});
it('gives nothing while paused, and all of it in order afterwards', async () => {
  const { source, given, ended } = play([batchOf(0, 2), batchOf(2, 2)], () => Promise.resolve(), { paused: true });
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  expect(given).toEqual([]);
  source.resume();
  await ended;
  expect(given.flatMap(({ offsets }) => [...offsets])).toEqual([0, 1, 2, 3]);
  await source.stop();
});
it('plays a file at a pace though its first record has no time', async () => {
  const at = Date.UTC(2026, 0, 1);
  const times = [NaN, at, at + 100, NaN, at + 60_000];
  const { source, given, ended } = play([batchOf(0, 5)], () => Promise.resolve(), { pace: 10, eventTimes: () => Float64Array.from(times) });
  expect(await ended).toEqual({ state: 'finished' });
  expect(given.flatMap(({ offsets }) => [...offsets])).toEqual([0, 1, 2, 3, 4]);
  expect(given.length).toBeGreaterThan(1);
  await source.stop();
});
it('plays a batch without any time at once', async () => {
  const { source, given, ended } = play([batchOf(0, 5)], () => Promise.resolve(), { pace: 1 });
  await ended;
  expect(given.length).toBe(1);
  await source.stop();
});
