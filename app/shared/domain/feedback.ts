import * as z from 'zod';
import { epochMillisSchema } from './time.ts';

/**
 * An analyst's judgement. true: a real problem · expected: real but foreseen (a promotion, maintenance) · false: nothing was wrong ·
 * new-normal: the data changed for good · missed: marked by hand where the detector was silent. Each teaches the detector something else.
 */
export const verdictSchema = z.enum(['true', 'expected', 'false', 'new-normal', 'missed']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Verdicts as screens, results of searches and reports call them. */
export const verdictTitles: Record<Verdict, string> = { true: 'True problem', expected: 'Expected', false: 'False alarm', 'new-normal': 'New normal', missed: 'Missed' };

export const workStateSchema = z.enum(['to-investigate', 'postponed', 'done']);
export type WorkState = z.infer<typeof workStateSchema>;

/** The act of judging and its record: who, when, and which model version was judged. */
export const feedbackSchema = z.object({
  id: z.number().int(),
  anomalyId: z.string(),
  verdict: verdictSchema.nullable(),
  workState: workStateSchema.nullable(),
  comment: z.string(),
  actor: z.string(),
  at: epochMillisSchema,
  modelVersion: z.string(),
});
export type Feedback = z.infer<typeof feedbackSchema>;
