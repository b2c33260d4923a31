import * as z from 'zod';
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
  store: z.object({ state: z.enum(['open', 'full', 'failed']), error: wireErrorSchema.nullable(), bytes: z.number(), cipher: z.string(), keyKept: z.enum(['os', 'passphrase', 'memory']) }),
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

/** A detector as the analyst sees it when choosing. */
export const detectorCardSchema = z.object({ name: z.string(), title: z.string(), assumes: z.string(), fails: z.string(), modelVersion: z.string(), threshold: z.number(), warmUp: z.number(), manifest: modelManifestSchema.nullable() });
export type DetectorCard = z.infer<typeof detectorCardSchema>;
