import * as z from 'zod';
import type { Incident } from './incident.ts';
import { anomalySchema } from './anomaly.ts';
import { incidentSchema } from './incident.ts';
import { seriesIdSchema } from './series.ts';
import { severityRank, severitySchema } from './severity.ts';
import { epochMillisSchema } from './time.ts';

/** Why two incidents of different streams belong together: they share a part of the key, their streams read one topic, or one usually follows the other by some time and did so here. `a` is the lesser id. */
export const incidentLinkSchema = z.object({
  a: z.string(),
  b: z.string(),
  kind: z.enum(['key', 'topic', 'lag']),
  /** The evidence. */
  words: z.string(),
  /** False where an analyst took them apart: they stay apart. */
  linked: z.boolean(),
  /** How long `b` usually comes after `a`, ms (negative: before), as learned from what was before both; null where that is not known. */
  lagMs: z.number().nullable(),
});
export type IncidentLink = z.infer<typeof incidentLinkSchema>;

/** Incidents that belong together over their links, as one: by start, with all their anomalies. One that is linked to nothing is a group of its own. */
export const incidentGroupSchema = z.object({
  incidents: z.array(incidentSchema).min(1),
  /** Also those that were taken apart, of any of its incidents. */
  links: z.array(incidentLinkSchema),
  /** By start. */
  anomalies: z.array(anomalySchema),
  firstMover: seriesIdSchema,
  start: epochMillisSchema,
  end: epochMillisSchema,
  severity: severitySchema,
  /** How the severity came about. */
  severityWords: z.string(),
});
export type IncidentGroup = z.infer<typeof incidentGroupSchema>;

/** Linked series from which on the joint severity is one step higher. */
export const raisingSeries = 3;

/** The joint severity of incidents that belong together: the greatest, one step higher where they hold three series or more; and how it came about. */
export function jointSeverity(incidents: readonly Pick<Incident, 'severity' | 'seriesCount'>[]): { severity: Incident['severity']; words: string } {
  const greatest = incidents.reduce<Incident['severity']>((worst, { severity }) => (severityRank[severity] > severityRank[worst] ? severity : worst), 'low');
  const series = incidents.reduce((sum, { seriesCount }) => sum + seriesCount, 0);
  if (incidents.length < 2) return { severity: greatest, words: `${capital(greatest)}, as its worst anomaly.` };
  if (series < raisingSeries) return { severity: greatest, words: `${capital(greatest)}, the greatest of its incidents.` };
  if (greatest === 'high') return { severity: greatest, words: `High, the greatest of its incidents; ${series} linked series can raise it no further.` };
  const raised = greatest === 'low' ? 'medium' : 'high';
  return { severity: raised, words: `${capital(raised)}: the greatest of its incidents is ${greatest}, raised one step as ${series} series are linked.` };
}

/** The incidents that belong together, by the id of each; those that are linked to nothing are left out. Each group is in order of start. */
export function groupsOf(incidents: readonly Incident[], links: readonly IncidentLink[]): ReadonlyMap<string, readonly Incident[]> {
  const byId = new Map(incidents.map((one) => [one.id, one]));
  const groupOf = new Map<string, Set<string>>();
  for (const { a, b, linked } of links) {
    if (!linked || !byId.has(a) || !byId.has(b)) continue;
    const joined = new Set([...(groupOf.get(a) ?? [a]), ...(groupOf.get(b) ?? [b])]);
    for (const id of joined) groupOf.set(id, joined);
  }
  const sorted = new Map<Set<string>, readonly Incident[]>();
  for (const group of groupOf.values()) if (!sorted.has(group)) sorted.set(group, Array.from(group, (id) => byId.get(id)!).sort((x, y) => x.start - y.start || x.id.localeCompare(y.id)));
  return new Map(Array.from(groupOf, ([id, group]) => [id, sorted.get(group)!]));
}

/** The incident in which a group began: the first by start (`incidents` is in that order) that does not usually follow another one of them. */
export function leadingIncident(incidents: readonly Incident[], links: readonly Pick<IncidentLink, 'a' | 'b' | 'linked' | 'lagMs'>[]): Incident {
  const ids = new Set(incidents.map(({ id }) => id));
  const following = new Set(links.filter(({ a, b, linked }) => linked && ids.has(a) && ids.has(b)).flatMap(({ a, b, lagMs }) => (lagMs === null || lagMs === 0 ? [] : lagMs > 0 ? [b] : [a])));
  return incidents.find(({ id }) => !following.has(id)) ?? incidents[0]!;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
