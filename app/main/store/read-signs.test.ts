import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { commitBatch } from './commit-batch.ts';
import { storeDetectorState } from './pack-chunks.ts';
import { readSigns } from './read-signs.ts';
import { seriesOfStream } from './tables/series-table.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

it('finds the one value below zero among packed samples, and knows nothing of another series', async () => {
  const commit = await logCommit(0, 6_000, 2);
  commit.samples.values[3_001] = -1;
  const { batchId } = commitBatch(made.store, commit, nothingFound);
  storeDetectorState(made.store, streamId, { batchId, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '[]' });
  const signs = made.store.read((db) => readSigns(db, seriesOfStream(db, streamId)));
  expect([0, 1, 2].map(signs)).toEqual([[false], [true], null]);
});
