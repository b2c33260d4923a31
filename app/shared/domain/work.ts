import * as z from 'zod';
import { wireErrorSchema } from '../errors/wire-error.ts';
import { streamIdSchema } from './stream.ts';
import { epochMillisSchema } from './time.ts';

/** What takes long: reading a saved stream, fast or at a pace, taking in a file, and so on. `view`: detection over the rows of a Tableau view. */
export const workKindSchema = z.enum(['import', 'upload', 'backtest', 'suggestion', 'pack', 'reading', 'replay', 'report', 'export', 'publication', 'view']);
export type WorkKind = z.infer<typeof workKindSchema>;

/** A long work, how far it is and what became of it. `stopped`: it was under way when the workbench ended, or nobody went on with it. */
export const workSchema = z.object({
  id: z.string(),
  kind: workKindSchema,
  /** What is worked on, by name, at most 200 characters. */
  subject: z.string(),
  /** The stream that it is about; null where it is about none. It goes with its stream. */
  streamId: streamIdSchema.nullable(),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'stopped']),
  unit: z.enum(['records', 'samples', 'bytes', 'detectors', 'charts', 'rows']),
  doneCount: z.number(),
  /** In `unit`; null where it is not known before the end. */
  totalCount: z.number().nullable(),
  /** Part done, 0…1: of `totalCount`, or of the bytes of a file whose records are not counted before; null where neither is known. */
  part: z.number().nullable(),
  /** In `unit`, smoothed; null until two readings are apart, and once it has ended. */
  perSecond: z.number().nullable(),
  /** Expected time to its end, ms; null where the part or the rate is not known, or nothing moves. */
  leftMs: z.number().nullable(),
  startedAt: epochMillisSchema,
  /** Null while it runs. */
  endedAt: epochMillisSchema.nullable(),
  error: wireErrorSchema.nullable(),
  /** What the analyst can do next; empty where nothing is to be done. */
  hint: z.string(),
});
export type Work = z.infer<typeof workSchema>;

/** The id of the work that an upload of more than a piece is listed as. */
export const uploadWorkId = (uploadId: string): string => `upload ${uploadId}`;
