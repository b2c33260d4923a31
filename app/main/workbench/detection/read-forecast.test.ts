import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { commitBatch } from '../../store/commit-batch.ts';
import { storeDetectorState } from '../../store/pack-chunks.ts';
import { seriesOfStream } from '../../store/tables/series-table.ts';
import { readForecast } from './read-forecast.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

it.each([600, 4_001, 20_000])('is made of the newest 2,000 of evenly spaced samples: %i', async (count) => {
  const { store } = made;
  for (let from = 0; from < count; from += 5_000) {
    const { batchId } = commitBatch(store, await logCommit(from, Math.min(count, from + 5_000), 1), nothingFound);
    if (from < count - 5_000) storeDetectorState(store, streamId, { batchId, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '[]' });
  }
  const [series] = store.read((db) => seriesOfStream(db, streamId));
  expect(readForecast(store, series!.id, series!.channels[0]!, 12)).toMatchObject({ after: (count - 1) * 1000, usedCount: Math.min(count, 2_000), intervalMs: 1_000 });
});
