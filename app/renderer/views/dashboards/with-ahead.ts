import type { Forecast, SeriesStretch } from '../../../shared/domain/series.ts';

/** Channel `c` of a stretch with what is ahead of it: values without a band as they were, then a band without values. A stretch with one channel. */
export function withAhead(past: SeriesStretch, c: number, { after, intervalMs, expected, low, high }: Forecast): SeriesStretch {
  const before = past.times.length;
  const rows = before + expected.length;
  const values = (of: Float64Array) => Float64Array.from({ length: rows }, (_, row) => (row < before ? of[row * past.channels.length + c]! : NaN));
  const ahead = (of: Float64Array) => Float32Array.from({ length: rows }, (_, row) => (row < before ? NaN : of[row - before]!));
  return {
    ...past, channels: [past.channels[c]!], times: Float64Array.from({ length: rows }, (_, row) => (row < before ? past.times[row]! : after + (row - before + 1) * intervalMs)),
    min: values(past.min), max: values(past.max), expected: ahead(expected), low: ahead(low), high: ahead(high), score: Float32Array.from({ length: rows }, (_, row) => past.score[row] ?? NaN),
  };
}
