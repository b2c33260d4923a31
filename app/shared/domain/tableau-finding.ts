import * as z from 'zod';
import { anomalyIdSchema } from './anomaly.ts';
import { verdictSchema } from './feedback.ts';
import { shapes } from './samples.ts';
import { severitySchema } from './severity.ts';
import { streamIdSchema } from './stream.ts';
import { cellSchema, viewColumnSchema } from './tableau-port.ts';
import { epochMillisSchema } from './time.ts';

const name = z.string().min(1).max(1000);

/** Which fields of a sheet's summary data are time, key and channels. A sheet is told by its name, and by its place among those of one name. */
export const viewMappingSchema = z.object({
  sheet: z.object({ place: z.number().int().min(0), name: z.string().max(1000) }),
  time: name,
  keys: z.array(name).max(6),
  channels: z.array(name).min(1).max(16),
  sensitivity: z.number().min(0).max(1).default(0.5),
  /** The stream of the workbench whose series the view shows; null: none of them. */
  stream: streamIdSchema.nullable().default(null),
  /** A parameter of the view that is the moment of the playhead; null: none. */
  parameter: name.nullable().default(null),
  /** Whether time range and series of the view and of the stream follow each other. */
  inStep: z.boolean().default(false),
  /** Whether the view is judged again by itself when its data changes. */
  again: z.boolean().default(true),
});
export type ViewMapping = z.infer<typeof viewMappingSchema>;

/** Something odd in a view's data: a span of one series, as the local detectors see it. Its id is the same each time the same data is judged. */
export const detectedSchema = z.object({
  id: anomalyIdSchema,
  /** The values of the mapping's keys, in their order. */
  key: z.array(z.string().max(1000)).max(6),
  start: epochMillisSchema,
  end: epochMillisSchema,
  peakTime: epochMillisSchema,
  severity: severitySchema,
  /** Calibrated, 0…1, at the peak. */
  score: z.number(),
  shape: z.enum(shapes),
  explanation: z.string().max(2000),
});
export type Detected = z.infer<typeof detectedSchema>;

/** With what became of it: an analyst's verdict, and whether its mark is annotated. `annotationId` is Tableau's, of the session in which it was written. */
export const findingSchema = detectedSchema.extend({
  verdict: verdictSchema.nullable().default(null),
  annotation: z.object({ annotationId: z.number().nullable(), text: z.string().max(300) }).nullable().default(null),
});
export type Finding = z.infer<typeof findingSchema>;

/** When a view's data was last judged, and of how much: `short` series had no more rows than `warmUp`. */
export const judgedSchema = z.object({ at: epochMillisSchema, rows: z.number().int().min(0), series: z.number().int().min(0), short: z.number().int().min(0), warmUp: z.number().int().min(0) });

/** Rows of a view that are kept, to be shown while Tableau can't be reached. */
export const mostKeptRows = 1_000;
export const snapshotSchema = z.object({ sheet: z.string().max(1000), columns: z.array(viewColumnSchema).max(100), rows: z.array(z.array(cellSchema).max(100)).max(mostKeptRows), total: z.number().int().min(0) });
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Detection on more rows is listed as a long work, from when their reading begins. */
export const mostUnlistedRows = 20_000;
/** Rows times channels that are judged at once: what fits in one message. */
export const mostDetectedBytes = 1_800_000;
export const bytesOfRows = (rows: number, channels: number): number => rows * (12 + 8 * channels);
