import * as z from 'zod';
import { wireErrorSchema } from '../errors/wire-error.ts';
import { streamIdSchema } from './stream.ts';
import { tableauConnectionIdSchema } from './tableau.ts';
import { epochMillisSchema } from './time.ts';

export const publicationIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/).brand<'PublicationId'>();
export type PublicationId = z.infer<typeof publicationIdSchema>;

/** What a data source holds: a row for each anomaly with its evidence and verdict, or for each sample and channel with what was expected then. */
export const publicationContents = ['anomalies', 'samples'] as const;
export type PublicationContent = (typeof publicationContents)[number];

/** A data source of Tableau that the workbench publishes, as the analyst describes it. */
export const publicationDraftSchema = z.object({
  /** Of the data source in Tableau; one of the same name in the project is replaced. */
  name: z.string().trim().min(1).max(120),
  connectionId: tableauConnectionIdSchema,
  /** The project's name; empty: Tableau's default project. */
  project: z.string().trim().max(120).default(''),
  content: z.enum(publicationContents),
  /** Empty: all streams. */
  streamIds: z.array(streamIdSchema).max(200).default([]),
  /** Only what is at most so many days older than the newest sample of its stream. */
  days: z.number().int().min(1).max(3650).default(30),
  every: z.enum(['never', 'hour', 'day']).default('never'),
});
export type PublicationDraft = z.infer<typeof publicationDraftSchema>;

/** How a publication stands. `checkedAt` is when the content was last found to be published, `unchanged` that it was so already. */
export const publicationSchema = publicationDraftSchema.extend({
  id: publicationIdSchema,
  createdAt: epochMillisSchema,
  /** The last time that it was published, and what; null: never. `hash` is SHA-256 of the file. */
  published: z.object({ at: epochMillisSchema, checkedAt: epochMillisSchema, rows: z.number(), bytes: z.number(), hash: z.string(), datasourceId: z.string(), url: z.string().nullable() }).nullable(),
  /** Why the last try failed; null where it did not. */
  failure: z.object({ at: epochMillisSchema, tries: z.number().int(), error: wireErrorSchema }).nullable(),
  /** When it is published next by itself; null: it is not. */
  nextAt: epochMillisSchema.nullable(),
});
export type Publication = z.infer<typeof publicationSchema>;

/** A publication, and whether it is being published now. */
export const publicationRowSchema = z.object({ publication: publicationSchema, running: z.boolean() });
export type PublicationRow = z.infer<typeof publicationRowSchema>;
