import { expect, it } from 'vitest';
import type { SeriesId } from '../../../shared/domain/series.ts';
import { withAhead } from './with-ahead.ts';

it('puts what is ahead after the values of one channel', () => {
  const none = new Float32Array(4).fill(1);
  const values = Float64Array.of(1, 2, 3, 4);
  const past = { seriesId: 1 as SeriesId, channels: ['a', 'b'], resolution: 'samples' as const, times: Float64Array.of(10, 20), min: values, max: values, expected: none, low: none, high: none, score: Float32Array.of(0.5, 0.25), sampleCount: 2 };
  const joined = withAhead(past, 1, { seriesId: 1 as SeriesId, channel: 'b', after: 20, intervalMs: 10, expected: Float64Array.of(5, 6), low: Float64Array.of(4, 4), high: Float64Array.of(6, 8), method: '', trials: 1, usedCount: 2 });
  expect(joined).toMatchObject({ channels: ['b'], times: Float64Array.of(10, 20, 30, 40), min: Float64Array.of(2, 4, NaN, NaN), expected: Float32Array.of(NaN, NaN, 5, 6), high: Float32Array.of(NaN, NaN, 6, 8), score: Float32Array.of(0.5, 0.25, NaN, NaN) });
});
