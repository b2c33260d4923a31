import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, logRows, makeStore, nothingFound, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { commitBatch } from './commit-batch.ts';
import { rawInRange } from './raw-records.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

const offsetsBetween = (from: number, to: number) => [...rawInRange(made.store.db, streamId, from, to)].map(({ offset }) => offset);

it('reads just the batches that touch the range, in commit order', async () => {
  const { store } = made;
  for (let from = 0; from < 40; from += 10) commitBatch(store, await logCommit(from, from + 10), nothingFound);
  store.write((db) => db.prepare("UPDATE record_batch SET raw = x'00' WHERE id IN (1, 4)").run());
  expect(offsetsBetween(15_000, 20_000)).toEqual(Array.from({ length: 20 }, (_, i) => 10 + i));
});

it('finds a batch of nothing but late rows', async () => {
  commitBatch(made.store, await logCommit(0, 10), nothingFound);
  const none = logRows(0, 0);
  commitBatch(made.store, { ...(await logCommit(10, 20)), samples: none.samples, scores: none.scores, eventTimes: Float64Array.of(500, 700) }, nothingFound);
  expect(offsetsBetween(600, 650)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(offsetsBetween(800, 900)).toEqual(Array.from({ length: 10 }, (_, i) => i));
});
