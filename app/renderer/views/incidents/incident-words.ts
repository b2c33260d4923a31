import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident, IncidentState } from '../../../shared/domain/incident.ts';
import { jointSeverity } from '../../../shared/domain/incident-link.ts';
import { severityRank } from '../../../shared/domain/severity.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { durationWords } from '../../charts/words.ts';
import { plural } from '../../../shared/counts.ts';
import type { Tone } from '../../ui/pill.tsx';

const words: Record<IncidentState, string> = { open: 'Open', acknowledged: 'Acknowledged', resolved: 'Resolved' };
const tones: Record<IncidentState, Tone> = { open: 'info', acknowledged: 'busy', resolved: 'plain' };

/** An incident's state in words. */
export function incidentStateWords(state: IncidentState): string {
  return words[state];
}

/** The tone of its pill. */
export function incidentTone(state: IncidentState): Tone {
  return tones[state];
}

/** How much it holds: "3 anomalies in 2 series"; nothing where it was merged. */
export function incidentSizeWords({ anomalyCount, seriesCount }: Pick<Incident, 'anomalyCount' | 'seriesCount'>): string {
  if (anomalyCount === 0) return 'No anomalies any more';
  return `${plural(anomalyCount, 'anomaly', 'anomalies')} in ${plural(seriesCount, 'series', 'series')}`;
}

/** What happened, in sentences: who moved first and how, who followed and when, how long it lasted. `members` by start, at least one. */
export function incidentStory(incident: Incident, members: readonly Anomaly[]): string[] {
  const first = members.find(({ seriesId }) => seriesId === incident.firstMover) ?? members[0]!;
  const beginnings = new Map<number, Anomaly>();
  for (const one of members) if (!beginnings.has(one.seriesId)) beginnings.set(one.seriesId, one);
  const others = [...beginnings.values()].filter(({ seriesId }) => seriesId !== first.seriesId);
  const after = Math.max(0, ...others.map(({ start }) => start - first.start));
  const names = others.slice(0, 3).map(({ seriesName }) => seriesName).join(', ') + (others.length > 3 ? ` and ${others.length - 3} more` : '');
  const lasting = incident.end > incident.start ? durationWords(incident.end - incident.start) : 'a single sample';
  return [
    `${others.length > 0 ? `${first.seriesName} moved first` : first.seriesName}: ${first.explanation}`,
    ...(others.length > 0 ? [`${plural(others.length, 'more series', 'more series')} ${others.length === 1 ? 'follows' : 'follow'} ${after === 0 ? 'at the same time' : `within ${durationWords(after)}`}: ${names}.`] : []),
    incident.ongoing ? `It goes on, so far for ${lasting}.` : `It lasted ${lasting}.`,
  ];
}

/** What the list of incidents is narrowed to; empty texts do not narrow. `from` and `to` are ISO 8601. */
export interface IncidentFilter {
  text: string;
  stream: string;
  severity: string;
  state: string;
  tag: string;
  from: string;
  to: string;
}

/** Incidents of the same stream that anomalies of `from` can be moved into: with the words in their title, the nearest in time first. */
export function incidentsToTake(all: readonly Incident[], from: Incident, text: string): Incident[] {
  return nearestIncidents(all.filter((one) => one.id !== from.id && one.streamId === from.streamId && one.merged === null), { from: from.start, to: from.end }, text, ({ title }) => title);
}

/** Incidents with all words of a text in what is said of them, at most 50: by `place`, then the nearest to a range of time first. */
export function nearestIncidents(all: readonly Incident[], { from, to }: TimeRange, text: string, said: (one: Incident) => string, place: (one: Incident) => number = () => 0): Incident[] {
  const wanted = text.trim().toLowerCase().split(/\s+/);
  const away = ({ start, end }: Incident) => Math.max(0, start - to, from - end);
  return all
    .filter((one) => wanted.every((word) => said(one).toLowerCase().includes(word)))
    .sort((a, b) => place(a) - place(b) || away(a) - away(b) || b.start - a.start || a.id.localeCompare(b.id))
    .slice(0, 50);
}

/** One row for each group: of its incidents among `rows` the one that began first; those of no group stay. */
export function foldGroups(rows: readonly Incident[], groups: ReadonlyMap<string, readonly Incident[]>): Incident[] {
  const shown = new Set(rows.map(({ id }) => id));
  return rows.filter((one) => groups.get(one.id)?.find(({ id }) => shown.has(id))?.id === one.id || !groups.has(one.id));
}

/** Rows in the order that was asked for: `grade` by the joint severity of their whole group, which the list shows, else as they are; rows of one severity stay in their order. */
export function orderIncidents(rows: readonly Incident[], groups: ReadonlyMap<string, readonly Incident[]>, sort: string): readonly Incident[] {
  if (sort !== 'grade') return rows;
  const rank = (one: Incident) => severityRank[jointSeverity(groups.get(one.id) ?? [one]).severity];
  return rows.map((one) => ({ one, rank: rank(one) })).sort((a, b) => b.rank - a.rank).map(({ one }) => one);
}

/** The incidents that belong together with one, by start; itself alone where it is linked to none, nothing where it is not there. */
export function groupRows(all: readonly Incident[], groups: ReadonlyMap<string, readonly Incident[]>, id: string): readonly Incident[] {
  return groups.get(id) ?? all.filter((one) => one.id === id);
}

/** Incidents that match, newest first. `severity` means "at least so bad"; a moment that is none does not narrow. */
export function filterIncidents(all: readonly Incident[], { text, stream, severity, state, tag, from, to }: IncidentFilter): Incident[] {
  const least = severityRank[severity as Incident['severity']] ?? 0;
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to);
  const wanted = text.trim().toLowerCase();
  return all
    .filter((one) => one.title.toLowerCase().includes(wanted) && (stream === '' || one.streamId === stream) && severityRank[one.severity] >= least && (state === '' || one.state === state) && (tag === '' || one.tags.includes(tag)) && !(one.end < fromMs) && !(one.start > toMs))
    .sort((a, b) => b.start - a.start || a.id.localeCompare(b.id));
}
