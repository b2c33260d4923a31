import type { Anomaly, AnomalyFilter, AnomalyId } from '../../../shared/domain/anomaly.ts';
import type { Verdict, WorkState } from '../../../shared/domain/feedback.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { isOutside } from '../../../shared/domain/telling-order.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** What a page of anomalies is ordered by. */
export type AnomalySort = 'start' | 'score' | 'grade' | 'series';

/** Where some text is looked for, as SQL: not in the zone that each explanation tells its moment in, by which "utc" would find all. Left out only where that matters: it makes a search slower by 40 %. */
export const searchedFor = (text: string) => `series_name || ' ' || ${isOfZone(text) ? "replace(explanation, ' UTC', '')" : 'explanation'}`;
/** Whether an anomaly holds some text, as a search by `searchedFor` finds it. */
export const holdsText = ({ seriesName, explanation }: Pick<Anomaly, 'seriesName' | 'explanation'>, text: string) => `${seriesName} ${isOfZone(text) ? explanation.replaceAll(' UTC', '') : explanation}`.toLowerCase().includes(text.toLowerCase());
const isOfZone = (text: string) => ' utc'.includes(text.toLowerCase());

const sortColumns: Record<AnomalySort, string> = { start: 'start_time', score: 'score', grade: 'grade', series: 'series_name' };

/** Adds an anomaly, or brings a growing one up to date; a verdict that it has stays. Answers whether it is new. */
export function putAnomaly(db: WritableDb, anomaly: Anomaly): boolean {
  const before = findAnomaly(db, anomaly.id);
  const kept = before === null ? anomaly : { ...anomaly, verdict: before.verdict, workState: before.workState, detectedAt: before.detectedAt };
  write(db, kept);
  const parts = partsOf(kept.evidence);
  if (before === null || partsOf(before.evidence).join('\n') !== parts.join('\n')) putParts(db, kept, parts);
  return before === null;
}

/** One anomaly, null where there is none. */
export function findAnomaly(db: ReadableDb, id: AnomalyId | string): Anomaly | null {
  const row = db.prepare('SELECT body FROM anomaly WHERE id = ?').get(id) as { body: string } | undefined;
  return row === undefined ? null : (JSON.parse(row.body) as Anomaly);
}

/** One anomaly; throws `AF_NOT_FOUND`. */
export function anomalyById(db: ReadableDb, id: AnomalyId | string): Anomaly {
  const anomaly = findAnomaly(db, id);
  if (anomaly === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no anomaly ${id}.`);
  return anomaly;
}

/** All anomalies of an incident, by start. */
export function anomaliesOfIncident(db: ReadableDb, incidentId: string): Anomaly[] {
  return bodies(db.prepare('SELECT body FROM anomaly WHERE incident_id = ? ORDER BY start_time, id').all(incidentId));
}

/** A stream's anomalies that have not ended, by start. */
export function openAnomalies(db: ReadableDb, streamId: StreamId): Anomaly[] {
  return bodies(db.prepare("SELECT body FROM anomaly WHERE stream_id = ? AND json_extract(body, '$.open') ORDER BY start_time, id").all(streamId));
}

/** Sets what an analyst said; null leaves the work state as it is. Answers the anomaly as it is now; throws `AF_NOT_FOUND`. */
export function judgeAnomaly(db: WritableDb, id: AnomalyId, judged: { verdict?: Verdict | null; workState?: WorkState }): Anomaly {
  const anomaly = anomalyById(db, id);
  const now: Anomaly = { ...anomaly, ...(judged.verdict !== undefined && { verdict: judged.verdict }), ...(judged.workState !== undefined && { workState: judged.workState }) };
  write(db, now);
  return now;
}

/** Puts an anomaly into an incident, whichever it was in; answers it as it is now. */
export function placeAnomaly(db: WritableDb, anomaly: Anomaly, incidentId: string): Anomaly {
  const now: Anomaly = { ...anomaly, incidentId };
  write(db, now);
  return now;
}

/** A page of anomalies. `cursor` is what the page before answered; null there means that it was the last. */
export function listAnomalies(db: ReadableDb, filter: AnomalyFilter, order: { sort: AnomalySort; descending: boolean; limit: number; cursor: string | null }): { anomalies: Anomaly[]; cursor: string | null } {
  const { where, values } = conditionOf(filter);
  const column = sortColumns[order.sort];
  const after = order.cursor === null ? null : (JSON.parse(Buffer.from(order.cursor, 'base64url').toString('utf8')) as [string | number, string]);
  const beyond = after === null ? '' : ` AND (${column}, id) ${order.descending ? '<' : '>'} (?, ?)`;
  const way = order.descending ? 'DESC' : 'ASC';
  // The page is found in an index; only its own bodies are read.
  const rows = db
    .prepare(`WITH page AS MATERIALIZED (SELECT ${column} AS place, id FROM anomaly WHERE ${where}${beyond} ORDER BY ${column} ${way}, id ${way} LIMIT ?)
      SELECT body, place, id FROM page JOIN anomaly USING (id) ORDER BY place ${way}, id ${way}`)
    .all(...values, ...(after ?? []), order.limit) as { body: string; place: string | number; id: string }[];
  const last = rows.length === order.limit ? rows.at(-1)! : null;
  return { anomalies: bodies(rows), cursor: last === null ? null : Buffer.from(JSON.stringify([last.place, last.id])).toString('base64url') };
}

/** How many anomalies a filter matches. */
export function countAnomalies(db: ReadableDb, filter: AnomalyFilter): number {
  const { where, values } = conditionOf(filter);
  return db.prepare(`SELECT count(*) FROM anomaly WHERE ${where}`).pluck().get(...values) as number;
}

function write(db: WritableDb, a: Anomaly): void {
  db.prepare(`INSERT INTO anomaly (id, stream_id, series_id, incident_id, start_time, end_time, score, grade, severity, shape, verdict, series_name, explanation, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET incident_id = excluded.incident_id, end_time = excluded.end_time, score = excluded.score, grade = excluded.grade, severity = excluded.severity,
      shape = excluded.shape, verdict = excluded.verdict, explanation = excluded.explanation, body = excluded.body`)
    .run(a.id, a.streamId, a.seriesId, a.incidentId, a.start, a.end, a.score, a.grade, a.severity, a.shape, a.verdict, a.seriesName, a.explanation, JSON.stringify(a));
}

/** The channels that are part of an anomaly, by name: outside their band, or with the greatest share. By them it is searched for. */
export function partsOf(evidence: Anomaly['evidence']): string[] {
  const most = Math.max(...evidence.map(({ share }) => share));
  return [...new Set(evidence.filter((one) => one.share === most || isOutside(one)).map(({ channel }) => channel))].sort();
}

function putParts(db: WritableDb, { id, start }: Anomaly, parts: readonly string[]): void {
  db.prepare('DELETE FROM anomaly_channel WHERE anomaly_id = ?').run(id);
  for (const channel of parts) db.prepare('INSERT INTO anomaly_channel (channel, start_time, anomaly_id) VALUES (?, ?, ?)').run(channel, start, id);
}

/** SQL for a filter: fixed text with a mark per value, never a value in the text. */
export function conditionOf(filter: AnomalyFilter): { where: string; values: (string | number)[] } {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const among = (column: string, list: readonly (string | number)[]) => {
    if (list.length === 0) return;
    parts.push(`${column} IN (${list.map(() => '?').join(', ')})`);
    values.push(...list);
  };
  among('stream_id', filter.streamIds);
  among('series_id', filter.seriesIds);
  among('severity', filter.severities);
  among('shape', filter.shapes);
  among("coalesce(verdict, 'none')", filter.verdicts);
  const also = (part: string, value: number | string) => {
    parts.push(part);
    values.push(value);
  };
  if (filter.from !== null) {
    also('end_time >= ?', filter.from);
    // None began earlier than that by more than the longest one's length: the index of starts is entered there.
    also('start_time >= ? - coalesce((SELECT end_time - start_time FROM anomaly ORDER BY end_time - start_time DESC LIMIT 1), 0)', filter.from);
  }
  if (filter.to !== null) also('start_time <= ?', filter.to);
  if (filter.text !== '') also(`instr(lower(${searchedFor(filter.text)}), lower(?)) > 0`, filter.text);
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), values };
}

function bodies(rows: unknown[]): Anomaly[] {
  return (rows as { body: string }[]).map((row) => JSON.parse(row.body) as Anomaly);
}
