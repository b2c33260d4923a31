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
  /** Who looks after it; null: nobody so far. */
  owner: z.string().nullable(),
  /** Short words by which it is found, by name. */
  tags: z.array(z.string()).default([]),
  /** Which incident took its last anomaly, by hand, and its state before: it holds none, is resolved, and nothing joins it by itself. Null: it holds some. */
  merged: z.object({ into: z.string(), state: incidentStateSchema }).nullable().default(null),
});
export type Incident = z.infer<typeof incidentSchema>;

/**
 * Something that was done with an incident, and its record. `text` is the owner's name (empty: nobody any more), the comment, or the anomaly with which it `returned` by itself; empty else. Where anomalies were moved by hand, it
 * is the title that the other incident had: `split` off from it, `took` some from it, `gave` some to it, `merged` into it; and where it was `unlinked` from one of another stream, or `linked` with it again. A `comment` is a note of its
 * notebook; of a tag `text` is the word, of a pin series and channel, and where it was `captioned` anew the caption before.
 */
export const incidentActSchema = z.object({
  id: z.number().int(),
  incidentId: z.string(),
  kind: z.enum(['acknowledged', 'resolved', 'reopened', 'returned', 'owner', 'comment', 'split', 'took', 'gave', 'merged', 'unlinked', 'linked', 'tagged', 'untagged', 'pinned', 'unpinned', 'captioned']),
  text: z.string(),
  /** The other incident, and how many anomalies were moved; null for what is no move. */
  moved: z.object({ incidentId: z.string(), count: z.number().int() }).nullable().default(null),
  /** The earlier comment of the same author that this one stands in place of; that one stays. */
  replaces: z.number().int().nullable().default(null),
  actor: z.string(),
  at: epochMillisSchema,
});
export type IncidentAct = z.infer<typeof incidentActSchema>;
