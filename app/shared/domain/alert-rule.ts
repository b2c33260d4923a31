import * as z from 'zod';
import { notificationSchema } from './notification.ts';
import { outletIdSchema } from './outlet.ts';
import { severitySchema } from './severity.ts';
import { streamIdSchema } from './stream.ts';
import { epochMillisSchema } from './time.ts';
import { zoneSchema } from './zone.ts';

export const alertRuleIdSchema = z.string().min(1).max(64).brand<'AlertRuleId'>();
export type AlertRuleId = z.infer<typeof alertRuleIdSchema>;
export const silenceIdSchema = z.string().min(1).max(64).brand<'SilenceId'>();
export type SilenceId = z.infer<typeof silenceIdSchema>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM');

/** Hours of the week on the wall clock. `days`: Monday is 1; those on which the hours begin. Up to `to`, on the next day where that is not after `from`; the whole day where both are the same. */
export const weekHoursSchema = z.object({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7), from: timeOfDay, to: timeOfDay });
export type WeekHours = z.infer<typeof weekHoursSchema>;

/** One part of a series' key, such as `site` = `north`. */
export const keyPartSchema = z.object({ name: z.string().trim().min(1).max(200), value: z.string().max(500) });

/** Of what is told; nothing named is all. A key part leaves out what is told of a stream as a whole. */
export const alertScopeSchema = z.object({
  streamIds: z.array(streamIdSchema).max(100).default([]),
  keyPart: keyPartSchema.nullable().default(null),
});
export type AlertScope = z.infer<typeof alertScopeSchema>;

/** When to tell whom. An outlet that a rule names takes only what its rules send; others take everything. */
export const alertRuleDraftSchema = alertScopeSchema.extend({
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean().default(true),
  outletIds: z.array(outletIdSchema).min(1).max(20),
  minimumSeverity: severitySchema.default('low'),
  /** In which `hours` and `quiet` are meant. */
  zone: zoneSchema.default('UTC'),
  /** Tells within these only; null: always. */
  hours: weekHoursSchema.nullable().default(null),
  /** In event time; more than 0 concerns incidents alone, which are told once they lasted so long. */
  leastDurationMs: z.number().min(0).max(7 * 86_400_000).default(0),
  /** Tells from the so-manieth that matched within `countWindowMs` on. */
  leastCount: z.number().int().min(1).max(1000).default(1),
  countWindowMs: z.number().min(60_000).max(86_400_000).default(3_600_000),
  /** What comes within is told when they end (`held`), or not at all (`dropped`). */
  quiet: z.object({ hours: weekHoursSchema, then: z.enum(['held', 'dropped']) }).nullable().default(null)
    .refine((quiet) => quiet === null || quiet.hours.from !== quiet.hours.to || new Set(quiet.hours.days).size < 7, 'quiet hours that never end'),
  /** At most so many an hour; what is more is told by one summary. */
  budgetPerHour: z.number().int().min(1).max(1000).nullable().default(null),
});
export type AlertRuleDraft = z.infer<typeof alertRuleDraftSchema>;

export const alertRuleSchema = alertRuleDraftSchema.extend({ id: alertRuleIdSchema, createdAt: epochMillisSchema, snoozedUntil: epochMillisSchema.nullable() });
export type AlertRule = z.infer<typeof alertRuleSchema>;

/** A time-boxed mute of all outlets, such as for maintenance; what is muted stands among the deliveries and under the bell. */
export const silenceDraftSchema = alertScopeSchema.extend({ name: z.string().trim().min(1).max(120), from: epochMillisSchema, to: epochMillisSchema, note: z.string().trim().max(1000).default('') });
/** The same as a whole: it ends after it begins. */
export const silenceInputSchema = silenceDraftSchema.refine(({ from, to }) => from < to, { path: ['to'], message: 'a silence ends after it begins' });
export type SilenceDraft = z.infer<typeof silenceDraftSchema>;
export const silenceSchema = silenceDraftSchema.extend({ id: silenceIdSchema, createdAt: epochMillisSchema });
export type Silence = z.infer<typeof silenceSchema>;

/**
 * What a rule would have done in the last days, the newest first; `rows` at most 200, the counts of all. `looked`: what was told as it came and, `rebuilt` of them, what imported and caught up
 * history holds that was not told one by one: by event time, in the last days of each stream's own history. `cut`: there is more of it than was looked at.
 */
export const alertTrialSchema = z.object({
  looked: z.number().int(),
  rebuilt: z.number().int(),
  /** Of those, how many stand with the severity that their anomaly came to have in the end: how it came to it is not kept of anomalies that earlier versions found. */
  lastSeverity: z.number().int(),
  cut: z.boolean(),
  fired: z.number().int(),
  held: z.number().int(),
  suppressed: z.number().int(),
  rows: z.array(z.object({ notification: notificationSchema, incidentId: z.string().nullable(), outcome: z.enum(['fired', 'held', 'suppressed']), reason: z.string().nullable() })),
});
export type AlertTrial = z.infer<typeof alertTrialSchema>;

/** What the last seven days held, told as it came or not: how many of each stream (null: of none that is still known) and key of a series (null: of a stream as a whole). */
export const toldScopesSchema = z.array(z.object({ streamId: streamIdSchema.nullable(), dimensions: z.record(z.string(), z.string()).nullable(), count: z.number().int() }));
export type ToldScope = z.infer<typeof toldScopesSchema>[number];

/** Whether what is told of a stream, or of a series with this key, lies in a scope. */
export function isInScope({ streamIds, keyPart }: AlertScope, { streamId, dimensions }: { streamId: string | null; dimensions: Readonly<Record<string, string>> | null }): boolean {
  if (streamIds.length > 0 && !streamIds.some((id) => id === streamId)) return false;
  return keyPart === null || dimensions?.[keyPart.name] === keyPart.value;
}

/** How many of what was told a silence of this scope would have muted, and of how many. */
export function mutedOf(told: readonly ToldScope[], scope: AlertScope): { looked: number; muted: number } {
  const count = (which: readonly ToldScope[]) => which.reduce((sum, one) => sum + one.count, 0);
  return { looked: count(told), muted: count(told.filter((one) => isInScope(scope, one))) };
}
