import type { Incident, IncidentState } from '../../../shared/domain/incident.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

const parse = (row: unknown) => JSON.parse((row as { body: string }).body) as Incident;

/** Adds or replaces an incident; the state that an analyst gave it stays. */
export function putIncident(db: WritableDb, incident: Incident): Incident {
  const before = findIncidentById(db, incident.id);
  const kept = before === null ? incident : { ...incident, state: before.state };
  write(db, kept);
  return kept;
}

/** One incident, null where there is none. */
export function findIncidentById(db: ReadableDb, id: string): Incident | null {
  const row = db.prepare('SELECT body FROM incident WHERE id = ?').get(id);
  return row === undefined ? null : parse(row);
}

/** Newest first; of one stream or of all (null). */
export function listIncidents(db: ReadableDb, streamId: StreamId | null, limit: number): Incident[] {
  return db.prepare('SELECT body FROM incident WHERE $streamId IS NULL OR stream_id = $streamId ORDER BY end_time DESC LIMIT $limit').all({ streamId, limit }).map(parse);
}

/** The latest incidents of a stream that may still change: not resolved, or still going on. */
export function changeableIncidents(db: ReadableDb, streamId: StreamId): Incident[] {
  return db.prepare("SELECT body FROM incident WHERE stream_id = ? AND (state <> 'resolved' OR json_extract(body, '$.ongoing')) ORDER BY end_time DESC LIMIT 64").all(streamId).map(parse);
}

/** Sets an incident's state; throws `AF_NOT_FOUND`. */
export function setIncidentState(db: WritableDb, id: string, state: IncidentState): Incident {
  const incident = findIncidentById(db, id);
  if (incident === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no incident ${id}.`);
  const now = { ...incident, state };
  write(db, now);
  return now;
}

function write(db: WritableDb, incident: Incident): void {
  db.prepare('INSERT INTO incident (id, stream_id, state, end_time, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, end_time = excluded.end_time, body = excluded.body')
    .run(incident.id, incident.streamId, incident.state, incident.end, JSON.stringify(incident));
}
