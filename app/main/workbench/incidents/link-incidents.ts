import type { Incident } from '../../../shared/domain/incident.ts';
import type { IncidentLink } from '../../../shared/domain/incident-link.ts';
import { meanIntervalMs } from '../../../shared/domain/series.ts';
import { incidentGapMs } from '../../incident/group.ts';
import { linkBetween, type LinkFacts } from '../../incident/link.ts';
import type { ReadableDb, WritableDb } from '../../store/database.ts';
import { addIncidentLink, incidentsNear, keyPartsOf } from '../../store/tables/incident-link-table.ts';
import { findSeries } from '../../store/tables/series-table.ts';
import { sourceOfStream } from '../../store/tables/stream-table.ts';

/**
 * Links incidents that changed with those of other streams near in time that are not resolved; inside the transaction that stored them. Whichever of two streams stores last finds the
 * other's, so the links are the same in either order; what is linked, or was taken apart, stays as it is. Answers the new ones.
 */
export function linkIncidents(db: WritableDb, changed: readonly Incident[]): IncidentLink[] {
  const made: IncidentLink[] = [];
  for (const incident of changed) {
    if (incident.anomalyCount === 0 || incident.state === 'resolved') continue;
    const facts = factsOf(db, incident);
    for (const other of incidentsNear(db, incident.streamId, incident.start - facts.gapMs, incident.end + facts.gapMs)) {
      const link = other.anomalyCount === 0 ? null : linkBetween(facts, factsOf(db, other));
      if (link !== null && addIncidentLink(db, link)) made.push(link);
    }
  }
  return made;
}

function factsOf(db: ReadableDb, incident: Incident): LinkFacts {
  const leader = findSeries(db, incident.firstMover);
  const source = sourceOfStream(db, incident.streamId);
  return {
    incident, gapMs: incidentGapMs(leader === null ? 0 : meanIntervalMs(leader)), parts: keyPartsOf(db, incident.id),
    topic: source?.kind === 'kafka' ? { brokers: [...source.connection.brokers].sort().join(','), name: source.topic } : null,
  };
}
