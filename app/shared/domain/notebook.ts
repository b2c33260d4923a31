import * as z from 'zod';
import { seriesIdSchema } from './series.ts';
import { epochMillisSchema } from './time.ts';

/** Longest note of an incident, UTF-16. */
export const longestNote = 20_000;

/** Longest caption of a pin, UTF-16. */
export const longestCaption = 500;

/** A short word by which incidents are found: one word of letters, digits and `- _ . / + #`, kept in lower case. */
export const tagSchema = z.string().trim().normalize('NFC').toLowerCase().max(40, 'at most 40 characters').regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._/+#-]*$/u, 'one word of letters and digits');

/** A stretch of one channel of a series that was kept in an incident's notebook, drawn anew from the stored samples wherever it is shown. */
export const pinSchema = z.object({
  id: z.number().int(),
  incidentId: z.string(),
  seriesId: seriesIdSchema,
  /** As it was called when it was pinned. */
  seriesName: z.string(),
  channel: z.string(),
  /** Event time. */
  from: epochMillisSchema,
  to: epochMillisSchema,
  /** Why it was pinned; may be empty. */
  caption: z.string(),
  actor: z.string(),
  at: epochMillisSchema,
});
export type Pin = z.infer<typeof pinSchema>;
