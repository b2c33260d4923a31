import * as z from 'zod';
import { streamIdSchema } from './stream.ts';
import { epochMillisSchema } from './time.ts';

/** Names a series inside the store: a positive whole number. */
export const seriesIdSchema = z.number().int().positive().brand<'SeriesId'>();
export type SeriesId = z.infer<typeof seriesIdSchema>;

/** Values over time under one key. `dimensions` are the key's name=value pairs, in mapping order; `name` is them joined for the eye. */
export const seriesSchema = z.object({
  id: seriesIdSchema,
  streamId: streamIdSchema,
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  channels: z.array(z.string()),
  sampleCount: z.number(),
  firstTime: epochMillisSchema.nullable(),
  lastTime: epochMillisSchema.nullable(),
});
export type Series = z.infer<typeof seriesSchema>;

/** Mean time between the samples of a series, ms; 0 where it has fewer than two. */
export function meanIntervalMs({ firstTime, lastTime, sampleCount }: Pick<Series, 'firstTime' | 'lastTime' | 'sampleCount'>): number {
  return firstTime === null || lastTime === null || sampleCount < 2 ? 0 : (lastTime - firstTime) / (sampleCount - 1);
}

const f64 = z.custom<Float64Array>((value) => value instanceof Float64Array, 'a Float64Array');
const f32 = z.custom<Float32Array>((value) => value instanceof Float32Array, 'a Float32Array');

/**
 * A stretch of one series for drawing: `n` rows in time order, `c` channels, row-major `[n, c]`. A row is one sample
 * (`resolution` 'samples', where `min` equals `max`) or a bucket of many. NaN is missing; a score of NaN is warm-up.
 */
export const seriesStretchSchema = z.object({
  seriesId: seriesIdSchema,
  channels: z.array(z.string()),
  resolution: z.enum(['samples', 'buckets']),
  times: f64, // [n] EpochMillis; a bucket's is its first sample's
  min: f64, // [n, c]
  max: f64, // [n, c]
  expected: f32, // [n, c]
  low: f32, // [n, c] lower edge of the band
  high: f32, // [n, c]
  score: f32, // [n] calibrated, 0…1; a bucket's is its highest
  /** Samples behind the rows. */
  sampleCount: z.number(),
});
export type SeriesStretch = z.infer<typeof seriesStretchSchema>;

/** What is expected of one channel after its newest sample, step by step, each `[h]`: nine of ten values lie between `low` and `high` while all goes on as it did. */
export const forecastSchema = z.object({
  seriesId: seriesIdSchema,
  channel: z.string(),
  /** The newest sample; the steps come `intervalMs` apart after it. */
  after: epochMillisSchema,
  intervalMs: z.number().positive(),
  expected: f64,
  low: f64,
  high: f64,
  /** The way of forecasting that erred least, in a sentence; from how many past moments it was tried; samples behind it. */
  method: z.string(),
  trials: z.number().int(),
  usedCount: z.number().int(),
});
export type Forecast = z.infer<typeof forecastSchema>;

/** The newest sample of a series with what was expected of it; null is missing, a score of null is warm-up. Lists go by `channels`. */
export const latestSampleSchema = z.object({
  seriesId: seriesIdSchema,
  seriesName: z.string(),
  time: epochMillisSchema,
  channels: z.array(z.string()),
  values: z.array(z.number().nullable()),
  expected: z.array(z.number().nullable()),
  low: z.array(z.number().nullable()),
  high: z.array(z.number().nullable()),
  score: z.number().nullable(),
});
export type LatestSample = z.infer<typeof latestSampleSchema>;

/** A record as it came, for the eye: its place in the log and its text. */
export const rawRecordSchema = z.object({
  partition: z.number(),
  offset: z.string(),
  eventTime: epochMillisSchema.nullable(),
  key: z.string().nullable(),
  text: z.string(),
});
export type RawRecord = z.infer<typeof rawRecordSchema>;
