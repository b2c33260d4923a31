import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import { findIncident, incidentGapMs, openIncident, returnWindowMs, summarise } from './group.ts';

/** An incident before and after some anomalies were added. One that was resolved and is open returned by itself. */
export interface IncidentChange {
  before: Incident | null;
  after: Incident;
}

/** Groups a stream's anomalies into incidents as they open and grow. Holds only incidents that may still change; the store holds all. */
export interface IncidentGrouper {
  /** Gives each anomaly its `incidentId` and answers the incidents that changed, each as it was (null: new) and is. `sampleIntervalMs` of an anomaly's series says what "near in time" is. */
  take(anomalies: readonly Anomaly[], sampleIntervalMs: (anomaly: Anomaly) => number): { anomalies: Anomaly[]; changes: IncidentChange[] };
  /** An analyst changed one; `members` are its anomalies. A resolved one follows its own until they end, and is opened again where one of its series is anomalous within its return window. */
  replace(incident: Incident, members: readonly Anomaly[]): void;
  /** Anomalies were moved by hand: the incidents they left and came to as they are now, each with all its anomalies. They grow where they are; one that holds none is let go. */
  regroup(changed: readonly { incident: Incident; members: readonly Anomaly[] }[]): void;
}

interface Held {
  incident: Incident;
  members: Map<string, Anomaly>;
}

/** Incidents that ended this many gaps ago are let go, a resolved one not before it can no longer return. */
const keepGaps = 4;

/** A grouper for one stream, from what the store holds of its incidents that may still change, and their anomalies. */
export function createIncidentGrouper(changeable: readonly Incident[], anomaliesOf: (incidentId: string) => readonly Anomaly[]): IncidentGrouper {
  const held = new Map<string, Held>();
  const hold = (incident: Incident, members: readonly Anomaly[]) => held.set(incident.id, { incident, members: new Map(members.map((anomaly) => [anomaly.id, anomaly])) });
  for (const incident of changeable) hold(incident, anomaliesOf(incident.id));
  const incidentOf = (anomaly: Anomaly) => [...held.values()].find((entry) => entry.members.has(anomaly.id));

  return {
    take(anomalies, sampleIntervalMs) {
      const changed = new Map<Held, Incident | null>();
      const placed: Anomaly[] = [];
      for (const anomaly of anomalies) {
        const gapMs = incidentGapMs(sampleIntervalMs(anomaly));
        let entry = incidentOf(anomaly);
        const isKnown = entry !== undefined;
        if (entry === undefined) {
          const found = findIncident([...held.values()].map((h) => h.incident), anomaly, gapMs);
          entry = (found === null ? findReturning(held, anomaly, gapMs) : held.get(found.id)) ?? { incident: openIncident(anomaly), members: new Map() };
          if (!changed.has(entry)) changed.set(entry, held.has(entry.incident.id) ? entry.incident : null);
          held.set(entry.incident.id, entry);
        }
        if (isKnown && !changed.has(entry)) changed.set(entry, entry.incident);
        const member = { ...anomaly, incidentId: entry.incident.id };
        entry.members.set(member.id, member);
        const state = isKnown || entry.incident.state !== 'resolved' ? entry.incident.state : 'open';
        entry.incident = summarise({ ...entry.incident, state }, [...entry.members.values()]);
        placed.push(member);
        forget(held, anomaly.start, gapMs);
      }
      return { anomalies: placed, changes: Array.from(changed, ([entry, before]) => ({ before, after: entry.incident })) };
    },
    replace(incident, members) {
      const entry = held.get(incident.id);
      if (entry !== undefined) entry.incident = { ...entry.incident, state: incident.state, owner: incident.owner, tags: incident.tags };
      else if (members.length > 0) hold(incident, members);
    },
    regroup(changed) {
      for (const { incident, members } of changed) {
        if (members.length === 0) held.delete(incident.id);
        else hold(incident, members);
      }
    },
  };
}

/** The resolved incident that returns with this anomaly, if any: it holds one of the same series, and ended within its return window. Ties go to the latest. */
function findReturning(held: ReadonlyMap<string, Held>, anomaly: Anomaly, gapMs: number): Held | undefined {
  let found: Held | undefined;
  for (const one of held.values()) {
    const { state, start, end } = one.incident;
    if (state !== 'resolved' || anomaly.start < start || anomaly.start > end + returnWindowMs(one.incident, gapMs) || (found !== undefined && found.incident.end >= end)) continue;
    for (const { seriesId } of one.members.values()) if (seriesId === anomaly.seriesId) found = one;
  }
  return found;
}

function forget(held: Map<string, Held>, time: number, gapMs: number): void {
  for (const [id, { incident }] of held) {
    const keepMs = Math.max(keepGaps * gapMs, incident.state === 'resolved' ? returnWindowMs(incident, gapMs) : 0);
    if (!incident.ongoing && incident.end < time - keepMs) held.delete(id);
  }
}
