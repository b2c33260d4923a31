import type { Anomaly, AnomalyId } from '../../../shared/domain/anomaly.ts';
import type { Incident, IncidentAct } from '../../../shared/domain/incident.ts';
import { jointSeverity, leadingIncident, type IncidentGroup, type IncidentLink } from '../../../shared/domain/incident-link.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { ReadableDb } from '../../store/database.ts';
import { anomaliesOfIncident } from '../../store/tables/anomaly-table.ts';
import { actsOfIncident, addIncidentAct, incidentById } from '../../store/tables/incident-table.ts';
import { incidentsTogether, listIncidentLinks, linksOfIncident, setIncidentLink } from '../../store/tables/incident-link-table.ts';
import { actOnIncident } from './act-on-incident.ts';
import type { WorkbenchServices } from '../create-workbench.ts';
import { moveAnomalies } from './move-anomalies.ts';

/** What people do with incidents. Each act is kept with who and when, and told to all who watch; all throw `AF_NOT_FOUND` and `AF_STORE_*`, a state for one that was merged `AF_INCIDENT_MERGED`. */
export interface IncidentDesk {
  find(id: string): Incident;
  /** Its anomalies, by start. */
  anomalies(id: string): Anomaly[];
  /** It and all that are linked with it, as one. */
  group(id: string): IncidentGroup;
  /** The links of the newest incidents. */
  links(): IncidentLink[];
  /** Takes two linked ones apart for good, or puts them together again; answers the group of the first. Does nothing where that is so already. */
  setLink(id: string, otherId: string, linked: boolean, actor: string): IncidentGroup;
  /** What was done with it, oldest first. */
  history(id: string): IncidentAct[];
  acknowledge(id: string, actor: string): Incident;
  resolve(id: string, actor: string): Incident;
  /** Opens one that was resolved; one that is open or acknowledged stays as it is. */
  reopen(id: string, actor: string): Incident;
  /** `owner` null: nobody any more. */
  setOwner(id: string, owner: string | null, actor: string): Incident;
  /** See `moveAnomalies`. */
  move(anomalyIds: readonly AnomalyId[], incidentId: string | null, actor: string): Incident;
}

/** Links that a screen is given at once. */
const mostLinks = 2_000;

/** The desk over an opened workbench. */
export function createIncidentDesk({ store, streams, clock }: Pick<WorkbenchServices, 'store' | 'streams' | 'clock'>): IncidentDesk {
  const known = <T>(id: string, read: (db: ReadableDb) => T) => store.read((db) => (incidentById(db, id), read(db)));

  /** What changes nothing leaves no record. */
  function act(id: string, change: Partial<Pick<Incident, 'state' | 'owner'>>, done: Pick<IncidentAct, 'kind' | 'text' | 'actor'>): Incident {
    const before = store.read((db) => incidentById(db, id));
    if ((change.state ?? before.state) === before.state && (change.owner === undefined ? before.owner : change.owner) === before.owner) return before;
    return actOnIncident({ store, streams, clock }, id, { change, act: done });
  }

  const group = (id: string) => store.read((db): IncidentGroup => {
    const { incidents, links } = incidentsTogether(db, incidentById(db, id));
    const { severity, words } = jointSeverity(incidents);
    const anomalies = incidents.flatMap((one) => anomaliesOfIncident(db, one.id)).sort((a, b) => a.start - b.start || a.id.localeCompare(b.id));
    return { incidents, links, anomalies, firstMover: leadingIncident(incidents, links).firstMover, start: incidents[0]!.start, end: Math.max(...incidents.map(({ end }) => end)), severity, severityWords: words };
  });

  return {
    group,
    links: () => store.read((db) => listIncidentLinks(db, mostLinks)),
    setLink(id, otherId, linked, actor) {
      const link = store.write((db) => {
        const [one, other] = [incidentById(db, id), incidentById(db, otherId)];
        const before = linksOfIncident(db, id).find(({ a, b }) => id !== otherId && (a === otherId || b === otherId));
        if (before === undefined) throw new WorkbenchError('AF_NOT_FOUND', `${one.title} and ${other.title} have no link.`);
        if (before.linked === linked) return null;
        for (const [incident, text] of [[one, other.title], [other, one.title]] as const) addIncidentAct(db, { incidentId: incident.id, kind: linked ? 'linked' : 'unlinked', text, actor, at: clock.now() });
        return setIncidentLink(db, id, otherId, linked);
      });
      if (link !== null) streams.topics.links.publish([link]);
      return group(id);
    },
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
    move: (anomalyIds, incidentId, actor) => moveAnomalies({ store, streams, clock }, { anomalyIds, incidentId, actor }),
  };
}
