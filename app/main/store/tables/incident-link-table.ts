import type { Incident } from '../../../shared/domain/incident.ts';
import type { IncidentLink } from '../../../shared/domain/incident-link.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { findIncidentById, parseIncident } from './incident-table.ts';

/** How many incidents near in time are looked at, and how many a group may have. */
const mostNear = 200;
const mostTogether = 200;

interface Row extends Omit<IncidentLink, 'linked'> {
  linked: 0 | 1;
}
const columns = 'a, b, kind, words, linked, lag_ms AS lagMs';
const parse = (row: unknown): IncidentLink => ({ ...(row as Row), linked: (row as Row).linked === 1 });

/** Keeps a link that is not there yet; one that is there stays, also one that an analyst took apart. Answers whether it is new. */
export function addIncidentLink(db: WritableDb, { a, b, kind, words, linked, lagMs }: IncidentLink): boolean {
  return db.prepare('INSERT INTO incident_link (a, b, kind, words, linked, lag_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(a, b, kind, words, linked ? 1 : 0, lagMs).changes === 1;
}

/** Keeps a usual lag: as a link of its own, or with one that is there. Answers null where it has one, where an analyst took them apart, or where either is no more. */
export function addLagLink(db: WritableDb, { a, b, kind, words, lagMs }: Omit<IncidentLink, 'linked'>): IncidentLink | null {
  if (findIncidentById(db, a) === null || findIncidentById(db, b) === null) return null;
  const row = db.prepare(`
    INSERT INTO incident_link (a, b, kind, words, linked, lag_ms) VALUES (?, ?, ?, ?, 1, ?)
    ON CONFLICT (a, b) DO UPDATE SET words = words || ' ' || excluded.words, lag_ms = excluded.lag_ms WHERE linked = 1 AND lag_ms IS NULL RETURNING ${columns}
  `).get(a, b, kind, words, lagMs);
  return row === undefined ? null : parse(row);
}

/** Notes that an incident was looked at for usual lags with the anomalies that it has now. */
export function noteLagLook(db: WritableDb, { id, anomalyCount }: Pick<Incident, 'id' | 'anomalyCount'>): void {
  db.prepare('INSERT INTO lag_look (incident_id, anomaly_count) SELECT id, ? FROM incident WHERE id = ? ON CONFLICT DO UPDATE SET anomaly_count = excluded.anomaly_count').run(anomalyCount, id);
}

/** Those of some incidents that were not looked at for usual lags, or had fewer or more anomalies when they were; in the same order. */
export function notLookedAt<Of extends Pick<Incident, 'id' | 'anomalyCount'>>(db: ReadableDb, incidents: readonly Of[]): Of[] {
  const looked = new Map(db.prepare('SELECT incident_id AS id, anomaly_count AS anomalyCount FROM lag_look WHERE incident_id IN (SELECT value FROM json_each(?))').all(JSON.stringify(incidents.map(({ id }) => id))).map((row) => { const { id, anomalyCount } = row as Pick<Incident, 'id' | 'anomalyCount'>; return [id, anomalyCount]; }));
  return incidents.filter(({ id, anomalyCount }) => looked.get(id) !== anomalyCount);
}

/** Takes two incidents apart, or puts them together again; null where they have no link. */
export function setIncidentLink(db: WritableDb, one: string, other: string, linked: boolean): IncidentLink | null {
  const [a, b] = one < other ? [one, other] : [other, one];
  const row = db.prepare(`UPDATE incident_link SET linked = ? WHERE a = ? AND b = ? RETURNING ${columns}`).get(linked ? 1 : 0, a, b);
  // Put together again, they are looked at again for their lag.
  if (row !== undefined && linked) db.prepare('DELETE FROM lag_look WHERE incident_id IN (?, ?)').run(a, b);
  return row === undefined ? null : parse(row);
}

/** Links of one incident. */
export function linksOfIncident(db: ReadableDb, id: string): IncidentLink[] {
  return db.prepare(`SELECT ${columns} FROM incident_link WHERE a = ? UNION SELECT ${columns} FROM incident_link WHERE b = ? ORDER BY a, b`).all(id, id).map(parse);
}

/** Links of the newest incidents, at most `limit`. */
export function listIncidentLinks(db: ReadableDb, limit: number): IncidentLink[] {
  return db.prepare(`SELECT ${columns} FROM incident_link JOIN incident ON incident.id = a ORDER BY end_time DESC, a, b LIMIT ?`).all(limit).map(parse);
}

/** An incident and all that are linked with it, over any number of links, by start; and their links. */
export function incidentsTogether(db: ReadableDb, incident: Incident): { incidents: Incident[]; links: IncidentLink[] } {
  const found = new Map([[incident.id, incident]]);
  const links = new Map<string, IncidentLink>();
  for (const { id } of found.values()) {
    for (const link of linksOfIncident(db, id)) {
      links.set(`${link.a} ${link.b}`, link);
      const otherId = link.a === id ? link.b : link.a;
      const other = !link.linked || found.has(otherId) || found.size >= mostTogether ? null : findIncidentById(db, otherId);
      if (other !== null) found.set(otherId, other);
    }
  }
  return { incidents: [...found.values()].sort((a, b) => a.start - b.start || a.id.localeCompare(b.id)), links: [...links.values()] };
}

/** Incidents of other streams that are not resolved and touch `from` to `to` (EpochMillis), those that ended first in front. */
export function incidentsNear(db: ReadableDb, streamId: StreamId, from: number, to: number): Incident[] {
  return db.prepare(`SELECT body FROM incident WHERE end_time >= ? AND stream_id <> ? AND state <> 'resolved' AND json_extract(body, '$.start') <= ? ORDER BY end_time LIMIT ${mostNear}`).all(from, streamId, to).map(parseIncident);
}

/** The parts of the keys of an incident's series. */
export function keyPartsOf(db: ReadableDb, incidentId: string): { name: string; value: string }[] {
  const rows = db.prepare('SELECT DISTINCT series.dimensions FROM anomaly JOIN series ON series.id = anomaly.series_id WHERE anomaly.incident_id = ?').pluck().all(incidentId) as string[];
  return rows.flatMap((text) => Object.entries(JSON.parse(text) as Record<string, string>).map(([name, value]) => ({ name, value })));
}
