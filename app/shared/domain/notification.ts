import * as z from 'zod';
import { epochMillisSchema } from './time.ts';
import { streamIdSchema } from './stream.ts';

/** One telling, on a change of an incident's or a stream's state only. `id` is made of what changed, so that none is told twice. */
export const notificationSchema = z.object({
  id: z.string(),
  at: epochMillisSchema,
  severity: z.enum(['info', 'low', 'medium', 'high']),
  title: z.string(),
  body: z.string(),
  /** What a click opens. */
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('anomaly'), anomalyId: z.string() }),
    z.object({ kind: z.literal('stream'), streamId: streamIdSchema }),
  ]),
  read: z.boolean(),
});
export type Notification = z.infer<typeof notificationSchema>;
