import type { Pin } from '../../../shared/domain/notebook.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

const columns = 'id, incident_id AS incidentId, series_id AS seriesId, series_name AS seriesName, channel, from_time AS "from", to_time AS "to", caption, actor, at';

/** Keeps a pin and answers it with its id. */
export function addPin(db: WritableDb, pin: Omit<Pin, 'id'>): Pin {
  const { lastInsertRowid } = db.prepare('INSERT INTO incident_pin (incident_id, series_id, series_name, channel, from_time, to_time, caption, actor, at) VALUES ($incidentId, $seriesId, $seriesName, $channel, $from, $to, $caption, $actor, $at)').run(pin);
  return { ...pin, id: Number(lastInsertRowid) };
}

/** The pins of an incident, oldest first. */
export function pinsOfIncident(db: ReadableDb, incidentId: string): Pin[] {
  return db.prepare(`SELECT ${columns} FROM incident_pin WHERE incident_id = ? ORDER BY id`).all(incidentId) as Pin[];
}

/** Writes another caption under a pin; answers it as it is now, null where there is none. */
export function captionPin(db: WritableDb, incidentId: string, id: number, caption: string): Pin | null {
  return (db.prepare(`UPDATE incident_pin SET caption = ? WHERE id = ? AND incident_id = ? RETURNING ${columns}`).get(caption, id, incidentId) as Pin | undefined) ?? null;
}

/** Takes a pin off; answers it, null where there is none. */
export function removePin(db: WritableDb, incidentId: string, id: number): Pin | null {
  return (db.prepare(`DELETE FROM incident_pin WHERE id = ? AND incident_id = ? RETURNING ${columns}`).get(id, incidentId) as Pin | undefined) ?? null;
}
