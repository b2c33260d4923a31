import * as z from 'zod';
import { wireErrorSchema } from '../errors/wire-error.ts';

/**
 * The endpoint that Tableau's calculated fields call (its analytics extensions API). Off unless the analyst switches it on; on this machine alone unless `reach` says otherwise, and then only under TLS.
 * `password` and `privateKey` are write-only: null on the way out, and on the way in to keep what is stored.
 */
export const extensionSetupSchema = z.object({
  enabled: z.boolean().default(false),
  port: z.number().int().min(1024).max(65_535).default(9004),
  reach: z.enum(['this-machine', 'network']).default('this-machine'),
  user: z.string().trim().min(1).max(60).default('tableau'),
  password: z.string().min(12, 'a password needs at least 12 characters').max(200).nullable().default(null),
  /** Whether script functions are answered beside model functions. */
  scripts: z.boolean().default(true),
  /** Whether a page of live detections is served beside, for a dashboard extension of Tableau. */
  live: z.boolean().default(false),
  /** PEM. */
  certificate: z.string().nullable().default(null),
  privateKey: z.string().nullable().default(null),
});
export type ExtensionSetup = z.infer<typeof extensionSetupSchema>;

export const extensionStateSchema = z.object({
  setup: extensionSetupSchema,
  hasPassword: z.boolean(),
  /** Whether Tableau's Extensions API library was given for the live page. */
  hasOwnLibrary: z.boolean(),
  state: z.enum(['off', 'listening', 'failed']),
  /** Where it listens; null where it does not. */
  address: z.string().nullable(),
  error: wireErrorSchema.nullable(),
  /** Since it was switched on. */
  calls: z.number(),
  refused: z.number(),
});
export type ExtensionState = z.infer<typeof extensionStateSchema>;

/** What may be asked of a row: its score 0…1, whether it is told of, the value that was expected, and the band around that (of the first value's channel). */
export const askedFigureSchema = z.enum(['score', 'alert', 'expected', 'low', 'high']);
export type AskedFigure = z.infer<typeof askedFigureSchema>;
