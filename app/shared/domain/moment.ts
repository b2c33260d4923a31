import * as z from 'zod';
import { anomalyIdSchema } from './anomaly.ts';
import { epochMillisSchema } from './time.ts';

/**
 * Why something was told of a series at a moment, or why nothing was. anomaly: one covers it · below: scored, and less odd than asked for · held-back: beyond the threshold, and yet
 * nothing is stored · warm-up: not scored yet · silent: no sample near it · before, after: outside of all that is stored.
 */
export const momentKindSchema = z.enum(['anomaly', 'below', 'held-back', 'warm-up', 'silent', 'before', 'after']);
export type MomentKind = z.infer<typeof momentKindSchema>;

/** What is known of one moment of a series, words first. */
export const momentViewSchema = z.object({
  kind: momentKindSchema,
  /** That of the stored sample nearest to the moment asked for; the moment itself where none is near. */
  time: epochMillisSchema,
  /** The answer in a sentence, and what else there is to say, a sentence each. */
  answer: z.string(),
  details: z.array(z.string()),
  /** Of the alarm, calibrated 0…1; null where it was not scored. */
  score: z.number().nullable(),
  /** In force then; 1 is a budget that held all back, null is not known. */
  threshold: z.number().nullable(),
  /** Of the sample, in order of the series; empty where none is near. Null is missing; `from` is what a counter grew from: told is how far. */
  channels: z.array(z.object({ channel: z.string(), observed: z.number().nullable(), expected: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), from: z.number().optional() })),
  /** The one that covers it, or whose echo it is. */
  anomalyId: anomalyIdSchema.nullable(),
});
export type MomentView = z.infer<typeof momentViewSchema>;
