import type { Backtest } from '../../../shared/domain/backtest.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Keeps an ended backtest; of a stream's the newest `most` stay. */
export function addBacktest(db: WritableDb, backtest: Backtest, most: number): void {
  db.prepare('INSERT INTO backtest (id, stream_id, started_at, view) VALUES (?, ?, ?, ?)').run(backtest.id, backtest.streamId, backtest.startedAt, JSON.stringify(backtest));
  db.prepare('DELETE FROM backtest WHERE stream_id = ? AND id NOT IN (SELECT id FROM backtest WHERE stream_id = ? ORDER BY started_at DESC LIMIT ?)').run(backtest.streamId, backtest.streamId, most);
}

/** Whether an ended backtest is kept under this id. */
export function hasBacktest(db: ReadableDb, id: string): boolean {
  return db.prepare('SELECT 1 FROM backtest WHERE id = ?').get(id) !== undefined;
}

/** The kept backtests of a stream, newest first. */
export function backtestsOf(db: ReadableDb, streamId: StreamId): Backtest[] {
  const rows = db.prepare('SELECT view FROM backtest WHERE stream_id = ? ORDER BY started_at DESC').all(streamId) as { view: string }[];
  return rows.map(({ view }) => JSON.parse(view) as Backtest);
}
