import { expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { findDetector } from '../../detector-registry.ts';
import { followLean } from './lean.ts';
import { newSeriesState, stateLayout } from './series-state.ts';

function leanAfter(residuals: readonly number[]): number {
  const { scalars } = newSeriesState(stateLayout(1));
  return residuals.map((residual) => followLean(scalars, residual)).at(-1)!;
}

it('a forecast that errs to one side for ten rows leans, one that errs as much to both does not, nor does a single value far out', () => {
  expect(leanAfter(Array.from({ length: 10 }, () => -2))).toBeGreaterThan(5);
  expect(leanAfter(Array.from({ length: 10 }, (_, row) => (row % 2 === 0 ? -2 : 2)))).toBeLessThan(1);
  expect(leanAfter([0, 0, 400])).toBeLessThan(2);
  expect(leanAfter([-2, -2, NaN, -2])).toBe(leanAfter([-2, -2, -2]));
});

it('half the usual orders in each of ten hours are told, though each hour by itself could be chance', async () => {
  const begin = 71 * 24 + 8;
  const rows = begin + 11;
  const told: boolean[] = [];
  for (const seed of [1, 2, 3, 4]) {
    const random = createSeededRandom(seed);
    const values = Float64Array.from({ length: rows }, (_, row) => {
      const usual = (Math.floor(row / 24) % 7 >= 5 ? 90 : 50) * (0.02 + Math.exp(-((((row % 24) - 13) / 4) ** 2)));
      const mean = row >= begin && row < begin + 10 ? usual / 2 : usual;
      return Math.max(0, Math.round(random.normal(mean, Math.sqrt(mean))));
    });
    const kind = findDetector('forecast-residual');
    const detector = await kind.create({ channels: 1, seed: 1 });
    const { alarm } = detector.advance({ rows, channels: 1, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 5) + row * 3_600_000), values });
    detector.dispose();
    told.push(alarm.subarray(begin).some((score) => score >= kind.threshold));
  }
  expect(told).toEqual([true, true, true, true]);
});
