import * as z from 'zod';
import { wireErrorSchema } from '../errors/wire-error.ts';
import { shapes } from './samples.ts';
import { seriesIdSchema } from './series.ts';
import { severitySchema } from './severity.ts';
import { streamIdSchema } from './stream.ts';
import { epochMillisSchema } from './time.ts';

/** Which detector is tried at which sensitivity (0…1). An alert budget is tried by `streams.budget`. */
export const backtestTrialSchema = z.object({ detector: z.string(), sensitivity: z.number().min(0).max(1).default(0.5) });
export type BacktestTrial = z.infer<typeof backtestTrialSchema>;

/** An alert that would have been told. */
export const firingSchema = z.object({
  seriesId: seriesIdSchema,
  seriesName: z.string(),
  start: epochMillisSchema,
  end: epochMillisSchema,
  peakTime: epochMillisSchema,
  score: z.number(),
  grade: z.number(),
  severity: severitySchema,
  shape: z.enum(shapes),
  explanation: z.string(),
  /** The other trial tells something of the same series in the same time, too; null where there is no other trial. */
  shared: z.boolean().nullable(),
});
export type Firing = z.infer<typeof firingSchema>;

/** What one trial would have told. */
export const backtestRunSchema = z.object({
  trial: backtestTrialSchema,
  /** Calibrated score from which a row is anomalous. */
  threshold: z.number(),
  firingCount: z.number(),
  bySeverity: z.object({ high: z.number(), medium: z.number(), low: z.number() }),
  /** Series with at least one firing. */
  seriesCount: z.number(),
  /** Firings that the other trial shares; null where there is no other. */
  sharedCount: z.number().nullable(),
  /** Of the stored anomalies that analysts judged to be a real problem (true, missed), and of those judged to be none (false), how many it tells. */
  confirmed: z.object({ told: z.number(), of: z.number() }),
  dismissed: z.object({ told: z.number(), of: z.number() }),
  /** The worst ones by grade, at most 200. */
  firings: z.array(firingSchema),
});
export type BacktestRun = z.infer<typeof backtestRunSchema>;

/** Detectors over a stream's stored samples: what each would have told. Nothing of the stream is changed. */
export const backtestSchema = z.object({
  id: z.string(),
  streamId: streamIdSchema,
  startedAt: epochMillisSchema,
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  error: wireErrorSchema.nullable(),
  trials: z.array(backtestTrialSchema).min(1).max(2),
  /** Event times whose firings count; what lies before is only learned from. Null: from the first sample, to the last. */
  from: epochMillisSchema.nullable(),
  to: epochMillisSchema.nullable(),
  /** Samples that are put through, and those that have been. */
  sampleCount: z.number(),
  doneCount: z.number(),
  /** Time taken so far, s. */
  seconds: z.number(),
  /** Event time that the firings are counted over, in days; 0 until done. */
  days: z.number(),
  /** In order of `trials`; empty until done. */
  runs: z.array(backtestRunSchema),
});
export type Backtest = z.infer<typeof backtestSchema>;
