import type { Incident } from '../../../shared/domain/incident.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { WritableDb } from '../../store/database.ts';
import { anomaliesOfIncident } from '../../store/tables/anomaly-table.ts';
import { addIncidentAct, changeIncident, incidentById, type NewIncidentAct } from '../../store/tables/incident-table.ts';
import type { WorkbenchServices } from '../create-workbench.ts';

/** What somebody does with an incident. */
export interface IncidentDeed {
  change?: Partial<Pick<Incident, 'state' | 'owner' | 'tags'>>;
  act: Pick<NewIncidentAct, 'kind' | 'text' | 'replaces' | 'actor'>;
  /** Runs in the same transaction, before it; what it throws ends all. */
  first?(db: WritableDb): void;
}

/** Changes an incident and keeps the record of it in one transaction, then tells all who watch. Throws `AF_NOT_FOUND`, `AF_STORE_*`, and `AF_INCIDENT_MERGED` for a state of one that was merged. */
export function actOnIncident({ store, streams, clock }: Pick<WorkbenchServices, 'store' | 'streams' | 'clock'>, id: string, { change = {}, act, first }: IncidentDeed): Incident {
  const { incident, members } = store.write((db) => {
    const before = incidentById(db, id);
    if (before.merged !== null && change.state !== undefined) throw new WorkbenchError('AF_INCIDENT_MERGED', `${before.title} was merged into another incident: there is nothing in it.`);
    first?.(db);
    const now = changeIncident(db, id, change);
    addIncidentAct(db, { incidentId: id, ...act, at: clock.now() });
    return { incident: now, members: anomaliesOfIncident(db, id) };
  });
  streams.replaceIncident(incident, members);
  return incident;
}
