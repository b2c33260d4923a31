import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from './decimate.ts';
import { RowPyramid } from './row-pyramid.ts';
import type { Rows } from './row-pyramid.ts';

/** One-channel rows a second apart. */
function rowsOf(values: number[], firstTime = 0): Rows {
  const n = values.length;
  const value = Float64Array.from(values);
  return {
    times: Float64Array.from(values, (_, i) => firstTime + i * 1000), min: value, max: value.slice(),
    expected: new Float32Array(n), low: new Float32Array(n).fill(-1), high: new Float32Array(n).fill(1), score: new Float32Array(n).fill(0.25),
  };
}
function pyramidOf(values: number[], capacity?: number): RowPyramid {
  const pyramid = new RowPyramid(1, capacity);
  pyramid.append(rowsOf(values));
  return pyramid;
}
const finite = (array: ArrayLike<number>) => Array.from(array).filter(Number.isFinite);
const reading = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -1000, max: 1000 }) }, { weight: 1, arbitrary: fc.constant(NaN) });

describe('decimation', () => {
  it('keeps the highest and lowest value of every stretch it is asked for', () => {
    fc.assert(fc.property(fc.array(reading, { minLength: 1, maxLength: 900 }), fc.nat(), fc.nat(), fc.integer({ min: 3, max: 60 }), (values, a, b, columns) => {
      const [from, to] = [a % values.length, b % values.length].sort((x, y) => x - y) as [number, number];
      const inside = finite(values.slice(from, to + 1));
      const drawn = decimate(pyramidOf(values), from * 1000, to * 1000, columns);
      const shown = finite(drawn.values[0]!);
      if (inside.length > 0) {
        expect(Math.max(...shown)).toBeGreaterThanOrEqual(Math.max(...inside));
        expect(Math.min(...shown)).toBeLessThanOrEqual(Math.min(...inside));
      }
      for (const value of shown) expect(values).toContain(value);
    }));
  });

  it('keeps each column\'s own extremes, at two points per column and one column more at each edge', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 700) * 100 + (i === 4321 ? 500 : 0) - (i === 8765 ? 900 : 0));
    const drawn = decimate(pyramidOf(values), 0, 9_999_000, 100);
    expect(drawn.times.length).toBeLessThanOrEqual(2 * 102);
    expect(drawn.whole).toBe(false);
    for (const column of [0, 43, 50, 87, 99]) {
      const rows = values.slice(column * 100, (column + 1) * 100);
      const shown = Array.from(drawn.values[0]!).filter((_, i) => Math.min(99, Math.floor(drawn.times[i]! / 99_990)) === column);
      expect(shown).toContain(Math.max(...rows));
      expect(shown).toContain(Math.min(...rows));
    }
  });

  it('draws each row as it is while there are no more rows than columns', () => {
    const drawn = decimate(pyramidOf([3, 1, NaN, 2]), 0, 3000, 100);
    expect(drawn.whole).toBe(true);
    expect(Array.from(drawn.values[0]!)).toEqual([3, 1, NaN, 2]);
    expect(Array.from(drawn.times)).toEqual([0, 1000, 2000, 3000]);
  });

  it('leaves a gap where a channel is missing over a whole column', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i >= 400 && i < 600 ? NaN : i));
    const drawn = decimate(pyramidOf(values), 0, 999_000, 50);
    const missing = Array.from(drawn.times).filter((_, i) => Number.isNaN(drawn.values[0]![i]));
    expect(missing.length).toBeGreaterThan(5);
    expect(Math.min(...missing)).toBeGreaterThanOrEqual(399_000);
    expect(Math.max(...missing)).toBeLessThan(600_000);
  });

  it('breaks the line over a silence', () => {
    const pyramid = pyramidOf(Array.from({ length: 100 }, () => 1));
    pyramid.append(rowsOf(Array.from({ length: 100 }, () => 2), 1_000_000));
    expect(Array.from(decimate(pyramid, 0, 2_000_000, 500).values[0]!).filter(Number.isNaN)).toHaveLength(1);
    expect(Array.from(decimate(pyramid, 0, 2_000_000, 20).values[0]!).filter(Number.isNaN)).toHaveLength(1);
  });

  it('never lets time fall', () => {
    fc.assert(fc.property(fc.array(reading, { minLength: 1, maxLength: 700 }), fc.integer({ min: 3, max: 90 }), (values, columns) => {
      const { times } = decimate(pyramidOf(values), 0, values.length * 1000, columns);
      for (let i = 1; i < times.length; i++) expect(times[i]! >= times[i - 1]!).toBe(true);
    }));
  });

  it('shows nothing after the playhead', () => {
    const pyramid = pyramidOf(Array.from({ length: 1000 }, (_, i) => i));
    for (const columns of [20, 5000]) {
      const { times, values } = decimate(pyramid, 0, 999_000, columns, 500_500);
      expect(Math.max(...times)).toBe(500_000);
      expect(Math.max(...values[0]!)).toBe(500);
    }
    expect(decimate(pyramid, 0, 999_000, 50, -1).times).toHaveLength(0);
  });

  it('gives nothing for a series without rows', () => {
    expect(decimate(new RowPyramid(2), 0, 1000, 100).times).toHaveLength(0);
  });
});

describe('a pyramid', () => {
  it('answers the same whether its rows came one by one, in pieces or at once', () => {
    fc.assert(fc.property(fc.array(reading, { minLength: 1, maxLength: 1500 }), fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 12 }), fc.integer({ min: 3, max: 50 }), (values, cuts, columns) => {
      const pieces = new RowPyramid(1, 512);
      let at = 0;
      for (const cut of [...cuts, values.length]) {
        pieces.append(rowsOf(values.slice(at, at + cut), at * 1000));
        at = Math.min(values.length, at + cut);
      }
      const once = pyramidOf(values, 512);
      expect(decimate(pieces, 0, 2e6, columns)).toEqual(decimate(once, 0, 2e6, columns));
    }));
  });

  it('holds its newest rows and forgets the oldest, extremes included', () => {
    const pyramid = new RowPyramid(1, 256);
    const values = Array.from({ length: 1000 }, (_, i) => (i === 10 ? 9999 : i === 900 ? 777 : 0));
    for (let at = 0; at < 1000; at += 37) pyramid.append(rowsOf(values.slice(at, at + 37), at * 1000));
    expect(pyramid.firstTime).toBe((1000 - 256) * 1000);
    expect(pyramid.lastTime).toBe(999_000);
    expect(Math.max(...finite(decimate(pyramid, 0, 1e6, 10).values[0]!))).toBe(777);
  });

  it('leaves out rows that come behind its newest, and counts them', () => {
    const pyramid = pyramidOf([1, 2, 3]);
    pyramid.append(rowsOf([9, 9, 4], 1000));
    expect(pyramid.lateCount).toBe(1);
    expect(Array.from(decimate(pyramid, 0, 5000, 100).values[0]!)).toEqual([1, 2, 3, 9, 4]);
  });

  it('keeps the lower and upper values of rows that are buckets already, and the channels apart', () => {
    const pyramid = new RowPyramid(2);
    const n = 600;
    const flat = (value: number) => new Float32Array(2 * n).fill(value);
    pyramid.append({
      times: Float64Array.from({ length: n }, (_, i) => i * 1000), expected: flat(0), low: flat(-1), high: flat(1), score: new Float32Array(n),
      min: Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? -5 : 100)), max: Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? 5 : 200)),
    });
    const drawn = decimate(pyramid, 0, 600_000, 20);
    expect([Math.min(...drawn.values[0]!), Math.max(...drawn.values[0]!)]).toEqual([-5, 5]);
    expect([Math.min(...drawn.values[1]!), Math.max(...drawn.values[1]!)]).toEqual([100, 200]);
  });
});
