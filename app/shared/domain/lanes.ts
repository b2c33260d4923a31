import * as z from 'zod';
import { epochMillisSchema } from './time.ts';

const u32 = z.custom<Uint32Array>((value) => value instanceof Uint32Array, 'a Uint32Array');
const f32 = z.custom<Float32Array>((value) => value instanceof Float32Array, 'a Float32Array');

/** What a lane stands for: each series, each stream, or each value of one part of the key (`key:<name>`). */
export const laneKindSchema = z.union([z.enum(['series', 'stream']), z.templateLiteral(['key:', z.string()])]);
export type LaneKind = z.infer<typeof laneKindSchema>;

/** One row of swim lanes, with all that it holds in the range. */
export const laneSchema = z.object({
  /** Stays the same from one reading to the next: the series' id, the stream's, or the key part's value. */
  id: z.string(),
  name: z.string(),
  seriesIds: z.array(z.number()),
  count: z.number(),
  /** The worst grade in it, 0…1. */
  grade: z.number(),
});
export type Lane = z.infer<typeof laneSchema>;

/**
 * Anomalies as lanes by buckets of time, `[from, from + n · bucketMs)`. Only cells that hold something are told, as columns of one length `[m]`: the lane's place,
 * the bucket, how many anomalies began there (in the first, or before; 0: one is going on), and the worst grade of those that began or went on.
 */
export const lanesSchema = z.object({
  from: epochMillisSchema,
  to: epochMillisSchema,
  bucketMs: z.number(),
  lanes: z.array(laneSchema),
  /** Parts of the keys by which lanes can be made. */
  keyParts: z.array(z.string()),
  cells: z.object({ lane: u32, bucket: u32, count: u32, grade: f32 }),
});
export type Lanes = z.infer<typeof lanesSchema>;
