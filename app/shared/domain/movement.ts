import * as z from 'zod';
import { seriesIdSchema } from './series.ts';
import { streamIdSchema } from './stream.ts';

/** How a series moved in an incident's window, whether or not it raised an anomaly. */
export const movementSchema = z.object({
  seriesId: seriesIdSchema,
  streamId: streamIdSchema,
  seriesName: z.string(),
  /** The channel that went farthest. */
  channel: z.string(),
  /** Whether that is a counter: what went that far is its growth. */
  isGrowth: z.boolean(),
  /** How far it went from what is usual, in its usual deviations (1.4826 MAD), at most 99; below is negative. */
  distance: z.number(),
  /** What is usual: its median before, or what it was at the same time of day, or of the week, in the days or weeks before. */
  usual: z.enum(['before', 'day', 'week']),
  /** Its anomalies in the incident. */
  anomalyCount: z.number(),
  /** Correlation with the first mover's channel at the lag where it is strongest, −1…1, and that lag in ms (positive: this one comes later); null where it is weak or cannot be told. */
  correlation: z.number().nullable(),
  lagMs: z.number().nullable(),
});
export type Movement = z.infer<typeof movementSchema>;

/** The series that moved, the farthest first, and how much was looked at: where `readCount` is less than `seriesCount` the rest was left out. */
export const movementsSchema = z.object({
  movements: z.array(movementSchema),
  readCount: z.number(),
  /** Series of the stream, of streams of the same topic, and others with a part of the first mover's key. */
  seriesCount: z.number(),
  /** Samples behind what was read. */
  sampleCount: z.number(),
});
export type Movements = z.infer<typeof movementsSchema>;
