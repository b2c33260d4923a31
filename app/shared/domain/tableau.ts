import * as z from 'zod';
import { epochMillisSchema } from './time.ts';

export const tableauConnectionIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/).brand<'TableauConnectionId'>();
export type TableauConnectionId = z.infer<typeof tableauConnectionIdSchema>;

/**
 * How the workbench signs in to Tableau. A connected app's secret may sign in as any user, and so may a token as its own: both are write-only, kept in the encrypted store and never
 * sent back (`null` on the way out, and on the way in to keep what is stored). `view`: the analyst signs in within the view, and the workbench itself asks Tableau for nothing.
 */
export const tableauSignInSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected-app'), clientId: z.string().trim().min(1), secretId: z.string().trim().min(1), secret: z.string().min(1).nullable(), user: z.string().trim().min(1) }),
  z.object({ kind: z.literal('token'), name: z.string().trim().min(1), secret: z.string().min(1).nullable() }),
  z.object({ kind: z.literal('view') }),
]);
export type TableauSignIn = z.infer<typeof tableauSignInSchema>;

/** Its origin alone, since a site has a field of its own. Secrets and tokens travel, so only TLS; this machine itself excepted. */
const addressSchema = z.string().trim().transform((text, context) => {
  const [, scheme, host] = /^(https?:\/\/)([a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?)(?:[/?#]|$)/.exec(text.toLowerCase()) ?? [];
  const fault = host === undefined ? 'an address is https:// and the name of the server' : scheme === 'http://' && !/^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(host) ? 'Tableau’s address must begin with https://' : null;
  if (fault !== null) context.addIssue(fault);
  return `${scheme}${host}`;
});

/** Hosts besides the connection's own at which one signs in: an identity provider's, or that of Tableau Cloud. The frame of a view may go there, and nowhere else. */
export const signInHostsSchema = z.array(addressSchema).max(5).default([]);

/** A Tableau Server or Cloud as the analyst describes it. `site` is the part of its address behind `/site/` (empty: the default site of a Server). */
export const tableauConnectionDraftSchema = z.object({ name: z.string().trim().min(1).max(120), address: addressSchema, site: z.string().trim().max(120).regex(/^[\w-]*$/).default(''), signIn: tableauSignInSchema, signInHosts: signInHostsSchema });
export type TableauConnectionDraft = z.infer<typeof tableauConnectionDraftSchema>;

export const tableauConnectionSchema = tableauConnectionDraftSchema.extend({ id: tableauConnectionIdSchema, address: z.string(), createdAt: epochMillisSchema });
export type TableauConnection = z.infer<typeof tableauConnectionSchema>;

/** One step of a test of a connection, in the order in which they are tried; what comes after a failure is not. */
export const tableauStepSchema = z.object({
  step: z.enum(['address', 'tls', 'server', 'clock', 'sign-in', 'views', 'allow-list']),
  state: z.enum(['passed', 'warned', 'failed', 'skipped']),
  /** What was found, in a sentence. */
  words: z.string(),
  /** What to do; empty where nothing is. */
  hint: z.string(),
});
export type TableauStep = z.infer<typeof tableauStepSchema>;

/** A view (sheet, dashboard or story) that may be opened. `path` goes behind the server's address in a browser and in an embedded view. */
export const tableauViewSchema = z.object({ id: z.string(), workbookId: z.string(), name: z.string(), workbook: z.string(), path: z.string(), updatedAt: epochMillisSchema.nullable() });
export type TableauView = z.infer<typeof tableauViewSchema>;

/** A token with which one view is opened; it ends by itself after at most ten minutes. */
export const embedTokenSchema = z.object({ token: z.string(), expiresAt: epochMillisSchema });
export type EmbedToken = z.infer<typeof embedTokenSchema>;
