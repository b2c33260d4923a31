import * as z from 'zod';
import { severitySchema } from './severity.ts';
import { epochMillisSchema } from './time.ts';

/** What a search finds; a comment is one on an incident or on an anomaly. */
export const searchKindSchema = z.enum(['anomaly', 'incident', 'comment', 'stream', 'series', 'dashboard']);
export type SearchKind = z.infer<typeof searchKindSchema>;

/** Something that was found, in one line. */
export const searchRowSchema = z.object({
  /** What it leads to: a comment leads to what it is on. */
  to: z.object({ kind: searchKindSchema.exclude(['comment']), id: z.string() }),
  title: z.string(),
  words: z.string(),
  severity: severitySchema.nullable(),
  /** When it began or was written; null of what has no time. */
  at: epochMillisSchema.nullable(),
});
export type SearchRow = z.infer<typeof searchRowSchema>;

/** What was found of one kind: what has a time newest first, the others by name, those that begin with the words before those that have them. */
export const searchGroupSchema = z.object({
  kind: searchKindSchema,
  rows: z.array(searchRowSchema),
  /** How many there are from the first row on; where `isMore`, at least so many. */
  count: z.number(),
  isMore: z.boolean(),
  /** Where not all could be looked through: how many of the newest were. */
  searched: z.number().nullable(),
  /** Goes on where the rows end; null after the last. */
  cursor: z.string().nullable(),
});
export type SearchGroup = z.infer<typeof searchGroupSchema>;

/** Groups that have something, or the one that was asked for; `notes` say which names of the query are nobody's. */
export const searchFoundSchema = z.object({ groups: z.array(searchGroupSchema), notes: z.array(z.string()) });
export type SearchFound = z.infer<typeof searchFoundSchema>;

/** A query kept under a name. */
export const savedSearchSchema = z.object({ id: z.string(), name: z.string(), text: z.string(), savedAt: epochMillisSchema });
export type SavedSearch = z.infer<typeof savedSearchSchema>;
