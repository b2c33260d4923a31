import type { StreamId } from '../../shared/domain/stream.ts';
import type { ReadableDb } from './database.ts';
import { unpackRaw, type RawRow } from './raw-bytes.ts';

/** A raw record with its place. */
export interface PlacedRecord extends RawRow {
  partition: number;
}

/** All raw records of a stream in commit order, as far as retention has left them. */
export function* iterateRaw(db: ReadableDb, streamId: StreamId): Generator<PlacedRecord> {
  yield* fromBatches(db, 'stream_id = ?', [streamId]);
}

/** Raw records of the batches whose samples touch a range of event time (EpochMillis); the caller sifts them. */
export function* rawInRange(db: ReadableDb, streamId: StreamId, from: number, to: number): Generator<PlacedRecord> {
  yield* fromBatches(db, 'stream_id = ? AND from_time <= ? AND to_time >= ?', [streamId, to, from]);
}

function* fromBatches(db: ReadableDb, where: string, values: (string | number)[]): Generator<PlacedRecord> {
  const next = db.prepare(`SELECT id, partition, raw FROM record_batch WHERE id > ? AND raw IS NOT NULL AND ${where} ORDER BY id LIMIT 1`);
  for (let after = 0; ; ) {
    const row = next.get(after, ...values) as { id: number; partition: number; raw: Uint8Array } | undefined;
    if (row === undefined) return;
    for (const record of unpackRaw(row.raw)) yield { ...record, partition: row.partition };
    after = row.id;
  }
}
