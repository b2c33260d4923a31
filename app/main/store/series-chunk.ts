import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';
import { isPacked, packColumns, plainColumns, readPlainColumns, unpackColumns } from './column-bytes.ts';

/** Consecutive samples of one series with their scores: `n` rows in time order, `c` channels, row-major. */
export interface SeriesRows {
  rows: number;
  channels: number;
  times: Float64Array; // [n] EpochMillis
  values: Float64Array; // [n, c]
  expected: Float32Array; // [n, c]
  low: Float32Array; // [n, c]
  high: Float32Array; // [n, c]
  score: Float32Array; // [n] of the alarm, as the threshold is
}

/** Samples in a full chunk, and buckets in its summary. */
export const chunkSamples = 1024;
export const bucketSamples = 16;

/** What a summary keeps of each bucket: its first time, and of each channel least and greatest value, last expectation and widest band; the highest score. */
export interface SeriesSummary {
  buckets: number;
  channels: number;
  times: Float64Array;
  min: Float64Array;
  max: Float64Array;
  expected: Float32Array;
  low: Float32Array;
  high: Float32Array;
  score: Float32Array;
}

/** Room for `rows` rows. */
export function emptyRows(rows: number, channels: number): SeriesRows {
  const of = rows * channels;
  return { rows, channels, times: new Float64Array(rows), values: new Float64Array(of), expected: new Float32Array(of), low: new Float32Array(of), high: new Float32Array(of), score: new Float32Array(rows) };
}

/** Copies row `from` of a batch to row `to`. */
export function copyRow(target: SeriesRows, to: number, samples: SampleColumns, scores: ScoreColumns, from: number): void {
  const c = target.channels;
  target.times[to] = samples.times[from]!;
  target.score[to] = scores.alarm[from]!;
  for (let channel = 0; channel < c; channel++) {
    const source = from * c + channel;
    const place = to * c + channel;
    target.values[place] = samples.values[source]!;
    target.expected[place] = scores.expected[source]!;
    target.low[place] = scores.low[source]!;
    target.high[place] = scores.high[source]!;
  }
}

/** Rows one after the other. */
export function joinRows(parts: readonly SeriesRows[], channels: number): SeriesRows {
  const joined = emptyRows(parts.reduce((sum, part) => sum + part.rows, 0), channels);
  let at = 0;
  for (const part of parts) {
    joined.times.set(part.times, at);
    joined.score.set(part.score, at);
    for (const name of ['values', 'expected', 'low', 'high'] as const) joined[name].set(part[name], at * channels);
    at += part.rows;
  }
  return joined;
}

/** Rows `from` (inclusive) to `to` (exclusive), as views. */
export function sliceRows(rows: SeriesRows, from: number, to: number): SeriesRows {
  const c = rows.channels;
  const wide = (column: Float32Array) => column.subarray(from * c, to * c);
  return {
    rows: to - from, channels: c, times: rows.times.subarray(from, to), score: rows.score.subarray(from, to),
    values: rows.values.subarray(from * c, to * c), expected: wide(rows.expected), low: wide(rows.low), high: wide(rows.high),
  };
}

/** Rows as a blob. */
export function packRows({ times, values, expected, low, high, score }: SeriesRows): Uint8Array {
  return packColumns({ times, values, expected, low, high, score });
}

/** The inverse. */
export function unpackRows(blob: Uint8Array): SeriesRows {
  const c = unpackColumns(blob) as unknown as Omit<SeriesRows, 'rows' | 'channels'>;
  return { ...c, rows: c.times.length, channels: c.values.length / c.times.length };
}

/** A summary of rows, a bucket for each 16 samples. NaN is left out of every figure; a bucket of nothing but NaN is NaN. */
export function summariseRows(rows: SeriesRows, bucketSize = bucketSamples): SeriesSummary {
  const { channels } = rows;
  const buckets = Math.ceil(rows.rows / bucketSize);
  const of = buckets * channels;
  const summary: SeriesSummary = {
    buckets, channels, times: new Float64Array(buckets), score: new Float32Array(buckets).fill(NaN),
    min: new Float64Array(of).fill(NaN), max: new Float64Array(of).fill(NaN), expected: new Float32Array(of).fill(NaN), low: new Float32Array(of).fill(NaN), high: new Float32Array(of).fill(NaN),
  };
  for (let row = 0; row < rows.rows; row++) {
    const bucket = Math.floor(row / bucketSize);
    if (row % bucketSize === 0) summary.times[bucket] = rows.times[row]!;
    if (!(rows.score[row]! <= summary.score[bucket]!) && !Number.isNaN(rows.score[row]!)) summary.score[bucket] = rows.score[row]!;
    for (let channel = 0; channel < channels; channel++) {
      const source = row * channels + channel;
      const place = bucket * channels + channel;
      const value = rows.values[source]!;
      if (value < summary.min[place]! || Number.isNaN(summary.min[place]!)) summary.min[place] = value;
      if (value > summary.max[place]! || Number.isNaN(summary.max[place]!)) summary.max[place] = value;
      const low = rows.low[source]!;
      if (low < summary.low[place]! || Number.isNaN(summary.low[place]!)) summary.low[place] = low;
      const high = rows.high[source]!;
      if (high > summary.high[place]! || Number.isNaN(summary.high[place]!)) summary.high[place] = high;
      const expected = rows.expected[source]!;
      if (!Number.isNaN(expected)) summary.expected[place] = expected;
    }
  }
  return summary;
}

/** A summary as a blob: small, and read for every chart, so not compressed. */
export function packSummary({ times, min, max, expected, low, high, score }: SeriesSummary): Uint8Array {
  return plainColumns({ times, min, max, expected, low, high, score });
}

/** The inverse; also of summaries that earlier versions packed. */
export function unpackSummary(blob: Uint8Array): SeriesSummary {
  const c = (isPacked(blob) ? unpackColumns(blob) : readPlainColumns(blob)) as unknown as Omit<SeriesSummary, 'buckets' | 'channels'>;
  return { ...c, buckets: c.times.length, channels: c.min.length / c.times.length };
}
