import type { Series, SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** A series as the pipeline knows it: `index` counts the series of its stream from 0, `key` is canonical text. */
export interface KnownSeries extends Series {
  index: number;
  key: string;
}

interface Row {
  id: number;
  stream_id: string;
  index_in_stream: number;
  key: string;
  name: string;
  dimensions: string;
  channels: string;
  sample_count: number;
  first_time: number | null;
  last_time: number | null;
}

const toSeries = (row: Row): KnownSeries => ({
  id: row.id as SeriesId,
  streamId: row.stream_id as StreamId,
  index: row.index_in_stream,
  key: row.key,
  name: row.name,
  dimensions: JSON.parse(row.dimensions) as Record<string, string>,
  channels: JSON.parse(row.channels) as string[],
  sampleCount: row.sample_count,
  firstTime: row.first_time,
  lastTime: row.last_time,
});

/** The series of a stream, in order of index. */
export function seriesOfStream(db: ReadableDb, streamId: StreamId): KnownSeries[] {
  return (db.prepare('SELECT * FROM series WHERE stream_id = ? ORDER BY index_in_stream').all(streamId) as Row[]).map(toSeries);
}

/** Series by stream (null: all) and a text in their name, in order of name. */
export function listSeries(db: ReadableDb, streamId: StreamId | null, text: string, limit: number): Series[] {
  const rows = db.prepare(`SELECT * FROM series WHERE ($streamId IS NULL OR stream_id = $streamId) AND ($text = '' OR instr(lower(name), lower($text)) > 0) ORDER BY name LIMIT $limit`).all({ streamId, text, limit }) as Row[];
  return rows.map(toSeries).map(plain);
}

/** One series, null where there is none. */
export function findSeries(db: ReadableDb, id: SeriesId): KnownSeries | null {
  const row = db.prepare('SELECT * FROM series WHERE id = ?').get(id) as Row | undefined;
  return row === undefined ? null : toSeries(row);
}

/** Adds a series and answers it with its id. */
export function addSeries(db: WritableDb, series: Pick<KnownSeries, 'streamId' | 'index' | 'key' | 'name' | 'dimensions' | 'channels'>): SeriesId {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO series (stream_id, index_in_stream, key, name, dimensions, channels) VALUES (?, ?, ?, ?, ?, ?)')
    .run(series.streamId, series.index, series.key, series.name, JSON.stringify(series.dimensions), JSON.stringify(series.channels));
  return Number(lastInsertRowid) as SeriesId;
}

/** Adds to a series' count and stretches its range; times in EpochMillis. */
export function growSeries(db: WritableDb, streamId: StreamId, grown: { index: number; samples: number; from: number; to: number }): void {
  db.prepare(`UPDATE series SET sample_count = sample_count + ?, first_time = coalesce(first_time, ?), last_time = ? WHERE stream_id = ? AND index_in_stream = ?`)
    .run(grown.samples, grown.from, grown.to, streamId, grown.index);
}

function plain({ id, streamId, name, dimensions, channels, sampleCount, firstTime, lastTime }: Series): Series {
  return { id, streamId, name, dimensions, channels, sampleCount, firstTime, lastTime };
}
