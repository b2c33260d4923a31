import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** A threshold (calibrated score) from an event time (EpochMillis) on. */
export interface StoredThreshold {
  time: number;
  threshold: number;
}

/** Adds changes of a stream's threshold; of several at one time the last holds. */
export function addThresholds(db: WritableDb, streamId: StreamId, steps: readonly StoredThreshold[]): void {
  const put = db.prepare('INSERT INTO threshold_step (stream_id, time, threshold) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET threshold = excluded.threshold');
  for (const { time, threshold } of steps) put.run(streamId, time, threshold);
}

/** The thresholds that held between two times, by time: the first may be from before. At most the newest `limit`. */
export function thresholdsBetween(db: ReadableDb, streamId: StreamId, from: number, to: number, limit: number): StoredThreshold[] {
  const rows = db.prepare(`SELECT time, threshold FROM threshold_step WHERE stream_id = ? AND time <= ?
    AND time >= coalesce((SELECT max(time) FROM threshold_step WHERE stream_id = ? AND time <= ?), ?) ORDER BY time DESC LIMIT ?`).all(streamId, to, streamId, from, from, limit) as StoredThreshold[];
  return rows.reverse();
}
