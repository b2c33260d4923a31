import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** A bar whose end is still to come; `state` is the window's own. */
export interface StoredBar {
  key: string;
  state: Uint8Array;
}

/** Keeps bars as they are now, each in place of the one of its series before. */
export function putOpenBars(db: WritableDb, streamId: StreamId, bars: readonly StoredBar[]): void {
  const put = db.prepare('INSERT INTO open_bar (stream_id, series_key, state) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state');
  for (const { key, state } of bars) put.run(streamId, key, state);
}

export function readOpenBars(db: ReadableDb, streamId: StreamId): StoredBar[] {
  return db.prepare('SELECT series_key AS key, state FROM open_bar WHERE stream_id = ?').all(streamId) as StoredBar[];
}

export function clearOpenBars(db: WritableDb, streamId: StreamId): void {
  db.prepare('DELETE FROM open_bar WHERE stream_id = ?').run(streamId);
}
