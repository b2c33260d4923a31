import * as z from 'zod';
import { epochMillisSchema } from './time.ts';
import { seriesIdSchema } from './series.ts';
import { severitySchema } from './severity.ts';
import { streamIdSchema } from './stream.ts';

export const incidentStateSchema = z.enum(['open', 'acknowledged', 'resolved']);
export type IncidentState = z.infer<typeof incidentStateSchema>;

/** Anomalies of one stream that are near in time, grouped for a person. `firstMover` is the series whose anomaly began first. */
export const incidentSchema = z.object({
  id: z.string(),
  streamId: streamIdSchema,
  state: incidentStateSchema,
  severity: severitySchema,
  title: z.string(),
  start: epochMillisSchema,
  end: epochMillisSchema,
  /** True while one of its anomalies is open. */
  ongoing: z.boolean(),
  firstMover: seriesIdSchema,
  anomalyCount: z.number(),
  seriesCount: z.number(),
});
export type Incident = z.infer<typeof incidentSchema>;
