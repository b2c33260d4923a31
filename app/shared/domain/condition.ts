import * as z from 'zod';
import { seriesIdSchema } from './series.ts';
import { streamIdSchema } from './stream.ts';
import { epochMillisSchema } from './time.ts';

/**
 * silent: nothing came of a stream, or of one of its series while the stream went on, for longer than its usual spacing allows · late: many records behind their series' newest ·
 * lag: reading falls behind the log's end · unreadable: many records could not be decoded.
 */
export const conditionKindSchema = z.enum(['silent', 'late', 'lag', 'unreadable']);
export type ConditionKind = z.infer<typeof conditionKindSchema>;

/** A state of a stream's flow that is no anomaly of its values, from when it was seen to when it was over. */
export const conditionSchema = z.object({
  id: z.string(),
  streamId: streamIdSchema,
  kind: conditionKindSchema,
  /** The one series that it is of; null: the stream. */
  seriesId: seriesIdSchema.nullable(),
  /** By the workbench's clock; `end` null: it goes on. */
  begin: epochMillisSchema,
  end: epochMillisSchema.nullable(),
  /** The span of event time that it is about, as far as it has one; `eventTo` null: not known yet. */
  eventFrom: epochMillisSchema.nullable(),
  eventTo: epochMillisSchema.nullable(),
  /** What is so, with the figures that led to it. */
  words: z.string(),
});
export type Condition = z.infer<typeof conditionSchema>;
