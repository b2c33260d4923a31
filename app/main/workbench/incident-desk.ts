import type { Anomaly, AnomalyId } from '../../shared/domain/anomaly.ts';
import type { Incident, IncidentAct } from '../../shared/domain/incident.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { ReadableDb } from '../store/database.ts';
import { anomaliesOfIncident } from '../store/tables/anomaly-table.ts';
import { actsOfIncident, addIncidentAct, changeIncident, incidentById } from '../store/tables/incident-table.ts';
import type { WorkbenchServices } from './create-workbench.ts';
import { moveAnomalies } from './move-anomalies.ts';

/** What people do with incidents. Each act is kept with who and when, and told to all who watch; all throw `AF_NOT_FOUND` and `AF_STORE_*`, a state for one that was merged `AF_INCIDENT_MERGED`. */
export interface IncidentDesk {
  find(id: string): Incident;
  /** Its anomalies, by start. */
  anomalies(id: string): Anomaly[];
  /** What was done with it, oldest first. */
  history(id: string): IncidentAct[];
  acknowledge(id: string, actor: string): Incident;
  resolve(id: string, actor: string): Incident;
  /** Opens one that was resolved; one that is open or acknowledged stays as it is. */
  reopen(id: string, actor: string): Incident;
  /** `owner` null: nobody any more. */
  setOwner(id: string, owner: string | null, actor: string): Incident;
  comment(id: string, text: string, actor: string): Incident;
  /** See `moveAnomalies`. */
  move(anomalyIds: readonly AnomalyId[], incidentId: string | null, actor: string): Incident;
}

/** The desk over an opened workbench. */
export function createIncidentDesk({ store, streams, clock }: Pick<WorkbenchServices, 'store' | 'streams' | 'clock'>): IncidentDesk {
  const known = <T>(id: string, read: (db: ReadableDb) => T) => store.read((db) => (incidentById(db, id), read(db)));

  /** One transaction for the change and its record. What changes nothing leaves no record; a comment always does. */
  function act(id: string, change: Partial<Pick<Incident, 'state' | 'owner'>>, done: Pick<IncidentAct, 'kind' | 'text' | 'actor'>): Incident {
    const before = store.read((db) => incidentById(db, id));
    if (done.kind !== 'comment' && (change.state ?? before.state) === before.state && (change.owner === undefined ? before.owner : change.owner) === before.owner) return before;
    if (before.merged !== null && change.state !== undefined) throw new WorkbenchError('AF_INCIDENT_MERGED', `${before.title} was merged into another incident: there is nothing in it.`);
    const { incident, members } = store.write((db) => {
      const now = changeIncident(db, id, change);
      addIncidentAct(db, { incidentId: id, moved: null, ...done, at: clock.now() });
      return { incident: now, members: anomaliesOfIncident(db, id) };
    });
    streams.replaceIncident(incident, members);
    return incident;
  }

  return {
    find: (id) => store.read((db) => incidentById(db, id)),
    anomalies: (id) => known(id, (db) => anomaliesOfIncident(db, id)),
    history: (id) => known(id, (db) => actsOfIncident(db, id)),
    acknowledge: (id, actor) => act(id, { state: 'acknowledged' }, { kind: 'acknowledged', text: '', actor }),
    resolve: (id, actor) => act(id, { state: 'resolved' }, { kind: 'resolved', text: '', actor }),
    reopen(id, actor) {
      const { state } = store.read((db) => incidentById(db, id));
      return act(id, state === 'resolved' ? { state: 'open' } : {}, { kind: 'reopened', text: '', actor });
    },
    setOwner: (id, owner, actor) => act(id, { owner }, { kind: 'owner', text: owner ?? '', actor }),
    comment: (id, text, actor) => act(id, {}, { kind: 'comment', text, actor }),
    move: (anomalyIds, incidentId, actor) => moveAnomalies({ store, streams, clock }, { anomalyIds, incidentId, actor }),
  };
}
