import * as z from 'zod';
import { seriesIdSchema } from '../domain/series.ts';
import { decodingSchema, fieldMappingSchema, streamIdSchema } from '../domain/stream.ts';
import { modelManifestSchema } from '../domain/model-version.ts';
import { epochMillisSchema } from '../domain/time.ts';
import { wireErrorSchema } from '../errors/wire-error.ts';

/** How the program stands; drawn in the status bar and on the start page. */
export const workspaceStatusSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'web', 'cli', 'test']),
  principal: z.object({ name: z.string(), role: z.enum(['owner', 'analyst', 'viewer']) }),
  /** The detection worker's TensorFlow; `reason` says why where it is not native. */
  backend: z.object({ name: z.enum(['native', 'wasm', 'starting', 'failed']), version: z.string(), reason: z.string().nullable() }),
  store: z.object({ state: z.enum(['open', 'full', 'failed']), error: wireErrorSchema.nullable(), bytes: z.number(), logBytes: z.number(), cipher: z.string(), keyKept: z.enum(['os', 'passphrase', 'memory']) }),
  /** Things the analyst should know, in words, each with what to do. */
  notices: z.array(z.object({ id: z.string(), severity: z.enum(['info', 'warning', 'error']), text: z.string(), hint: z.string() })),
});
export type WorkspaceStatus = z.infer<typeof workspaceStatusSchema>;

/** A recorded stream that ships with the program (`resources/samples/samples.json`). */
export const sampleSchema = z.object({
  id: z.string(),
  title: z.string(),
  domain: z.enum(['finance', 'healthcare', 'retail', 'manufacturing']),
  description: z.string(),
  /** The stream made of it, where it was opened. */
  streamId: streamIdSchema.nullable(),
});
export type Sample = z.infer<typeof sampleSchema>;

/** One finding of the doctor. */
export const doctorCheckSchema = z.object({ name: z.string(), ok: z.boolean(), found: z.string(), advice: z.string().nullable() });
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

/** What a field looks like, and why it was taken for what. */
export const previewFieldSchema = z.object({
  field: z.string(),
  role: z.enum(['time', 'key', 'channel', 'label', 'unused']),
  /** Why, in words for the analyst: "numbers, 3 decimals, 98 % present". */
  reason: z.string(),
  doubtful: z.boolean(),
  examples: z.array(z.string()),
});

/** A sample of a source as decoded: what would be stored, and what would be quarantined. */
export const previewSchema = z.object({
  decoding: decodingSchema,
  mapping: fieldMappingSchema.nullable(),
  fields: z.array(previewFieldSchema),
  rows: z.array(z.object({ offset: z.string(), eventTime: epochMillisSchema.nullable(), series: z.string(), values: z.array(z.number().nullable()), failure: z.string().nullable(), text: z.string() })),
  readCount: z.number(),
  failedCount: z.number(),
  /** What the analyst should look at before going on. */
  doubts: z.array(z.string()),
});
export type Preview = z.infer<typeof previewSchema>;

/** A capture file in the data folder. A broken one can't be read; what stands for its start is when it was last written. */
export const captureSchema = z.object({ path: z.string(), name: z.string(), streamId: streamIdSchema.nullable(), recordCount: z.number(), bytes: z.number(), startedAt: epochMillisSchema, active: z.boolean(), broken: z.boolean() });
export type Capture = z.infer<typeof captureSchema>;

/** Alerts, and candidates that were left out, over a stretch of event time of `days` days. */
export const budgetTallySchema = z.object({ alerts: z.number(), leftOut: z.number(), days: z.number() });

/** One candidate or anomaly that a budget leaves out: its highest row. */
export const missedCandidateSchema = z.object({ seriesId: seriesIdSchema, seriesName: z.string(), peakTime: epochMillisSchema, score: z.number() });

/**
 * How an alert budget fares, or would fare: what was asked, what was told, the threshold that followed and what it left out. Scores are calibrated, 0…1; a threshold of
 * 1 tells nothing until the budget allows it again.
 */
export const budgetViewSchema = z.object({
  alertsPerDay: z.number(),
  /** The set and the names of all its streams; null and just the stream's where it has none. */
  set: z.string().nullable(),
  streams: z.array(z.string()),
  threshold: z.number(),
  floor: z.number(),
  /** The last day and seven days of the stream's event time, over all streams of the set; null before the first score. */
  day: budgetTallySchema.nullable(),
  week: budgetTallySchema.nullable(),
  /** The highest candidates left out in those seven days, highest first. */
  leftOut: z.array(missedCandidateSchema),
  /** Anomalies that analysts confirmed in those seven days, and those of them that are not told at this budget. */
  confirmedCount: z.number(),
  confirmedMissed: z.array(missedCandidateSchema),
  /** True where stored scores were replayed at another budget; false where it was lived. */
  replayed: z.boolean(),
  /** All of it in sentences. */
  words: z.array(z.string()),
});
export type BudgetView = z.infer<typeof budgetViewSchema>;

/** A detector as the analyst sees it when choosing. */
export const detectorCardSchema = z.object({ name: z.string(), title: z.string(), assumes: z.string(), fails: z.string(), modelVersion: z.string(), threshold: z.number(), warmUp: z.number(), manifest: modelManifestSchema.nullable() });
export type DetectorCard = z.infer<typeof detectorCardSchema>;
