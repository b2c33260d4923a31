import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident, IncidentAct, IncidentState } from '../../../shared/domain/incident.ts';
import { severityRank } from '../../../shared/domain/severity.ts';
import { durationWords } from '../../charts/words.ts';
import { plural } from '../../ui/figures.ts';
import type { Tone } from '../../ui/pill.tsx';

const words: Record<IncidentState, string> = { open: 'Open', acknowledged: 'Acknowledged', resolved: 'Resolved' };
const tones: Record<IncidentState, Tone> = { open: 'bad', acknowledged: 'busy', resolved: 'plain' };

/** An incident's state in words. */
export function incidentStateWords(state: IncidentState): string {
  return words[state];
}

/** The tone of its pill. */
export function incidentTone(state: IncidentState): Tone {
  return tones[state];
}

/** How much it holds: "3 anomalies in 2 series". */
export function incidentSizeWords({ anomalyCount, seriesCount }: Pick<Incident, 'anomalyCount' | 'seriesCount'>): string {
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

/** An act of an incident's history in words. */
export function incidentActWords({ kind, text }: Pick<IncidentAct, 'kind' | 'text'>): string {
  switch (kind) {
    case 'owner': return text === '' ? 'Owner taken away' : `Given to ${text}`;
    case 'comment': return 'Comment';
    case 'reopened': return 'Opened again';
    case 'returned': return `Returned: ${text}`;
    default: return words[kind];
  }
}

/** What the list of incidents is narrowed to; empty texts do not narrow. `from` and `to` are ISO 8601. */
export interface IncidentFilter {
  text: string;
  stream: string;
  severity: string;
  state: string;
  from: string;
  to: string;
}

/** Incidents that match, newest first. `severity` means "at least so bad"; a moment that is none does not narrow. */
export function filterIncidents(all: readonly Incident[], { text, stream, severity, state, from, to }: IncidentFilter): Incident[] {
  const least = severityRank[severity as Incident['severity']] ?? 0;
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to);
  const wanted = text.trim().toLowerCase();
  return all
    .filter((one) => one.title.toLowerCase().includes(wanted) && (stream === '' || one.streamId === stream) && severityRank[one.severity] >= least && (state === '' || one.state === state) && !(one.end < fromMs) && !(one.start > toMs))
    .sort((a, b) => b.start - a.start || a.id.localeCompare(b.id));
}
