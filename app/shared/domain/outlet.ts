import * as z from 'zod';
import { notificationSchema } from './notification.ts';
import { severitySchema } from './severity.ts';
import { streamIdSchema } from './stream.ts';
import { epochMillisSchema } from './time.ts';

export const outletIdSchema = z.string().min(1).max(64).brand<'OutletId'>();
export type OutletId = z.infer<typeof outletIdSchema>;

const mailbox = z.email().max(254);
/** HTTPS, or HTTP to this machine alone: what is told names streams and series. */
const webhookAddress = z.url().max(2000).regex(/^(https:\/\/[^\s/?#@\\]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)([/?#]|$)/, 'An https address without user and password; http is for this machine alone.');

/** Where an outlet leads. A secret goes in and never comes out: null on the way out, and for "as it was". */
export const outletTargetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webhook'),
    url: webhookAddress,
    /** Signs each message (Standard Webhooks): `whsec_` and 24 to 64 bytes as Base64. */
    secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'whsec_ and 24 to 64 bytes as Base64').nullable().default(null),
  }),
  z.object({
    kind: z.literal('email'),
    host: z.string().trim().min(1).max(253),
    port: z.number().int().min(1).max(65_535).default(587),
    /** `none` carries no password. */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    user: z.string().max(254).nullable().default(null),
    secret: z.string().min(1).max(1000).nullable().default(null),
    from: mailbox,
    to: z.array(mailbox).min(1).max(20),
  }).refine(({ security, user }) => security !== 'none' || user === null, { path: ['security'], message: 'A user signs in over TLS only.' }),
  z.object({
    kind: z.literal('chat'),
    /** Whose payload: `slack` also Mattermost's and Rocket.Chat's, `teams` that of a workflow. */
    app: z.enum(['slack', 'teams']).default('slack'),
    /** The address of the incoming webhook; whoever knows it can post. */
    secret: webhookAddress.nullable().default(null),
    /** The host of that address, filled in by the workbench. */
    host: z.string().max(253).nullable().default(null),
  }),
  z.object({
    kind: z.literal('kafka'),
    /** Whose brokers, TLS and sign-in are used; a stream of a topic. */
    streamId: streamIdSchema,
    topic: z.string().regex(/^[\w.-]{1,249}$/, 'letters, digits, dot, hyphen and underscore'),
    /** The stream's own is used. */
    secret: z.null().default(null),
  }),
]);
export type OutletTarget = z.infer<typeof outletTargetSchema>;

/** A way by which notifications leave the workbench. */
export const outletDraftSchema = z.object({
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean().default(true),
  minimumSeverity: severitySchema.default('low'),
  target: outletTargetSchema,
});
export type OutletDraft = z.infer<typeof outletDraftSchema>;

export const outletSchema = outletDraftSchema.extend({ id: outletIdSchema, createdAt: epochMillisSchema });
export type Outlet = z.infer<typeof outletSchema>;

/** One notification on its way over one outlet. `id` is made of both: a receiver that knows it has had the message already. */
export const deliverySchema = z.object({
  id: z.string(),
  outletId: outletIdSchema,
  notification: notificationSchema,
  /**
   * `queued` also between tries; `dead` once it was given up: after the last try, or at once where the receiver will never take it. `lasting` waits whether its incident
   * lasts as long as a rule asks; `suppressed` was left out by a rule or a silence.
   */
  state: z.enum(['queued', 'sent', 'dead', 'lasting', 'suppressed']),
  attempts: z.number().int().nonnegative(),
  /** When it is tried next, or when it was settled. */
  at: epochMillisSchema,
  lastError: z.string().nullable(),
  /** Why it waits or was left out, by which rule or silence; null: nothing kept it. */
  reason: z.string().nullable().default(null),
  /** A test of the outlet, sent once; it tells of nothing that is stored. */
  trial: z.boolean().default(false),
});
export type Delivery = z.infer<typeof deliverySchema>;
