import * as z from 'zod';
import { epochMillisSchema } from './time.ts';

/** What was done, by whom, to what, with which outcome. Append-only; holds no record values and no secrets. */
export const auditEventSchema = z.object({
  sequence: z.number().int(),
  at: epochMillisSchema,
  actor: z.string(),
  /** A method of the contract, or `workbench.start`, `retention.expire` and the like. */
  action: z.string(),
  subject: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  details: z.record(z.string(), z.json()),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;
