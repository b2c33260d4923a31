import type { StreamId } from '../../shared/domain/stream.ts';
import type { ReadableDb } from './database.ts';
import { unpackRaw, type RawRow } from './raw-bytes.ts';

/** A raw record with its place. */
export interface PlacedRecord extends RawRow {
  partition: number;
}

/** All raw records of a stream in commit order, as far as retention has left them. */
export function* iterateRaw(db: ReadableDb, streamId: StreamId): Generator<PlacedRecord> {
  yield* recordsOf(db, db.prepare('SELECT id FROM record_batch WHERE stream_id = ? ORDER BY id').all(streamId));
}

/** Raw records of the batches that touch a range of event time (EpochMillis), in commit order; the caller sifts them. */
export function* rawInRange(db: ReadableDb, streamId: StreamId, from: number, to: number): Generator<PlacedRecord> {
  yield* recordsOf(db, db.prepare('SELECT id FROM record_batch WHERE stream_id = ? AND to_time >= ? AND from_time <= ? ORDER BY id').all(streamId, from, to));
}

function* recordsOf(db: ReadableDb, batches: unknown[]): Generator<PlacedRecord> {
  const read = db.prepare('SELECT partition, raw FROM record_batch WHERE id = ? AND raw IS NOT NULL');
  for (const { id } of batches as { id: number }[]) {
    const row = read.get(id) as { partition: number; raw: Uint8Array } | undefined;
    if (row !== undefined) for (const record of unpackRaw(row.raw)) yield { ...record, partition: row.partition };
  }
}
