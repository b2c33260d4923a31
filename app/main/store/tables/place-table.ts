import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** The next offset to read of each partition of a stream. */
export function readPlaces(db: ReadableDb, streamId: StreamId): Map<number, number> {
  const rows = db.prepare('SELECT partition, next_offset FROM place WHERE stream_id = ?').all(streamId) as { partition: number; next_offset: number }[];
  return new Map(rows.map((row) => [row.partition, row.next_offset]));
}

/**
 * Moves a place, compare-and-set: `expected` is what the caller believes to be stored (null: nothing yet). Throws `AF_STORE_OFFSET_CONFLICT`
 * where it is not, so that a hole or a repetition can't come into being silently.
 */
export function movePlace(db: WritableDb, streamId: StreamId, partition: number, expected: number | null, next: number): void {
  const { changes } =
    expected === null
      ? db.prepare('INSERT INTO place (stream_id, partition, next_offset) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(streamId, partition, next)
      : db.prepare('UPDATE place SET next_offset = ? WHERE stream_id = ? AND partition = ? AND next_offset = ?').run(next, streamId, partition, expected);
  if (changes !== 1) {
    const stored = readPlaces(db, streamId).get(partition) ?? null;
    throw new WorkbenchError('AF_STORE_OFFSET_CONFLICT', `Partition ${partition} of ${streamId} is stored up to ${stored ?? 'nothing'}, not ${expected ?? 'nothing'}.`, { details: { partition, stored, expected } });
  }
}

/** Forgets all places of a stream: it begins where the analyst says. */
export function clearPlaces(db: WritableDb, streamId: StreamId): void {
  db.prepare('DELETE FROM place WHERE stream_id = ?').run(streamId);
}
