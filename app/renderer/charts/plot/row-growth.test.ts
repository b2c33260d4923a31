import { describe, expect, it } from 'vitest';
import { RowGrowth } from './row-growth.ts';
import { RowPyramid } from './row-pyramid.ts';
import type { Rows } from './row-pyramid.ts';

/** Rows of a counter, each `[time, value]` or `[time, lowest, highest]`, with a band from 1 to 5 above `from` and 3 expected; beside it a channel that is none. */
function rowsOf(rows: readonly (readonly [number, number, number?])[], from = 100): Rows {
  const both = (of: (row: readonly [number, number, number?]) => number) => rows.flatMap((row) => [of(row), 7]);
  const band = (above: number) => Float32Array.from(rows.flatMap(() => [from + above, above]));
  return { times: Float64Array.from(rows, ([time]) => time), min: Float64Array.from(both(([, low]) => low)), max: Float64Array.from(both(([, low, high]) => high ?? low)), expected: band(3), low: band(1), high: band(5), score: new Float32Array(rows.length) };
}
function grown(parts: readonly Rows[], bucketsUntil = -Infinity) {
  const stood = new RowPyramid(2);
  const growth = new RowGrowth(stood, [0], 10, bucketsUntil);
  for (const part of parts) {
    stood.append(part);
    growth.follow();
  }
  const { times, min, max, expected, low, high } = growth.pyramid.rows(0);
  const own = (cells: ArrayLike<number>, c = 0) => Array.from(times, (_, row) => cells[row * 2 + c]!);
  return { value: own(min), max: own(max), band: own(low).map((edge, row) => [edge, own(expected)[row], own(high)[row]]), beside: [own(min, 1), own(high, 1)] };
}

describe('the growth of rows', () => {
  it('is value, expected and band since the value before, and leaves other channels as they are', () => {
    const { value, max, band, beside } = grown([rowsOf([[0, 97], [10, 100], [20, 108]])]);
    expect(value).toEqual([NaN, 3, 8]);
    expect(max).toEqual(value);
    expect(band).toEqual([[NaN, NaN, NaN], [4, 6, 8], [1, 3, 5]]);
    expect(beside).toEqual([[7, 7, 7], [5, 5, 5]]);
  });

  it('goes on from the last row where rows come one by one', () => {
    const rows = [[0, 97], [10, 100], [20, 108], [30, 108]] as const;
    expect(grown(rows.map((row) => rowsOf([row])))).toEqual(grown([rowsOf(rows)]));
  });

  it('is not known at a reset, and of the row after since it', () => {
    const { value, band } = grown([rowsOf([[0, 96], [10, 100], [20, 2], [30, 5]])]);
    expect(value).toEqual([NaN, 4, NaN, 3]);
    expect(band[2]).toEqual([NaN, NaN, NaN]);
  });

  it('is for a usual interval where rows or values are missing', () => {
    const { value, band } = grown([rowsOf([[0, 96], [10, 100], [50, 108], [60, NaN], [70, 112]])]);
    expect(value).toEqual([NaN, 4, 2, NaN, 2]);
    expect(band[2]).toEqual([0.25, 0.75, 1.25]);
    expect(grown([rowsOf([[0, 96], [11, 100], [19, 104]])]).value).toEqual([NaN, 4, 4]);
  });

  it('is of buckets the mean since the one before began, without a band, which comes with the first row that has a row before', () => {
    const { value, max, band } = grown([rowsOf([[0, 60, 75], [40, 80, 80], [80, 100, 100]]), rowsOf([[90, 104], [100, 106]], 104)], 80);
    expect(value).toEqual([NaN, 5, 5, 4, 2]);
    expect(max).toEqual(value);
    expect(band.map(([low]) => low)).toEqual([NaN, NaN, NaN, 5, 1]);
  });

  it('is not known of a bucket with a reset, nor of the one after', () => {
    expect(grown([rowsOf([[0, 60, 75], [40, 2, 90], [80, 20, 35], [120, 40, 55]])], 120).value).toEqual([NaN, NaN, NaN, 5]);
  });

  it('has no band where 32 bits do not tell it', () => {
    const { value, band } = grown([rowsOf([[0, 1e9], [10, 1e9 + 4]], 1e9)]);
    expect(value[1]).toBe(4);
    expect(band[1]).toEqual([NaN, NaN, NaN]);
  });
});
