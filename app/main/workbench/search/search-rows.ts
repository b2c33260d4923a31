import { plural } from '../../../shared/counts.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Dashboard } from '../../../shared/domain/dashboard.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { SearchRow } from '../../../shared/domain/search.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { Stream, StreamHealth } from '../../../shared/domain/stream.ts';
import { verdictTitles } from '../../../shared/domain/feedback.ts';
import type { FoundComment } from '../../store/search/search-comments.ts';

/** Longest title made of a comment, UTF-16. */
const longestTitle = 200;

export function anomalyRow({ id, seriesName, shape, explanation, severity, start, verdict }: Anomaly, streamName: string): SearchRow {
  return { to: { kind: 'anomaly', id }, title: `${seriesName}: ${shape} · ${streamName}`, words: `${verdict === null ? '' : `${verdictTitles[verdict]}: `}${explanation}`, severity, at: start };
}

export function incidentRow({ id, title, state, severity, start, anomalyCount, seriesCount, owner }: Incident, streamName: string): SearchRow {
  return { to: { kind: 'incident', id }, title, words: [streamName, state, `${plural(anomalyCount, 'anomaly', 'anomalies')} of ${plural(seriesCount, 'series', 'series')}`, ...(owner === null ? [] : [owner])].join(' · '), severity, at: start };
}

export function commentRow({ on, onId, onName, text, by, at }: FoundComment): SearchRow {
  const line = text.replace(/\s+/g, ' ').trim();
  return { to: { kind: on, id: onId }, title: line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line, words: `${by} on the ${on} ${onName}`, severity: null, at };
}

export function streamRow({ id, name, domain }: Stream, { state, anomalyCount, seriesCount }: StreamHealth): SearchRow {
  return { to: { kind: 'stream', id }, title: name, words: [state, domain, plural(seriesCount, 'series', 'series'), plural(anomalyCount, 'anomaly', 'anomalies')].join(' · '), severity: null, at: null };
}

export function seriesRow({ id, name, channels }: Series, streamName: string): SearchRow {
  return { to: { kind: 'series', id: String(id) }, title: name, words: `${streamName} · ${channels.join(', ')}`, severity: null, at: null };
}

export function dashboardRow({ id, name, panels }: Dashboard): SearchRow {
  return { to: { kind: 'dashboard', id }, title: name, words: plural(panels.length, 'panel'), severity: null, at: null };
}
