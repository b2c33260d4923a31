import { expect, it } from 'vitest';
import type { SeriesId, SeriesStretch } from '../../shared/domain/series.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { growthOfStretch } from './stretch-growth.ts';

const random = createSeededRandom('growth');
/** Two channels, a row a minute: one that grows by 90 to 110 and is reset at row 150, and one that ripples. */
const stretch = (rows = 240): SeriesStretch => {
  let total = 5_000;
  const values = Float64Array.from({ length: 2 * rows }, (_, cell) => (cell % 2 === 1 ? random.uniform(4, 6) : (total = cell === 300 ? 0 : total + Math.round(random.uniform(90, 110)))));
  const none = new Float32Array(2 * rows);
  return { seriesId: 1 as SeriesId, channels: ['total', 'load'], resolution: 'samples', times: Float64Array.from({ length: rows }, (_, i) => i * 60_000), min: values, max: values.slice(), expected: none, low: none, high: none, score: none, sampleCount: rows };
};
const column = ({ min }: SeriesStretch, c: number) => min.filter((_, cell) => cell % 2 === c);

it('tells how far a counter grew for a usual interval; of its first row and of a reset that is not known, and other channels stay as they are', () => {
  const given = stretch();
  given.times.forEach((time, row) => (given.times[row] = time + (row >= 60 ? 60_000 : 0)));
  const grown = growthOfStretch(given, [0]);
  const own = column(grown, 0);
  expect([own[0], own[150]]).toEqual([NaN, NaN]);
  const rest = own.filter(Number.isFinite);
  expect(rest).toHaveLength(238);
  expect(Math.min(...rest)).toBeGreaterThan(40);
  expect(Math.max(...rest)).toBeLessThan(112);
  expect(own[60]).toBeCloseTo((given.min[120]! - given.min[118]!) / 2);
  expect(column(grown, 1)).toEqual(column(given, 1));
  expect(growthOfStretch(given, [])).toBe(given);
});
