import { randomUUID } from 'node:crypto';
import type { AnomalyId } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { emptied, openIncident, refilled, summarise } from '../../incident/group.ts';
import type { WritableDb } from '../../store/database.ts';
import { anomaliesOfIncident, anomalyById, placeAnomaly } from '../../store/tables/anomaly-table.ts';
import { addIncidentAct, findIncidentById, incidentById, setIncident } from '../../store/tables/incident-table.ts';
import type { WorkbenchServices } from '../create-workbench.ts';

/**
 * Moves anomalies to another incident, or to a new one (null), and answers that one: a merge where an incident gives all, a split where a new one takes some, and the
 * way back of either. One transaction for all incidents and their records; anomalies that are there already stay. What grows or follows goes on where it was put.
 * An incident that takes some keeps its state; one that gives its last is resolved and says into which (it is not deleted, so that the way back leads to it, with its
 * state); a new one is open. Throws `AF_NOT_FOUND`, `AF_STORE_*`, and `AF_API_INPUT_INVALID` for anomalies of another stream than the incident's, since each stream
 * groups its own, and for a new incident that would take all of one.
 */
export function moveAnomalies({ store, streams, clock }: Pick<WorkbenchServices, 'store' | 'streams' | 'clock'>, move: { anomalyIds: readonly AnomalyId[]; incidentId: string | null; actor: string }): Incident {
  const done = store.write((db) => put(db, move, clock.now()));
  if (done.moved.length > 0) streams.regroupIncidents(done.target.streamId, done.changed, done.moved);
  return done.target;
}

function put(db: WritableDb, { anomalyIds, incidentId, actor }: Parameters<typeof moveAnomalies>[1], at: number) {
  const named = Array.from(new Set(anomalyIds), (id) => anomalyById(db, id));
  const found = incidentId === null ? null : incidentById(db, incidentId);
  const streamId = found?.streamId ?? named[0]!.streamId;
  const stranger = named.find((one) => one.streamId !== streamId);
  if (stranger !== undefined) throw new WorkbenchError('AF_API_INPUT_INVALID', `${stranger.seriesName}: ${stranger.shape} is of another stream than ${found === null ? 'the other anomalies' : found.title}.`, { hint: 'An incident is of one stream. Choose an incident of the same stream.' });
  const leaving = named.filter((one) => found === null || one.incidentId !== found.id);
  if (found !== null && leaving.length === 0) return { target: found, changed: [], moved: [] };

  const counts = new Map<string, number>();
  for (const one of leaving) if (one.incidentId !== null) counts.set(one.incidentId, (counts.get(one.incidentId) ?? 0) + 1);
  const givers = [...counts].flatMap(([id, count]) => {
    const giver = findIncidentById(db, id);
    return giver === null ? [] : [{ giver, count }]; // its time to be kept may be over before that of its anomalies
  });
  if (found === null && givers.length === 1 && givers[0]!.count === leaving.length && givers[0]!.giver.anomalyCount === leaving.length) {
    throw new WorkbenchError('AF_API_INPUT_INVALID', `These are all anomalies of ${givers[0]!.giver.title}: nothing would be left of it.`, { hint: 'Choose some of them, not all.' });
  }

  const begun: Incident = found === null ? { ...openIncident(leaving[0]!), id: randomUUID() } : refilled(found);
  const moved = leaving.map((one) => placeAnomaly(db, one, begun.id));
  const members = anomaliesOfIncident(db, begun.id);
  const target = summarise(begun, members);
  setIncident(db, target);
  const changed = [{ incident: target, members }];
  for (const { giver, count } of givers) {
    const left = anomaliesOfIncident(db, giver.id);
    const incident = left.length === 0 ? emptied(giver, target.id) : summarise(giver, left);
    setIncident(db, incident);
    changed.push({ incident, members: left });
    addIncidentAct(db, { incidentId: giver.id, kind: left.length === 0 ? 'merged' : 'gave', text: found?.title ?? target.title, moved: { incidentId: target.id, count }, actor, at });
    addIncidentAct(db, { incidentId: target.id, kind: found === null ? 'split' : 'took', text: giver.title, moved: { incidentId: giver.id, count }, actor, at });
  }
  return { target, changed, moved };
}
