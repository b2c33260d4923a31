import { createHash } from 'node:crypto';
import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import { severityRank } from '../../shared/domain/severity.ts';

/** How long after an incident's end another anomaly still belongs to it: 30 sample intervals, between ten seconds and a day. */
export function incidentGapMs(sampleIntervalMs: number): number {
  return Math.min(86_400_000, Math.max(10_000, 30 * sampleIntervalMs));
}

/** The incident that an anomaly which just opened belongs to, if any: same stream, near in time, not resolved. Ties go to the latest. */
export function findIncident(incidents: Iterable<Incident>, anomaly: Anomaly, gapMs: number): Incident | null {
  let found: Incident | null = null;
  for (const incident of incidents) {
    if (incident.streamId !== anomaly.streamId || incident.state === 'resolved') continue;
    const near = anomaly.start <= incident.end + gapMs && anomaly.end >= incident.start - gapMs;
    if (near && (found === null || incident.end > found.end)) found = incident;
  }
  return found;
}

/**
 * How long after its end a resolved incident is opened again by an anomaly of one of its series: as long as it lasted, at least its gap, at most a day. What was over
 * for less time than it lasted was not over. By event time, so that a replay finds the same.
 */
export function returnWindowMs({ start, end }: Pick<Incident, 'start' | 'end'>, gapMs: number): number {
  return Math.min(86_400_000, Math.max(gapMs, end - start));
}

/** A new incident of one anomaly. The id is made of the anomaly's, so a replay finds the same one. */
export function openIncident(anomaly: Anomaly): Incident {
  return {
    id: createHash('sha256').update(`incident:${anomaly.id}`).digest('hex').slice(0, 32),
    streamId: anomaly.streamId,
    state: 'open',
    severity: anomaly.severity,
    title: `${capital(anomaly.shape)} in ${anomaly.seriesName}`,
    start: anomaly.start,
    end: anomaly.end,
    ongoing: true,
    firstMover: anomaly.seriesId,
    anomalyCount: 1,
    seriesCount: 1,
    owner: null,
    tags: [],
    merged: null,
  };
}

/** An incident whose last anomaly was moved into another one: over, with its words and times as they were. */
export function emptied(incident: Incident, into: string): Incident {
  return { ...incident, state: 'resolved', ongoing: false, anomalyCount: 0, seriesCount: 0, merged: { into, state: incident.state } };
}

/** An incident that anomalies are moved into: an emptied one is again what it was. */
export function refilled(incident: Incident): Incident {
  return incident.merged === null ? incident : { ...incident, state: incident.merged.state, merged: null };
}

/** The incident after one of its anomalies was added or has grown; `members` are all its anomalies, the changed one included. */
export function summarise(incident: Incident, members: readonly Anomaly[]): Incident {
  const first = members.reduce((a, b) => (b.start < a.start || (b.start === a.start && b.id < a.id) ? b : a));
  const worst = members.reduce((a, b) => (severityRank[b.severity] > severityRank[a.severity] ? b : a));
  const seriesCount = new Set(members.map((m) => m.seriesId)).size;
  return {
    ...incident,
    severity: worst.severity,
    title: `${capital(first.shape)} in ${first.seriesName}${seriesCount > 1 ? ` and ${seriesCount - 1} more` : ''}`,
    start: first.start,
    end: members.reduce((latest, m) => Math.max(latest, m.end), first.end),
    ongoing: members.some((m) => m.open),
    firstMover: first.seriesId,
    anomalyCount: members.length,
    seriesCount,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
