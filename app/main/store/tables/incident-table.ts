import type { Incident, IncidentAct } from '../../../shared/domain/incident.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** A resolved incident was opened again by an anomaly: which one (in words), and when. */
export interface IncidentReturn {
  incidentId: string;
  anomaly: string;
  at: number;
}

/** Incidents from before schema 34 have no owner, those from before schema 89 no tags, those from before anomalies could be moved say nothing of that. */
export const parseIncident = (row: unknown): Incident => ({ owner: null, tags: [], merged: null, ...(JSON.parse((row as { body: string }).body) as Omit<Incident, 'owner' | 'tags' | 'merged'>) });

/** Adds or replaces an incident; the state, the owner and the tags that an analyst gave it stay. */
export function putIncident(db: WritableDb, incident: Incident): Incident {
  const before = findIncidentById(db, incident.id);
  const kept = before === null ? incident : { ...incident, state: before.state, owner: before.owner, tags: before.tags };
  write(db, kept);
  return kept;
}

/** Adds or replaces an incident with all that it has. */
export function setIncident(db: WritableDb, incident: Incident): void {
  write(db, incident);
}

/** One incident, null where there is none. */
export function findIncidentById(db: ReadableDb, id: string): Incident | null {
  const row = db.prepare('SELECT body FROM incident WHERE id = ?').get(id);
  return row === undefined ? null : parseIncident(row);
}

/** Newest first; of one stream or of all (null). */
export function listIncidents(db: ReadableDb, streamId: StreamId | null, limit: number): Incident[] {
  return db.prepare('SELECT body FROM incident WHERE $streamId IS NULL OR stream_id = $streamId ORDER BY end_time DESC LIMIT $limit').all({ streamId, limit }).map(parseIncident);
}

/** The incidents of a stream that may still change: all that go on, the latest that are not resolved, and the latest resolved ones, which may return. None that was emptied. */
export function changeableIncidents(db: ReadableDb, streamId: StreamId): Incident[] {
  const latest = (which: string, limit: number) => db.prepare(`SELECT body FROM incident WHERE stream_id = ? AND ${which} ORDER BY end_time DESC LIMIT ?`).all(streamId, limit).map(parseIncident);
  return [
    ...latest("json_extract(body, '$.ongoing')", -1),
    ...latest("state <> 'resolved' AND NOT json_extract(body, '$.ongoing')", 64),
    ...latest("state = 'resolved' AND NOT json_extract(body, '$.ongoing') AND json_extract(body, '$.merged') IS NULL", 64),
  ];
}

/** One incident; throws `AF_NOT_FOUND`. */
export function incidentById(db: ReadableDb, id: string): Incident {
  const incident = findIncidentById(db, id);
  if (incident === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no incident ${id}.`);
  return incident;
}

/** Sets what an analyst says of an incident; throws `AF_NOT_FOUND`. */
export function changeIncident(db: WritableDb, id: string, change: Partial<Pick<Incident, 'state' | 'owner' | 'tags'>>): Incident {
  const now = { ...incidentById(db, id), ...change };
  write(db, now);
  return now;
}

/** What was done, before it is kept. */
export type NewIncidentAct = Pick<IncidentAct, 'incidentId' | 'kind' | 'text' | 'actor' | 'at'> & Partial<Pick<IncidentAct, 'moved' | 'replaces'>>;

/** Keeps what was done with an incident. A move keeps its parts as JSON in the column of the text. */
export function addIncidentAct(db: WritableDb, { incidentId, kind, text, moved = null, replaces = null, actor, at }: NewIncidentAct): void {
  db.prepare('INSERT INTO incident_act (incident_id, kind, text, replaces, actor, at) VALUES (?, ?, ?, ?, ?, ?)').run(incidentId, kind, moved === null ? text : JSON.stringify({ text, moved }), replaces, actor, at);
}

/** Opens a resolved incident that returned, and keeps that it did; `anomaly` says with what. Does nothing for one whose time to be kept is over: what is put next is new. */
export function addIncidentReturn(db: WritableDb, { incidentId, anomaly, at }: IncidentReturn): void {
  if (findIncidentById(db, incidentId) === null) return;
  changeIncident(db, incidentId, { state: 'open' });
  addIncidentAct(db, { incidentId, kind: 'returned', text: anomaly, actor: 'AnomalyForce', at });
}

/** All that was done with an incident, oldest first. */
export function actsOfIncident(db: ReadableDb, incidentId: string): IncidentAct[] {
  const rows = db.prepare('SELECT id, incident_id AS incidentId, kind, text, replaces, actor, at FROM incident_act WHERE incident_id = ? ORDER BY id').all(incidentId) as Omit<IncidentAct, 'moved'>[];
  return rows.map((act) => ({ ...act, moved: null, ...(moves.has(act.kind) && (JSON.parse(act.text) as Pick<IncidentAct, 'text' | 'moved'>)) }));
}

const moves: ReadonlySet<IncidentAct['kind']> = new Set(['split', 'took', 'gave', 'merged']);

function write(db: WritableDb, incident: Incident): void {
  db.prepare('INSERT INTO incident (id, stream_id, state, end_time, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, end_time = excluded.end_time, body = excluded.body')
    .run(incident.id, incident.streamId, incident.state, incident.end, JSON.stringify(incident));
}
