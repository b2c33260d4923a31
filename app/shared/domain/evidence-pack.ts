import * as z from 'zod';
import { anomalySchema, anomalyIdSchema } from './anomaly.ts';
import { auditEventSchema } from './audit-event.ts';
import { feedbackSchema } from './feedback.ts';
import { incidentActSchema, incidentSchema } from './incident.ts';
import { pinSchema } from './notebook.ts';
import { seriesStretchSchema } from './series.ts';
import { epochMillisSchema } from './time.ts';

/** A part of a pack as it was found: its bytes are those that were signed, or not. */
export const foundPartSchema = z.object({ name: z.string(), bytes: z.number(), state: z.enum(['whole', 'changed']) });
export type FoundPart = z.infer<typeof foundPartSchema>;

/** What is asked for a pack about: one of both. */
export const packSubjectSchema = z.object({ incidentId: z.string().nullable().default(null), anomalyId: anomalyIdSchema.nullable().default(null) })
  .refine(({ incidentId, anomalyId }) => (incidentId === null) !== (anomalyId === null), { error: 'name an incident or an anomaly' });

/** A pack that was saved and waits to be fetched. */
export const savedPackSchema = z.object({
  packId: z.string(),
  name: z.string(),
  bytes: z.number(),
  /** Of the key that signed it. */
  fingerprint: z.string(),
  /** What it holds and what it does not, in sentences. */
  words: z.array(z.string()),
});
export type SavedPack = z.infer<typeof savedPackSchema>;

/** A pack as it was opened: whether it is what was signed, and what it says. What is in `content` was covered by the signature only where `isWhole`. */
export const packViewSchema = z.object({
  isWhole: z.boolean(),
  faults: z.array(z.string()),
  parts: z.array(foundPartSchema),
  version: z.string().nullable(),
  packedAt: epochMillisSchema.nullable(),
  fingerprint: z.string().nullable(),
  isSigned: z.boolean(),
  /** Whether this workbench's own key signed it. */
  isOwn: z.boolean(),
  words: z.array(z.string()),
  /** Null where a part that everything hangs on can't be read. */
  content: z.object({
    title: z.string(),
    streams: z.array(z.object({ id: z.string(), name: z.string(), source: z.string(), detector: z.string(), units: z.record(z.string(), z.string()) })),
    incident: incidentSchema.nullable(),
    anomalies: z.array(anomalySchema),
    feedback: z.array(feedbackSchema),
    acts: z.array(incidentActSchema),
    /** Packs from before there were pins have none. */
    pins: z.array(pinSchema).default([]),
    /** At most the first twelve series, around what happened. */
    stretches: z.array(seriesStretchSchema.extend({ seriesName: z.string() })),
    recordCount: z.number(),
    sampleCount: z.number(),
    /** `size` events were in the chain; `isProven` where each of these is shown to be one of them. */
    audit: z.object({ events: z.array(auditEventSchema), size: z.number(), isProven: z.boolean() }),
  }).nullable(),
});
export type PackView = z.infer<typeof packViewSchema>;

/** What came of putting a pack's samples through its detector again. */
export const packReplaySchema = z.object({
  /** Everything came out as it was packed, from records to anomalies. */
  isSame: z.boolean(),
  /** All of it in sentences. */
  words: z.array(z.string()),
  /** Samples that a record in the pack gives, to the last bit; that one gives otherwise; and without a record. */
  records: z.object({ same: z.number(), different: z.number(), without: z.number() }),
  /** Scores that were compared, those that differ by more than 1e-6, and the greatest difference. */
  scores: z.object({ compared: z.number(), different: z.number(), greatest: z.number() }),
  anomalies: z.array(z.object({ anomalyId: anomalyIdSchema, outcome: z.enum(['same', 'different', 'missing', 'not replayed']), reason: z.string() })),
});
export type PackReplay = z.infer<typeof packReplaySchema>;
