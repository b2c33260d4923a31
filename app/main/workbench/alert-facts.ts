import type { Notification } from '../../shared/domain/notification.ts';
import type { AlertFact } from '../notify/rules/decide.ts';
import type { ReadableDb } from '../store/database.ts';
import { findAnomaly } from '../store/tables/anomaly-table.ts';
import { findIncidentById } from '../store/tables/incident-table.ts';

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
