import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { commitBatch } from './commit-batch.ts';
import { storeDetectorState } from './pack-chunks.ts';
import { readHistory, type StoredHistory } from './read-history.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

async function write(from: number, to: number, packs: boolean): Promise<void> {
  const { batchId } = commitBatch(made.store, await logCommit(from, to, 3), nothingFound);
  if (packs) storeDetectorState(made.store, streamId, { batchId, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '[]' });
}
/** Values of each series in the order given; `between` runs after the first piece. */
function read(history: StoredHistory, between: () => void = () => undefined): number[][] {
  const found: number[][] = [[], [], []];
  let pieces = 0;
  for (const { rows, series, times, values } of history.pieces()) {
    for (let row = 0; row < rows; row += 1) {
      expect(times[row]).toBe(values[row]! * 1000);
      found[series[row]!]!.push(values[row]!);
    }
    if ((pieces += 1) === 1) between();
  }
  return found;
}
const rowsOf = (series: number, to: number) => Array.from({ length: Math.ceil((to - series) / 3) }, (_, i) => series + 3 * i);
const all = (to: number) => [0, 1, 2].map((series) => rowsOf(series, to));

it('gives every stored sample once, packed or not, in order within its series', async () => {
  await write(0, 6_000, true);
  await write(6_000, 7_000, true);
  await write(7_000, 9_000, false);
  const history = readHistory(made.store, streamId, Infinity);
  expect(history).toMatchObject({ sampleCount: 9_000, firstTime: 0, lastTime: 8_999_000 });
  expect(read(history)).toEqual(all(9_000));
});

it('ends where it is told to', async () => {
  await write(0, 6_000, true);
  await write(6_000, 7_000, false);
  for (const end of [2_499, 6_500]) {
    const history = readHistory(made.store, streamId, end * 1000);
    expect(history.lastTime).toBe(end * 1000);
    expect(read(history)).toEqual(all(end + 1));
  }
  expect(readHistory(made.store, streamId, -1)).toMatchObject({ firstTime: null, lastTime: null });
});

it('stays as it stood when it began, though samples are packed meanwhile', async () => {
  await write(0, 4_000, true);
  await write(4_000, 5_000, false);
  const later = await logCommit(5_000, 6_000, 3);
  const history = readHistory(made.store, streamId, Infinity);
  expect(read(history, () => {
    const { batchId } = commitBatch(made.store, later, nothingFound);
    storeDetectorState(made.store, streamId, { batchId, detector: 'd', modelVersion: '1', state: new Uint8Array(), spans: '[]' });
  })).toEqual(all(5_000));
});
