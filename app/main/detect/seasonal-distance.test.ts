import { expect, it } from 'vitest';
import type { SeriesId, SeriesStretch } from '../../shared/domain/series.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { seasonalDistance } from './seasonal-distance.ts';

const random = createSeededRandom('season');
/** A rise from 0 to 30 over twenty rows a minute apart, with noise of 1, `by` higher. */
const rise = (by = 0): SeriesStretch => {
  const values = Float64Array.from({ length: 20 }, (_, i) => 1.5 * i + by + random.normal());
  const none = new Float32Array(values.length);
  return { seriesId: 1 as SeriesId, channels: ['load'], resolution: 'samples', times: values.map((_, i) => i * 60_000), min: values, max: values, expected: none, low: none, high: none, score: none, sampleCount: values.length };
};
const nothing = (): SeriesStretch => ({ ...rise(), times: new Float64Array(0), min: new Float64Array(0), max: new Float64Array(0), sampleCount: 0 });

it('is nothing where a window is as it was in the days before, also with one of them at fault', () => {
  expect(seasonalDistance(rise(), [rise(), rise(), rise(), rise()], 'load')).toBe(0);
  expect(seasonalDistance(rise(), [rise(), rise(-60), rise(), rise(), rise()], 'load')).toBe(0);
});

it('tells how far a window is from the days before, with its sign', () => {
  const pasts = [rise(), rise(), rise(), rise()];
  expect(seasonalDistance(rise(20), pasts, 'load')).toBeGreaterThan(10);
  expect(seasonalDistance(rise(-20), pasts, 'load')).toBeLessThan(-10);
});

it('says nothing of fewer than three days, nor where days differ by as much', () => {
  expect(seasonalDistance(rise(20), [rise(), rise(), nothing()], 'load')).toBeNull();
  expect(seasonalDistance(rise(20), [rise(20), rise(-15), rise(8), rise(-22)], 'load')).toBe(0);
});
