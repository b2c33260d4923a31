import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { key, logCommit, makeStore, nothingFound, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { batchesSince, commitBatch } from './commit-batch.ts';
import { openStore, type WritableDb } from './database.ts';
import { readDetectorState, storeDetectorState } from './pack-chunks.ts';
import { packRaw } from './raw-bytes.ts';
import { iterateRaw } from './raw-records.ts';
import { readStretch } from './read-stretch.ts';
import { readPlaces } from './tables/place-table.ts';
import { seriesOfStream } from './tables/series-table.ts';
import { listStreams } from './tables/stream-table.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

describe('a commit', () => {
  it('keeps records, samples, series, counts and the place together', async () => {
    const { store } = made;
    commitBatch(store, await logCommit(0, 10), nothingFound);
    commitBatch(store, await logCommit(10, 20), nothingFound);
    expect(readPlaces(store.db, streamId)).toEqual(new Map([[0, 20]]));
    expect([...iterateRaw(store.db, streamId)].map((record) => record.offset)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(seriesOfStream(store.db, streamId)).toMatchObject([{ index: 0, sampleCount: 10, firstTime: 0, lastTime: 18_000 }, { index: 1, sampleCount: 10, firstTime: 1000, lastTime: 19_000 }]);
    expect(listStreams(store.db)[0]!.counts).toMatchObject({ recordCount: 20, watermark: 19_000 });
  });

  it('is refused where the stored place is not the expected one, and nothing of it stays', async () => {
    const { store } = made;
    commitBatch(store, await logCommit(0, 10), nothingFound);
    for (const from of [5, 12]) {
      const late = await logCommit(from, 30);
      expect(() => commitBatch(store, late, nothingFound)).toThrowError(expect.objectContaining({ code: 'AF_STORE_OFFSET_CONFLICT' }) as Error);
    }
    const again = { ...(await logCommit(0, 10)), expectedOffset: null };
    expect(() => commitBatch(store, again, nothingFound)).toThrowError(expect.objectContaining({ code: 'AF_STORE_OFFSET_CONFLICT' }) as Error);
    const behind = { ...(await logCommit(5, 30)), expectedOffset: 10 };
    expect(() => commitBatch(store, behind, nothingFound)).toThrowError(expect.objectContaining({ code: 'AF_STORE_OFFSET_CONFLICT' }) as Error);
    expect([...iterateRaw(store.db, streamId)]).toHaveLength(10);
  });

  it('leaves nothing behind when a part of it fails', async () => {
    const { store } = made;
    const commit = await logCommit(0, 10);
    expect(() => commitBatch(store, commit, () => { throw new Error('no'); })).toThrow('no');
    expect(readPlaces(store.db, streamId).size).toBe(0);
    expect(seriesOfStream(store.db, streamId)).toEqual([]);
  });
});

describe('packing into chunks', () => {
  it('moves the columns that the detector has seen, and keeps the later ones for a restart', async () => {
    const { store } = made;
    const first = commitBatch(store, await logCommit(0, 3000), nothingFound);
    commitBatch(store, await logCommit(3000, 4000), nothingFound);
    storeDetectorState(store, streamId, { batchId: first.batchId, detector: 'd', modelVersion: '1', state: new Uint8Array([1, 2]), spans: '{}' });
    expect([...batchesSince(store.db, streamId, 0)].map((batch) => batch.samples.rows)).toEqual([1000]);
    expect(readDetectorState(store.db, streamId)).toMatchObject({ batchId: first.batchId, spans: '{}' });
  });

  it('answers the same samples before and after, over several packings', async () => {
    const { store } = made;
    const read = () => readStretch(store.db, seriesOfStream(store.db, streamId)[1]!.id, 0, Infinity, 100_000);
    let last = 0;
    for (let from = 0; from < 6000; from += 700) last = commitBatch(store, await logCommit(from, from + 700), nothingFound).batchId;
    const before = read();
    expect(before.times).toHaveLength(before.sampleCount);
    expect(before.min[10]).toBe(21);
    storeDetectorState(store, streamId, { batchId: last - 3, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '{}' });
    expect(read()).toEqual(before);
    storeDetectorState(store, streamId, { batchId: last, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '{}' });
    expect(read()).toEqual(before);
  });

  it('keeps every extreme in a stretch of buckets', async () => {
    const { store } = made;
    const commit = await logCommit(0, 20_000);
    commit.samples.values[12_345] = 1e9;
    commit.samples.values[777] = -1e9;
    const { batchId } = commitBatch(store, commit, nothingFound);
    storeDetectorState(store, streamId, { batchId, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '{}' });
    const stretch = readStretch(store.db, seriesOfStream(store.db, streamId)[1]!.id, 0, Infinity, 50);
    expect(stretch.resolution).toBe('buckets');
    expect(stretch.times.length).toBeLessThanOrEqual(50);
    expect(Math.max(...stretch.max)).toBe(1e9);
    expect(Math.min(...stretch.min)).toBe(-1e9);
    expect(stretch.sampleCount).toBe(10_000);
  });

  it('answers no more rows than were asked for, whether samples or summaries are at hand', async () => {
    const { store } = made;
    commitBatch(store, await logCommit(0, 4000), nothingFound);
    for (const [points, rows] of [[2000, 2000], [1900, 1000], [700, 667], [100, 63]] as const) {
      const stretch = readStretch(store.db, seriesOfStream(store.db, streamId)[1]!.id, 0, Infinity, points);
      expect([stretch.times.length, Math.max(...stretch.max), Math.min(...stretch.min)]).toEqual([rows, 3999, 1]);
    }
  });
});

it('reads of what is not packed just the batches that touch the range', async () => {
  const { store } = made;
  for (let from = 0; from < 300; from += 100) commitBatch(store, await logCommit(from, from + 100), nothingFound);
  store.write((db) => db.prepare("UPDATE unpacked_batch SET columns = x'00' WHERE batch_id <> 2").run());
  const stretch = readStretch(store.db, seriesOfStream(store.db, streamId)[0]!.id, 120_000, 150_000, 1000);
  expect([stretch.times[0], stretch.times.at(-1)]).toEqual([120_000, 150_000]);
});

describe('a store', () => {
  it('names a fault in its own words with whichever item of a query it comes', () => {
    const { store } = made;
    const items = store.iterate(function* (db) {
      yield 1;
      (db as WritableDb).exec('PRAGMA max_page_count=1; CREATE TABLE more (what)');
    });
    expect(items.next().value).toBe(1);
    expect(() => items.next()).toThrowError(expect.objectContaining({ code: 'AF_STORE_FULL' }) as Error);
  });
  it('shows nothing of its content in any file of its folder', async () => {
    const { store, folder } = made;
    const commit = await logCommit(0, 10);
    const canary = 'canary-of-a-patient';
    const raw = { ...commit.raw, values: commit.raw.values.map(() => new TextEncoder().encode(canary)) };
    commitBatch(store, { ...commit, raw, packedRaw: await packRaw(raw), newSeries: commit.newSeries.map((series) => ({ ...series, name: canary })) }, nothingFound);
    const files = readdirSync(folder);
    expect(files).toContain('store.db-wal');
    for (const file of files) expect(readFileSync(join(folder, file)).includes(canary), file).toBe(false);
  });
  it('refuses another key', () => {
    const { store, folder } = made;
    store.close();
    expect(() => openStore(folder, new Uint8Array(32).fill(8))).toThrowError(expect.objectContaining({ code: 'AF_STORE_KEY_WRONG' }) as Error);
    made.store = openStore(folder, key);
  });
  it('refuses a second program', () => {
    expect(() => openStore(made.folder, key)).toThrowError(expect.objectContaining({ code: 'AF_STORE_LOCKED' }) as Error);
  });
});
