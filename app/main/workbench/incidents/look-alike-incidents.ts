import type { Incident } from '../../../shared/domain/incident.ts';
import type { Verdict } from '../../../shared/domain/feedback.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/database.ts';
import { anomaliesOfIncident } from '../../store/tables/anomaly-table.ts';
import { findIncidentById, incidentById } from '../../store/tables/incident-table.ts';
import { findLookAlikes } from './look-alikes.ts';

/** An earlier incident, how much one of its anomalies began like the first mover's, 0…1, and what was said of its anomalies; `none`: not judged. */
export interface LookAlikeIncident {
  incident: Incident;
  likeness: number;
  verdicts: { verdict: Verdict | 'none'; count: number }[];
}

/** Earlier anomalies that are taken from the comparison, before they are put together by incident. */
const mostAnomalies = 80;

/**
 * The earlier incidents of the same stream in which an anomaly began most like the first mover's, the nearest first, at most `limit`; its verdicts the most frequent first.
 * Likeness is that of anomalies, see `findLookAlikes`; how many series followed does not count. Throws `AF_NOT_FOUND`.
 */
export async function findLookAlikeIncidents(store: Store, clock: Clock, id: string, limit: number): Promise<LookAlikeIncident[]> {
  const first = store.read((db) => {
    const { firstMover } = incidentById(db, id);
    return anomaliesOfIncident(db, id).find(({ seriesId }) => seriesId === firstMover);
  });
  if (first === undefined) return [];
  const best = new Map<string, number>();
  for (const { anomaly, likeness } of await findLookAlikes(store, clock, first.id, mostAnomalies)) {
    if (anomaly.incidentId !== null && anomaly.incidentId !== id && !best.has(anomaly.incidentId)) best.set(anomaly.incidentId, likeness);
  }
  return store.read((db) => [...best].slice(0, limit).flatMap(([incidentId, likeness]) => {
    const incident = findIncidentById(db, incidentId);
    if (incident === null) return [];
    const counts = new Map<Verdict | 'none', number>();
    for (const { verdict } of anomaliesOfIncident(db, incidentId)) counts.set(verdict ?? 'none', (counts.get(verdict ?? 'none') ?? 0) + 1);
    return [{ incident, likeness, verdicts: Array.from(counts, ([verdict, count]) => ({ verdict, count })).sort((a, b) => b.count - a.count) }];
  }));
}
