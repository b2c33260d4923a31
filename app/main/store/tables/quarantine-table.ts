import type { QuarantinedRecord, StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Keeps a record that could not be decoded, with the reason. */
export function addQuarantined(db: WritableDb, record: { streamId: StreamId; partition: number; offset: number; receiveTime: number; reason: string; value: Uint8Array | null }): void {
  db.prepare('INSERT INTO quarantine (stream_id, partition, record_offset, receive_time, reason, value) VALUES (?, ?, ?, ?, ?, ?)')
    .run(record.streamId, record.partition, record.offset, record.receiveTime, record.reason, record.value);
}

/** The newest of a stream, with the first 2,000 characters of each. */
export function listQuarantined(db: ReadableDb, streamId: StreamId, limit: number): QuarantinedRecord[] {
  const rows = db.prepare('SELECT partition, record_offset, receive_time, reason, substr(value, 1, 8000) AS value FROM quarantine WHERE stream_id = ? ORDER BY id DESC LIMIT ?').all(streamId, limit);
  return (rows as { partition: number; record_offset: number; receive_time: number; reason: string; value: Uint8Array | null }[]).map((row) => ({
    streamId,
    partition: row.partition,
    offset: String(row.record_offset),
    receiveTime: row.receive_time,
    reason: row.reason,
    text: row.value === null ? '' : Buffer.from(row.value).toString('utf8').slice(0, 2000),
  }));
}
