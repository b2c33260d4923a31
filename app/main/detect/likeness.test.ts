import { expect, test } from 'vitest';
import type { SeriesStretch } from '../../shared/domain/series.ts';
import { cutOut, likenessOf } from './likeness.ts';

const start = 40;

/** 100 rows of two channels a second apart; `shape` says by how much the first leaves its level from row 40 on. */
function stretch(shape: (row: number) => number, level = 10): SeriesStretch {
  const rows = 100;
  const values = new Float64Array(rows * 2);
  for (let row = 0; row < rows; row += 1) {
    values[row * 2] = level + (row < start ? 0 : shape(row - start));
    values[row * 2 + 1] = 5 + (row % 2);
  }
  const all = (value: number) => new Float32Array(rows * 2).fill(value);
  return { seriesId: 1 as never, channels: ['a', 'b'], sampleCount: rows, resolution: 'samples', times: Float64Array.from({ length: rows }, (_, row) => row), min: values, max: values, expected: all(10), low: all(9), high: all(11), score: new Float32Array(rows) };
}
const cut = (shape: (row: number) => number, level?: number) => cutOut(stretch(shape, level), start, [0.9, 0.1])!;

test('the same step from another level is the same', () => {
  expect(likenessOf(cut(() => 6), cut(() => 6, 300))).toBeCloseTo(1, 6);
});

test('a spike is less like a step than another step is, and a dip is not like it at all', () => {
  const step = cut(() => 6);
  const spike = cut((row) => (row < 2 ? 6 : 0));
  const dip = cut(() => -6);
  expect(likenessOf(step, cut(() => 3))).toBeCloseTo(0.8, 1);
  expect(likenessOf(step, spike)).toBeLessThan(0.4);
  expect(likenessOf(step, dip)).toBeLessThan(0.1);
});

test('one that began two rows later still lies over it', () => {
  expect(likenessOf(cut((row) => (row < 5 ? 8 : 0)), cut((row) => (row >= 2 && row < 7 ? 8 : 0)))).toBeGreaterThan(0.95);
});

test('too few rows before it, buckets, or another number of channels give no cutout', () => {
  expect(cutOut(stretch(() => 6), 2, [1, 0])).toBeNull();
  expect(cutOut({ ...stretch(() => 6), resolution: 'buckets' }, start, [1, 0])).toBeNull();
  expect(cutOut(stretch(() => 6), start, [1])).toBeNull();
});
