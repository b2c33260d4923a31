import type { SeriesStretch } from '../../../shared/domain/series.ts';
import type { DrawPoints } from './decimate.ts';

/** Channel `c` of a stretch as points with one channel: a point for each sample, or of a bucket its highest and its lowest, as `chartPaths` draws them. */
export function pointsOfStretch(stretch: SeriesStretch, c: number): DrawPoints {
  const { times, min, max, expected, low, high, score, channels: { length: channels } } = stretch;
  const rows: { row: number; value: number }[] = [];
  for (let row = 0; row < times.length; row += 1) {
    const at = row * channels + c;
    rows.push({ row, value: max[at]! });
    if (min[at] !== max[at] && Number.isFinite(min[at])) rows.push({ row, value: min[at]! });
  }
  const single = (of: Float32Array) => [Float32Array.from(rows, ({ row }) => of[row * channels + c]!)];
  return {
    times: Float64Array.from(rows, ({ row }) => times[row]!),
    values: [Float64Array.from(rows, ({ value }) => value)],
    expected: single(expected), low: single(low), high: single(high),
    score: Float32Array.from(rows, ({ row }) => score[row]!),
    rowCount: stretch.sampleCount,
    whole: stretch.resolution === 'samples',
  };
}
