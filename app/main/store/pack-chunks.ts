import type { SeriesId } from '../../shared/domain/series.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import { batchesSince } from './commit-batch.ts';
import type { ReadableDb, Store, WritableDb } from './database.ts';
import { chunkSamples, copyRow, emptyRows, joinRows, packRows, packSummary, sliceRows, summariseRows, unpackRows, type SeriesRows } from './series-chunk.ts';
import { seriesOfStream } from './tables/series-table.ts';

/** A detector's state after all rows up to and with batch `batchId`. `spans` is the state of the anomalies under way and `budget` that of the alert budget (null: none), as JSON. */
export interface DetectorState {
  batchId: number;
  detector: string;
  modelVersion: string;
  state: Uint8Array;
  spans: string;
  budget?: string | null;
}

/** The stored state of a stream's detector, null where there is none. */
export function readDetectorState(db: ReadableDb, streamId: StreamId): DetectorState | null {
  const row = db.prepare('SELECT batch_id AS batchId, detector, model_version AS modelVersion, state, spans, budget FROM detector_state WHERE stream_id = ?').get(streamId) as DetectorState | undefined;
  return row ?? null;
}

/** Forgets a stream's detector state: it learns anew. */
export function clearDetectorState(db: WritableDb, streamId: StreamId): void {
  db.prepare('DELETE FROM detector_state WHERE stream_id = ?').run(streamId);
}

/**
 * Stores a detector's state and, in the same transaction, moves the samples of the batches that it has seen into chunks per series, so that what a restart must
 * replay is just what is left in the batches. A series' last chunk is filled up before a new one begins.
 */
export function storeDetectorState(store: Store, streamId: StreamId, state: DetectorState): void {
  store.write((db) => {
    const unpacked = [...batchesSince(db, streamId, 0)].filter((batch) => batch.id <= state.batchId);
    const ids = seriesOfStream(db, streamId).map((series) => series.id);
    const counts = new Uint32Array(ids.length);
    for (const { samples } of unpacked) for (const index of samples.series) counts[index]! += 1;
    const channels = unpacked[0]?.samples.channels ?? 0;
    const rows = new Map<number, SeriesRows>();
    const filled = new Uint32Array(ids.length);
    for (const { samples, scores } of unpacked) {
      for (let row = 0; row < samples.rows; row++) {
        const index = samples.series[row]!;
        let own = rows.get(index);
        if (own === undefined) rows.set(index, (own = emptyRows(counts[index]!, channels)));
        copyRow(own, filled[index]!++, samples, scores, row);
      }
    }
    const { receiveTime } = db.prepare('SELECT max(receive_time) AS receiveTime FROM record_batch WHERE id IN (SELECT batch_id FROM unpacked_batch WHERE stream_id = ? AND batch_id <= ?)').get(streamId, state.batchId) as { receiveTime: number };
    for (const [index, own] of rows) appendRows(db, ids[index]!, own, receiveTime);
    db.prepare('DELETE FROM unpacked_batch WHERE stream_id = ? AND batch_id <= ?').run(streamId, state.batchId);
    db.prepare(`INSERT INTO detector_state (stream_id, batch_id, detector, model_version, state, spans, budget) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET batch_id = excluded.batch_id, detector = excluded.detector, model_version = excluded.model_version, state = excluded.state, spans = excluded.spans, budget = excluded.budget`)
      .run(streamId, state.batchId, state.detector, state.modelVersion, state.state, state.spans, state.budget ?? null);
  });
}

/** `receiveTime` (EpochMillis) becomes that of the chunk that is filled up, too. */
function appendRows(db: WritableDb, seriesId: SeriesId, added: SeriesRows, receiveTime: number): void {
  const last = db.prepare('SELECT id, sample_count, columns FROM sample_chunk WHERE series_id = ? ORDER BY from_time DESC LIMIT 1').get(seriesId) as { id: number; sample_count: number; columns: Uint8Array } | undefined;
  let rows = added;
  if (last !== undefined && last.sample_count < chunkSamples) {
    rows = joinRows([unpackRows(last.columns), added], added.channels);
    db.prepare('DELETE FROM sample_chunk WHERE id = ?').run(last.id);
  }
  const put = db.prepare('INSERT INTO sample_chunk (series_id, from_time, to_time, receive_time, sample_count, columns, summary) VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (let from = 0; from < rows.rows; from += chunkSamples) {
    const chunk = sliceRows(rows, from, Math.min(rows.rows, from + chunkSamples));
    put.run(seriesId, chunk.times[0], chunk.times[chunk.rows - 1], receiveTime, chunk.rows, packRows(chunk), packSummary(summariseRows(chunk)));
  }
}
