import { streamSchema, type Stream, type StreamDraft, type StreamId, type StreamSource } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

interface Row {
  id: string;
  draft: string;
  created_at: number;
  running: number;
  finished: number;
  record_count: number;
  quarantined_count: number;
  late_count: number;
  text_count: number;
  anomaly_count: number;
  watermark: number | null;
}

/** What is counted over a stream's life. */
export interface StreamCounts {
  recordCount: number;
  quarantinedCount: number;
  lateCount: number;
  textCount: number;
  anomalyCount: number;
  watermark: number | null;
}

/** Secrets of a stream's connection, kept apart from its draft and never sent to a screen. */
export interface StreamSecrets {
  saslPassword: string | null;
  tlsPrivateKey: string | null;
}

/** All streams, oldest first; their secrets left out. */
export function listStreams(db: ReadableDb): { stream: Stream; finished: boolean; counts: StreamCounts }[] {
  return (db.prepare('SELECT * FROM stream ORDER BY created_at, id').all() as Row[]).map((row) => ({
    stream: streamSchema.parse({ ...(JSON.parse(row.draft) as StreamDraft), id: row.id, createdAt: row.created_at, running: row.running === 1 }),
    finished: row.finished === 1,
    counts: { recordCount: row.record_count, quarantinedCount: row.quarantined_count, lateCount: row.late_count, textCount: row.text_count, anomalyCount: row.anomaly_count, watermark: row.watermark },
  }));
}

/** Where a stream's records come from, without secrets; null where there is no such stream. */
export function sourceOfStream(db: ReadableDb, streamId: StreamId): StreamSource | null {
  const text = db.prepare('SELECT draft FROM stream WHERE id = ?').pluck().get(streamId) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as StreamDraft).source;
}

/** Adds or replaces a stream. The draft must not hold secrets: see `withoutSecrets`. */
export function putStream(db: WritableDb, stream: Stream): void {
  const { id, createdAt, running, ...draft } = stream;
  db.prepare(`INSERT INTO stream (id, draft, created_at, running) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET draft = excluded.draft, running = excluded.running`).run(id, JSON.stringify(draft), createdAt, running ? 1 : 0);
}

/** Notes whether a saved stream was read to its end. */
export function markFinished(db: WritableDb, id: StreamId, finished: boolean): void {
  db.prepare('UPDATE stream SET finished = ? WHERE id = ?').run(finished ? 1 : 0, id);
}

/** Deletes a stream with all that hangs on it; its notifications go too. */
export function deleteStream(db: WritableDb, id: StreamId): void {
  db.prepare(`DELETE FROM notification WHERE json_extract(body, '$.target.streamId') = ?
    OR json_extract(body, '$.target.anomalyId') IN (SELECT id FROM anomaly WHERE stream_id = ?)`).run(id, id);
  db.prepare('DELETE FROM stream WHERE id = ?').run(id);
}

/** Adds to a stream's counts. */
export function addCounts(db: WritableDb, id: StreamId, added: StreamCounts): void {
  db.prepare(`UPDATE stream SET record_count = record_count + ?, quarantined_count = quarantined_count + ?, late_count = late_count + ?, text_count = text_count + ?, anomaly_count = anomaly_count + ?,
    watermark = CASE WHEN ? IS NULL THEN watermark ELSE max(coalesce(watermark, ?), ?) END WHERE id = ?`)
    .run(added.recordCount, added.quarantinedCount, added.lateCount, added.textCount, added.anomalyCount, added.watermark, added.watermark, added.watermark, id);
}

/** A stream's secrets; null where it has none. */
export function readSecrets(db: ReadableDb, id: StreamId): StreamSecrets {
  const rows = db.prepare('SELECT name, value FROM secret WHERE stream_id = ?').all(id) as { name: string; value: string }[];
  const of = (name: string) => rows.find((row) => row.name === name)?.value ?? null;
  return { saslPassword: of('sasl-password'), tlsPrivateKey: of('tls-private-key') };
}

/** Keeps these secrets and no others. */
export function putSecrets(db: WritableDb, id: StreamId, secrets: StreamSecrets): void {
  db.prepare('DELETE FROM secret WHERE stream_id = ?').run(id);
  const put = db.prepare('INSERT INTO secret (stream_id, name, value) VALUES (?, ?, ?)');
  if (secrets.saslPassword !== null) put.run(id, 'sasl-password', secrets.saslPassword);
  if (secrets.tlsPrivateKey !== null) put.run(id, 'tls-private-key', secrets.tlsPrivateKey);
}
