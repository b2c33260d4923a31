import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import { severityRank } from '../../../shared/domain/severity.ts';
import { notificationsForIncident, openedId } from '../../notify/notify.ts';
import type { AlertFact } from '../../notify/rules/decide.ts';
import type { ReadableDb } from '../../store/database.ts';
import { anomaliesOfIncident, findAnomaly } from '../../store/tables/anomaly-table.ts';
import { findIncidentById, parseIncident } from '../../store/tables/incident-table.ts';
import { listStreams } from '../../store/tables/stream-table.ts';

/** What the store knows of what a notification tells of, as rules look at it. */
export interface ToldFact {
  notification: Notification;
  incidentId: string | null;
  fact: AlertFact;
}

export function factOf(db: ReadableDb, notification: Notification): ToldFact {
  const { severity, target } = notification;
  if (target.kind === 'stream') return { notification, incidentId: null, fact: { severity, streamId: target.streamId, dimensions: null, durationMs: null, over: true } };
  const anomaly = findAnomaly(db, target.anomalyId);
  if (anomaly === null) return { notification, incidentId: null, fact: { severity, streamId: null, dimensions: null, durationMs: null, over: true } };
  const incident = anomaly.incidentId === null ? null : findIncidentById(db, anomaly.incidentId);
  const dimensions = db.prepare('SELECT dimensions FROM series WHERE id = ?').pluck().get(anomaly.seriesId) as string | undefined;
  return {
    notification, incidentId: incident?.id ?? null,
    fact: {
      severity, streamId: anomaly.streamId, dimensions: dimensions === undefined ? null : (JSON.parse(dimensions) as Record<string, string>),
      durationMs: incident === null ? null : incident.end - incident.start, over: incident?.ongoing !== true,
    },
  };
}

/** What was told after `from`, oldest first. */
export function toldSince(db: ReadableDb, from: number): ToldFact[] {
  const bodies = db.prepare('SELECT body FROM notification WHERE at > ? ORDER BY at, id').pluck().all(from) as string[];
  return bodies.map((body) => factOf(db, JSON.parse(body) as Notification));
}

/** So many incidents are looked at for what was not told: above, a trial would hold up the workbench for over a second. */
const mostRebuilt = 2_000;

/** What happened in the last `days`, by when it was or would have been told. */
export interface ToldHistory {
  all: ToldFact[];
  /** Of them, those that were not told one by one, since they were imported or had waited in a log. */
  rebuilt: number;
  /** Of those, how many stand with the last severity of their anomaly, since how it came to it is not kept. */
  lastSeverity: number;
  /** More of these are stored than were looked at. */
  cut: boolean;
}

/**
 * What was told in the `days` before `now`, and what would have been of the incidents that were not told one by one: at their event time, in the last `days` of each stream's own history, so that
 * an import of old records has its last week too. Such an incident is told as it began and as it became worse,
 * at the moment and with the severity that it had come to then, by the anomaly that made it so. Oldest first.
 */
export function toldHistory(db: ReadableDb, now: number, days: number): ToldHistory {
  const spanMs = days * 86_400_000;
  const told = toldSince(db, now - spanMs);
  const isTold = db.prepare('SELECT 1 FROM notification WHERE id = ?').pluck();
  const incidents = db.prepare('SELECT body FROM incident WHERE stream_id = ? AND end_time >= ? ORDER BY end_time DESC LIMIT ?');
  const newest = db.prepare('SELECT max(last_time) FROM series WHERE stream_id = ?').pluck();
  const rebuilt: Notification[] = [];
  /** An incident that falls and rises again is told of each severity once. */
  const ids = new Set<string>();
  let lastSeverity = 0;
  let looked = 0;
  for (const { stream } of listStreams(db)) {
    const to = newest.get(stream.id) as number | null;
    if (to === null) continue;
    for (const incident of incidents.all(stream.id, to - spanMs, mostRebuilt + 1 - looked).map(parseIncident)) {
      looked++;
      if (looked > mostRebuilt || isTold.get(openedId(incident.id)) !== undefined) continue;
      let before: Incident | null = null;
      const severityNow = new Map<string, Anomaly['severity']>();
      const worst = () => [...severityNow.values()].reduce((a, b) => (severityRank[b] > severityRank[a] ? b : a));
      for (const { anomaly, at, severity } of stepsOf(anomaliesOfIncident(db, incident.id))) {
        severityNow.set(anomaly.id, severity);
        const after: Incident = { ...incident, severity: worst(), state: 'open' };
        const found = at > to - spanMs ? notificationsForIncident(stream, before, after, anomaly, at).filter(({ id }) => !ids.has(id)) : [];
        for (const { id } of found) ids.add(id);
        if (anomaly.severities === undefined) lastSeverity += found.length;
        rebuilt.push(...found);
        before = after;
      }
    }
    if (looked > mostRebuilt) break;
  }
  const all = [...told, ...rebuilt.map((notification) => factOf(db, notification))].sort((a, b) => a.notification.at - b.notification.at || (a.notification.id < b.notification.id ? -1 : 1));
  return { all, rebuilt: rebuilt.length, lastSeverity, cut: looked > mostRebuilt };
}

/** When each anomaly came to which severity, in order of time. */
function stepsOf(anomalies: readonly Anomaly[]): { anomaly: Anomaly; at: number; severity: Anomaly['severity'] }[] {
  return anomalies.flatMap((anomaly) => (anomaly.severities ?? [{ at: anomaly.start, severity: anomaly.severity }]).map((step) => ({ anomaly, ...step }))).sort((a, b) => a.at - b.at);
}
