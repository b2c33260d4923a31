import * as z from 'zod';
import { seriesIdSchema } from './series.ts';
import { streamIdSchema } from './stream.ts';
import { shapes } from './samples.ts';
import { severitySchema } from './severity.ts';
import { epochMillisSchema } from './time.ts';
import { verdictSchema, workStateSchema } from './feedback.ts';

/** Made of stream, series key, first time, detector and model version, so that a replay finds the same id. */
export const anomalyIdSchema = z.string().regex(/^[0-9a-f]{32}$/).brand<'AnomalyId'>();
export type AnomalyId = z.infer<typeof anomalyIdSchema>;

/** One channel's part in an anomaly, at its peak. Numbers are in the channel's own unit; null is missing. */
export const channelEvidenceSchema = z.object({
  channel: z.string(),
  observed: z.number().nullable(),
  expected: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** 0…1; the channels' shares sum to 1. */
  share: z.number(),
  /** Of a counter, the value that it grew from: what is odd, and told, is how far. */
  from: z.number().optional(),
});

/** The severity that an anomaly had from a row on, EpochMillis of event time. */
export const severityStepSchema = z.object({ at: epochMillisSchema, severity: severitySchema });
export type SeverityStep = z.infer<typeof severityStepSchema>;

/** One scored span of one series beyond the threshold, with evidence. */
export const anomalySchema = z.object({
  id: anomalyIdSchema,
  streamId: streamIdSchema,
  seriesId: seriesIdSchema,
  seriesName: z.string(),
  start: epochMillisSchema,
  end: epochMillisSchema,
  peakTime: epochMillisSchema,
  /** Open: rows beyond the threshold may still be added. */
  open: z.boolean(),
  /** Calibrated, 0…1, at detection: the highest in the span; never changed afterwards. */
  score: z.number(),
  threshold: z.number(),
  /** How bad, 0…1: distance from the band in the score's tail, over the span. */
  grade: z.number(),
  /** How sure, 0…1. */
  confidence: z.number(),
  severity: severitySchema,
  /** How it came to that, ascending, the first as it opened; at most 16. Absent of one that was found before this was kept. */
  severities: z.array(severityStepSchema).optional(),
  shape: z.enum(shapes),
  evidence: z.array(channelEvidenceSchema),
  /** One sentence: what, how far from expected, since when, which channel by how much. */
  explanation: z.string(),
  detector: z.string(),
  modelVersion: z.string(),
  /** The records behind it. Offsets are decimal strings. */
  partition: z.number(),
  firstOffset: z.string(),
  lastOffset: z.string(),
  sampleCount: z.number(),
  /** When the analyst could first have seen it. */
  detectedAt: epochMillisSchema,
  incidentId: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  workState: workStateSchema,
});
export type Anomaly = z.infer<typeof anomalySchema>;

export const anomalyFilterSchema = z.object({
  streamIds: z.array(streamIdSchema).default([]),
  seriesIds: z.array(seriesIdSchema).default([]),
  severities: z.array(severitySchema).default([]),
  verdicts: z.array(z.union([verdictSchema, z.literal('none')])).default([]),
  shapes: z.array(z.enum(shapes)).default([]),
  from: epochMillisSchema.nullable().default(null),
  to: epochMillisSchema.nullable().default(null),
  /** Free text over series name and explanation. */
  text: z.string().default(''),
});
export type AnomalyFilter = z.infer<typeof anomalyFilterSchema>;
