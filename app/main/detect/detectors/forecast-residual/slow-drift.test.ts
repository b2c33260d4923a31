import { expect, test } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { beginDrift, createSlowDrift, driftCells } from './slow-drift.ts';

const CHANNELS = 3;
/** Rows a second. */
const DECADES = -0.57;

/** The rows at which a drift is told, with the channel that has most of it: a load that jumps drives three sensors; `wear` is added to the second as a share of it. */
function told(rows: number, wear: (row: number) => number): { row: number; channel: number }[] {
  const random = createSeededRandom(3);
  const cells = new Float64Array(driftCells(CHANNELS));
  beginDrift(cells, 0, CHANNELS);
  const drift = createSlowDrift(CHANNELS, 0);
  const found: { row: number; channel: number }[] = [];
  let load = 1;
  let telling = false;
  for (let row = 0; row < rows; row += 1) {
    if (row % 300 === 0) load = 1 + random.uniform(0, 1);
    const levels = Float64Array.of(load + random.normal(0, 0.03), load * load * (1 + wear(row)) + random.normal(0, 0.1), 5 - load + random.normal(0, 0.05));
    const isTold = drift.follow(cells, levels, true, true, DECADES) > 0;
    if (isTold && !telling) found.push({ row, channel: drift.share.indexOf(Math.max(...drift.share)) });
    telling = isTold;
  }
  return found;
}

test('what wears out over hours, each row within what is usual, is told while it grows, and seldom', () => {
  const found = told(40_000, (row) => (row < 20_000 ? 0 : Math.expm1((2 * (row - 20_000)) / 12_000) / 20));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(5);
  expect(found[0]!.row).toBeGreaterThan(20_000);
  expect(found[0]!.row).toBeLessThan(32_000);
  expect(found.every(({ channel }) => channel === 1)).toBe(true);
});

test('a load that jumps is no drift, however long it is watched', () => {
  expect(told(100_000, () => 0)).toEqual([]);
});

test('what has drifted and stays so is normal in the end: another drift from there is told', () => {
  const found = told(90_000, (row) => Math.min(0.4, Math.max(0, (row - 20_000) / 20_000)) + Math.max(0, (row - 70_000) / 30_000));
  expect(found.filter(({ row }) => row > 40_000 && row < 70_000)).toEqual([]);
  expect(found.filter(({ row }) => row < 40_000).length).toBeGreaterThan(0);
  expect(found.filter(({ row }) => row > 70_000).length).toBeGreaterThan(0);
});

test('nothing is learned, and nothing told, of rows that are not to be learned', () => {
  const cells = new Float64Array(driftCells(CHANNELS));
  beginDrift(cells, 0, CHANNELS);
  const before = cells.slice();
  expect(createSlowDrift(CHANNELS, 0).follow(cells, Float64Array.of(1, 2, 3), true, false, 0)).toBe(0);
  expect(cells).toEqual(before);
});
