import * as z from 'zod';
import { anomalySchema } from './anomaly.ts';
import { epochMillisSchema } from './time.ts';

/** What the live page in a Tableau dashboard shows of an anomaly. */
const liveDetectionSchema = anomalySchema.pick({ id: true, seriesName: true, start: true, end: true, open: true, severity: true, score: true, explanation: true, verdict: true, detectedAt: true }).extend({ stream: z.string() });

/** The newest detections, the latest first; `open` of them go on. `unknown`: by which of the names given nothing is called. */
export const liveDetectionsSchema = z.object({ unknown: z.array(z.enum(['stream', 'series'])), at: epochMillisSchema, open: z.number(), total: z.number(), detections: z.array(liveDetectionSchema) });
export type LiveDetections = z.infer<typeof liveDetectionsSchema>;
