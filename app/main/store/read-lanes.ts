import type { AnomalyFilter } from '../../shared/domain/anomaly.ts';
import type { Lane, LaneKind, Lanes } from '../../shared/domain/lanes.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import type { Clock } from '../clock.ts';
import type { ReadableDb, Store } from './database.ts';
import { conditionOf } from './tables/anomaly-table.ts';

export interface LaneOrder {
  by: LaneKind;
  /** Most spans of time that the range is cut into. */
  buckets: number;
  streamName(id: StreamId): string;
}

/** Series counted in one go; between two goes other work has its turn. */
const SERIES_AT_ONCE = 32;
/** Spans of time that lanes are cut into: what people divide a day, a week or a year into. */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const spans = [1, 2, 5, 10, 20, 50, 100, 200, 500, ...[1, 2, 5, 10, 15, 30].map((n) => n * 1000), ...[1, 2, 5, 10, 15, 30].map((n) => n * minute), ...[1, 2, 3, 6, 12].map((n) => n * hour), ...[1, 2, 7, 14, 28].map((n) => n * day)];

interface SeriesRow {
  id: number;
  stream_id: StreamId;
  name: string;
  dimensions: string;
}

interface HeldLane extends Lane {
  /** By bucket. */
  cells: Map<number, { count: number; grade: number }>;
}

/**
 * Counts anomalies by lane and bucket, series by series, so that a million of them hold up nothing else for long. Lanes without any are left out; the others come
 * in order of name. Ends with `signal`. Throws `AF_STORE_*`.
 */
export async function readLanes(store: Store, clock: Clock, filter: AnomalyFilter, { by, buckets, streamName }: LaneOrder, signal: AbortSignal): Promise<Lanes> {
  const { where, values } = conditionOf(filter);
  const extent = store.read((db) => extentOf(db, filter, where, values));
  const bucketMs = spanFor(extent.to - extent.from, buckets);
  const from = Math.floor(extent.from / bucketMs) * bucketMs;
  const count = Math.max(1, Math.ceil((extent.to - from + 1) / bucketMs));
  const series = store.read((db) => db.prepare('SELECT id, stream_id, name, dimensions FROM series ORDER BY id').all() as SeriesRow[]);
  const lanes = new Map<string, HeldLane>();
  const lanesOfSeries = new Map<number, HeldLane>();
  const keyParts = new Set<string>();
  const part = by.startsWith('key:') ? by.slice(4) : null;

  const laneOf = (series: SeriesRow): HeldLane => {
    const known = lanesOfSeries.get(series.id);
    if (known !== undefined) return known;
    const { id, stream_id, name, dimensions } = series;
    const parts = JSON.parse(dimensions) as Record<string, string>;
    for (const key of Object.keys(parts)) keyParts.add(key);
    const own = by === 'series' ? { id: String(id), name } : by === 'stream' ? { id: stream_id, name: streamName(stream_id) } : { id: parts[part!] ?? '', name: parts[part!] ?? 'none' };
    const lane: HeldLane = lanes.get(own.id) ?? { ...own, seriesIds: [], count: 0, grade: 0, cells: new Map() };
    lanes.set(own.id, lane);
    lane.seriesIds.push(id);
    lanesOfSeries.set(id, lane);
    return lane;
  };
  const add = (row: SeriesRow, bucket: number, began: number, grade: number) => {
    const lane = laneOf(row);
    const cell = lane.cells.get(bucket);
    if (cell === undefined) lane.cells.set(bucket, { count: began, grade });
    else {
      cell.count += began;
      cell.grade = Math.max(cell.grade, grade);
    }
    lane.count += began;
    lane.grade = Math.max(lane.grade, grade);
  };

  for (let at = 0; at < series.length; at += SERIES_AT_ONCE) {
    const rows = new Map(series.slice(at, at + SERIES_AT_ONCE).map((row) => [row.id, row]));
    const within = `series_id BETWEEN ? AND ? AND ${where}`;
    const bounds = [series[at]!.id, series[Math.min(at + SERIES_AT_ONCE, series.length) - 1]!.id, ...values];
    store.read((db) => {
      const began = db.prepare(`SELECT series_id AS id, CAST(max(0, (start_time - ?) / ?) AS INTEGER) AS bucket, count(*) AS began, max(grade) AS grade FROM anomaly INDEXED BY anomaly_by_lane WHERE ${within} GROUP BY 1, 2`);
      for (const { id, bucket, began: n, grade } of began.all(from, bucketMs, ...bounds) as { id: number; bucket: number; began: number; grade: number }[]) {
        const row = rows.get(id);
        if (row !== undefined) add(row, Math.min(bucket, count - 1), n, grade);
      }
      const lasting = db.prepare(`SELECT series_id AS id, start_time AS start, end_time AS end, grade FROM anomaly INDEXED BY anomaly_by_lane WHERE ${within} AND CAST((end_time - ?) / ? AS INTEGER) > CAST(max(0, (start_time - ?) / ?) AS INTEGER)`);
      for (const { id, start, end, grade } of lasting.all(...bounds, from, bucketMs, from, bucketMs) as { id: number; start: number; end: number; grade: number }[]) {
        const row = rows.get(id);
        if (row === undefined) continue;
        const last = Math.min(count - 1, Math.floor((end - from) / bucketMs));
        for (let bucket = Math.floor(Math.max(0, start - from) / bucketMs) + 1; bucket <= last; bucket += 1) add(row, bucket, 0, grade);
      }
    });
    await clock.sleep(0, signal);
    signal.throwIfAborted();
  }

  const sorted = [...lanes.values()].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const cells = sorted.reduce((sum, lane) => sum + lane.cells.size, 0);
  const columns = { lane: new Uint32Array(cells), bucket: new Uint32Array(cells), count: new Uint32Array(cells), grade: new Float32Array(cells) };
  let cell = 0;
  sorted.forEach((lane, place) => {
    for (const [bucket, held] of lane.cells) {
      columns.lane[cell] = place;
      columns.bucket[cell] = bucket;
      columns.count[cell] = held.count;
      columns.grade[cell] = held.grade;
      cell += 1;
    }
  });
  return { from, to: from + count * bucketMs, bucketMs, lanes: sorted.map(({ cells: _, ...lane }) => lane), keyParts: [...keyParts].sort(), cells: columns };
}

/** The range asked for, or from the first start to the last end; an instant where there is nothing. */
function extentOf(db: ReadableDb, { from, to }: AnomalyFilter, where: string, values: (string | number)[]): { from: number; to: number } {
  if (from !== null && to !== null) return { from: Math.min(from, to), to };
  const found = db.prepare(`SELECT min(start_time) AS first, max(end_time) AS last FROM anomaly WHERE ${where}`).get(...values) as { first: number | null; last: number | null };
  return { from: from ?? found.first ?? 0, to: to ?? Math.max(found.last ?? 0, from ?? 0) };
}

/** The shortest usual span of which `most` cover so many milliseconds. */
function spanFor(ms: number, most: number): number {
  // One more than the quotient, as the first bucket begins at a whole multiple of its length.
  return spans.find((span) => ms / span <= most - 1) ?? Math.ceil(ms / Math.max(1, most - 1) / (28 * day)) * 28 * day;
}
