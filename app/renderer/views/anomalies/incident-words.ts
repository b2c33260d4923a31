import type { Incident, IncidentState } from '../../../shared/domain/incident.ts';
import { severityRank } from '../../../shared/domain/severity.ts';
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
