import type { SampleColumns } from '../../shared/domain/samples.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import { batchesSince } from './commit-batch.ts';
import type { ReadableDb, Store } from './database.ts';
import { unpackRows } from './series-chunk.ts';
import { seriesOfStream, type KnownSeries } from './tables/series-table.ts';

/** Series that go through side by side, and rows of each in one piece where they lie in no chunk. */
const seriesAtOnce = 32;
const tailRows = 1024;

/** The samples of one series in order of time, in pieces. */
interface SeriesPiece {
  index: number;
  times: Float64Array;
  values: Float64Array;
}

/** Stored samples of a stream up to an event time, as they stood when this was called. */
export interface StoredHistory {
  /** All of them. */
  sampleCount: number;
  /** EpochMillis of the first and the last; null where there are none. */
  firstTime: number | null;
  lastTime: number | null;
  /** Each sample once, those of one series in order of time: some series side by side to their ends, then the next ones. May be read across turns; what retention deletes meanwhile is left out. */
  pieces(): Generator<SampleColumns>;
}

/** What is stored of a stream up to `to` (EpochMillis, inclusive). */
export function readHistory(store: Store, streamId: StreamId, to: number): StoredHistory {
  const { series, tail, packed } = store.read((db) => {
    const known = seriesOfStream(db, streamId);
    const unpacked = unpackedOf(db, streamId, to);
    const counted = db.prepare('SELECT coalesce(sum(sample_count), 0) AS rows, min(from_time) AS first, max(to_time) AS last FROM sample_chunk WHERE series_id IN (SELECT id FROM series WHERE stream_id = ?) AND from_time <= ?')
      .get(streamId, to) as { rows: number; first: number | null; last: number | null };
    return { series: known, tail: unpacked, packed: counted };
  });
  let rows = packed.rows;
  let firstTime = packed.first;
  let lastTime = packed.last;
  for (const { times } of tail.values()) {
    rows += times.length;
    firstTime = Math.min(firstTime ?? Infinity, times[0]!);
    lastTime = Math.max(lastTime ?? -Infinity, times.at(-1)!);
  }
  return {
    sampleCount: rows, firstTime, lastTime: lastTime === null ? null : Math.min(lastTime, to),
    *pieces() {
      for (let from = 0; from < series.length; from += seriesAtOnce) {
        let going = series.slice(from, from + seriesAtOnce).map((one) => piecesOf(store, one, to, tail.get(one.index)));
        while (going.length > 0) {
          const next = going.map((pieces) => ({ pieces, piece: pieces.next() }));
          const found = next.flatMap(({ piece }) => (piece.done === true ? [] : [piece.value]));
          if (found.length > 0) yield joined(found);
          going = next.flatMap(({ pieces, piece }) => (piece.done === true ? [] : [pieces]));
        }
      }
    },
  };
}

/** Chunks first. One that is filled up meanwhile keeps its first time, and what it was filled up with lies in `tail`. */
function* piecesOf(store: Store, { id, index, channels }: KnownSeries, to: number, tail: { times: number[]; values: number[] } | undefined): Generator<SeriesPiece> {
  const c = channels.length;
  const end = tail?.times[0] ?? Infinity;
  for (let after = -Infinity; ; ) {
    const chunk = store.read((db) => db.prepare('SELECT from_time AS fromTime, columns FROM sample_chunk WHERE series_id = ? AND from_time > ? AND from_time <= ? ORDER BY from_time LIMIT 1').get(id, after, to)) as { fromTime: number; columns: Uint8Array } | undefined;
    if (chunk === undefined || chunk.fromTime >= end) break;
    after = chunk.fromTime;
    const { times, values } = unpackRows(chunk.columns);
    const isIn = (time: number) => time <= to && time < end;
    const rows = isIn(times.at(-1)!) ? times.length : times.findIndex((time) => !isIn(time));
    yield { index, times: times.subarray(0, rows), values: values.subarray(0, rows * c) };
  }
  for (let from = 0; tail !== undefined && from < tail.times.length; from += tailRows) {
    yield { index, times: Float64Array.from(tail.times.slice(from, from + tailRows)), values: Float64Array.from(tail.values.slice(from * c, (from + tailRows) * c)) };
  }
}

/** What lies in no chunk yet, by series index. */
function unpackedOf(db: ReadableDb, streamId: StreamId, to: number): Map<number, { times: number[]; values: number[] }> {
  const found = new Map<number, { times: number[]; values: number[] }>();
  for (const { samples } of batchesSince(db, streamId, 0)) {
    const c = samples.channels;
    for (let row = 0; row < samples.rows; row += 1) {
      if (samples.times[row]! > to) continue;
      let own = found.get(samples.series[row]!);
      if (own === undefined) found.set(samples.series[row]!, (own = { times: [], values: [] }));
      own.times.push(samples.times[row]!);
      for (let channel = 0; channel < c; channel += 1) own.values.push(samples.values[row * c + channel]!);
    }
  }
  return found;
}

function joined(pieces: readonly SeriesPiece[]): SampleColumns {
  const rows = pieces.reduce((sum, { times }) => sum + times.length, 0);
  const channels = rows === 0 ? 0 : pieces.reduce((sum, { values }) => sum + values.length, 0) / rows;
  const all: SampleColumns = { rows, channels, series: new Uint32Array(rows), times: new Float64Array(rows), values: new Float64Array(rows * channels) };
  let at = 0;
  for (const { index, times, values } of pieces) {
    all.series.fill(index, at, at + times.length);
    all.times.set(times, at);
    all.values.set(values, at * channels);
    at += times.length;
  }
  return all;
}
