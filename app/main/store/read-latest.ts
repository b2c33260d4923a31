import type { LatestSample } from '../../shared/domain/series.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import type { ReadableDb } from './database.ts';
import { readStretch } from './read-stretch.ts';
import { listSeries } from './tables/series-table.ts';

/** The newest sample of each of a stream's first `limit` series by name, those without samples left out. One chunk is read for each. */
export function readLatest(db: ReadableDb, streamId: StreamId, limit: number): LatestSample[] {
  return listSeries(db, streamId, '', limit).flatMap(({ id, name, lastTime }) => {
    if (lastTime === null) return [];
    const stretch = readStretch(db, id, lastTime, lastTime, 10);
    const row = stretch.times.length - 1;
    if (row < 0) return [];
    const numbers = (columns: Float64Array | Float32Array) => Array.from(columns.subarray(row * stretch.channels.length, (row + 1) * stretch.channels.length), given);
    return [{ seriesId: id, seriesName: name, time: stretch.times[row]!, channels: stretch.channels, values: numbers(stretch.max), expected: numbers(stretch.expected), low: numbers(stretch.low), high: numbers(stretch.high), score: given(stretch.score[row]!) }];
  });
}

function given(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
