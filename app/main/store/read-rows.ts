import type { StreamId } from '../../shared/domain/stream.ts';
import { batchesSince } from './commit-batch.ts';
import type { Store } from './database.ts';
import { chunkSamples, copyRow, emptyRows, sliceRows, unpackRows, type SeriesRows } from './series-chunk.ts';
import type { KnownSeries } from './tables/series-table.ts';

/** Consecutive samples of a series, by its index in the stream. */
export interface RowsPiece {
  index: number;
  rows: SeriesRows;
}

/**
 * The stored samples of some series of a stream with their scores, between two event times (EpochMillis, inclusive): one series after the other, each in order of time and in
 * pieces of at most 1,024. May be read across turns; what retention deletes meanwhile is left out.
 */
export function* readRows(store: Store, streamId: StreamId, series: readonly KnownSeries[], from: number, to: number): Generator<RowsPiece> {
  const tail = tailOf(store, streamId, series, from, to);
  for (const { id, index } of series) {
    const unpacked = tail.get(index);
    const end = unpacked?.times[0] ?? Infinity;
    for (let after = -Infinity; ; ) {
      const chunk = store.read((db) => db.prepare('SELECT from_time AS fromTime, columns FROM sample_chunk WHERE series_id = ? AND from_time > ? AND from_time <= ? AND to_time >= ? ORDER BY from_time LIMIT 1').get(id, after, to, from)) as { fromTime: number; columns: Uint8Array } | undefined;
      if (chunk === undefined || chunk.fromTime >= end) break;
      after = chunk.fromTime;
      const rows = within(unpackRows(chunk.columns), (time) => time >= from && time <= to && time < end);
      if (rows.rows > 0) yield { index, rows };
    }
    for (let at = 0; unpacked !== undefined && at < unpacked.rows; at += chunkSamples) yield { index, rows: sliceRows(unpacked, at, Math.min(unpacked.rows, at + chunkSamples)) };
  }
}

/** What lies in no chunk yet, by series index. */
function tailOf(store: Store, streamId: StreamId, series: readonly KnownSeries[], from: number, to: number): Map<number, SeriesRows> {
  const wanted = new Set(series.map(({ index }) => index));
  const isIn = (index: number, time: number) => wanted.has(index) && time >= from && time <= to;
  const batches = store.read((db) => [...batchesSince(db, streamId, 0, from, to)]);
  const counts = new Map<number, number>();
  for (const { samples } of batches) for (let row = 0; row < samples.rows; row++) if (isIn(samples.series[row]!, samples.times[row]!)) counts.set(samples.series[row]!, (counts.get(samples.series[row]!) ?? 0) + 1);
  const found = new Map(Array.from(counts, ([index, count]) => [index, emptyRows(count, series[0]!.channels.length)]));
  const filled = new Map<number, number>();
  for (const { samples, scores } of batches) {
    for (let row = 0; row < samples.rows; row++) {
      const index = samples.series[row]!;
      if (!isIn(index, samples.times[row]!)) continue;
      const at = filled.get(index) ?? 0;
      copyRow(found.get(index)!, at, samples, scores, row);
      filled.set(index, at + 1);
    }
  }
  return found;
}

function within(rows: SeriesRows, isIn: (time: number) => boolean): SeriesRows {
  const first = rows.times.findIndex(isIn);
  if (first < 0) return sliceRows(rows, 0, 0);
  return sliceRows(rows, first, rows.times.findLastIndex(isIn) + 1);
}
