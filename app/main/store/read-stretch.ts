import type { SeriesId, SeriesStretch } from '../../shared/domain/series.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { batchesSince } from './commit-batch.ts';
import type { ReadableDb } from './database.ts';
import { copyRow, emptyRows, joinRows, sliceRows, summariseRows, unpackRows, unpackSummary, type SeriesRows, type SeriesSummary } from './series-chunk.ts';
import { findSeries, type KnownSeries } from './tables/series-table.ts';

/** More samples in range than this many per asked point: the chunks' summaries answer instead of the samples. */
const samplesPerPoint = 4;

/**
 * A stretch of a series, from `from` to `to` (EpochMillis, both inclusive), in at most `points` rows: samples where there are no more, else buckets,
 * which keep every extreme. Throws `AF_NOT_FOUND`.
 */
export function readStretch(db: ReadableDb, seriesId: SeriesId, from: number, to: number, points: number): SeriesStretch {
  const series = findSeries(db, seriesId);
  if (series === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no series ${seriesId}.`);
  const { packed } = db.prepare('SELECT coalesce(sum(sample_count), 0) AS packed FROM sample_chunk WHERE series_id = ? AND to_time >= ? AND from_time <= ?').get(seriesId, from, to) as { packed: number };
  const tail = unpackedRows(db, series, from, to);
  if (packed + tail.rows <= points * samplesPerPoint) {
    const rows = joinRows([...chunkRows(db, seriesId, from, to), tail], series.channels.length);
    if (rows.rows > points) return bucketsOf(series, rows.rows, summariseRows(rows, Math.ceil(rows.rows / points)));
    return { ...base(series, rows.rows), resolution: 'samples', times: rows.times, min: rows.values, max: rows.values.slice(), expected: rows.expected, low: rows.low, high: rows.high, score: rows.score };
  }
  const summaries = db.prepare('SELECT summary FROM sample_chunk WHERE series_id = ? AND to_time >= ? AND from_time <= ? ORDER BY from_time').all(seriesId, from, to) as { summary: Uint8Array }[];
  const parts = [...summaries.map((row) => unpackSummary(row.summary)), summariseRows(tail)];
  return bucketsOf(series, packed + tail.rows, coarsen(joinSummaries(parts, series.channels.length), points));
}

function bucketsOf(series: KnownSeries, sampleCount: number, { buckets: _buckets, channels: _channels, ...columns }: SeriesSummary): SeriesStretch {
  return { ...base(series, sampleCount), resolution: 'buckets', ...columns };
}

/** Rows of one series out of a batch's columns, as a stretch for those who watch. */
export function stretchOf(series: KnownSeries, rows: SeriesRows): SeriesStretch {
  return { ...base(series, rows.rows), resolution: 'samples', times: rows.times, min: rows.values, max: rows.values.slice(), expected: rows.expected, low: rows.low, high: rows.high, score: rows.score };
}

function base(series: KnownSeries, sampleCount: number): Pick<SeriesStretch, 'seriesId' | 'channels' | 'sampleCount'> {
  return { seriesId: series.id, channels: series.channels, sampleCount };
}

function* chunkRows(db: ReadableDb, seriesId: SeriesId, from: number, to: number): Generator<SeriesRows> {
  const rows = db.prepare('SELECT columns FROM sample_chunk WHERE series_id = ? AND to_time >= ? AND from_time <= ? ORDER BY from_time').all(seriesId, from, to) as { columns: Uint8Array }[];
  for (const { columns } of rows) yield within(unpackRows(columns), from, to);
}

function unpackedRows(db: ReadableDb, series: KnownSeries, from: number, to: number): SeriesRows {
  const parts: SeriesRows[] = [];
  for (const { samples, scores } of batchesSince(db, series.streamId, 0, from, to)) {
    const own: number[] = [];
    for (let row = 0; row < samples.rows; row++) if (samples.series[row] === series.index) own.push(row);
    const rows = emptyRows(own.length, samples.channels);
    own.forEach((row, place) => copyRow(rows, place, samples, scores, row));
    parts.push(within(rows, from, to));
  }
  return joinRows(parts, series.channels.length);
}

function within(rows: SeriesRows, from: number, to: number): SeriesRows {
  let first = 0;
  let end = rows.rows;
  while (first < end && rows.times[first]! < from) first += 1;
  while (end > first && rows.times[end - 1]! > to) end -= 1;
  return sliceRows(rows, first, end);
}

function joinSummaries(parts: readonly SeriesSummary[], channels: number): SeriesSummary {
  const buckets = parts.reduce((sum, part) => sum + part.buckets, 0);
  const of = buckets * channels;
  const joined: SeriesSummary = { buckets, channels, times: new Float64Array(buckets), score: new Float32Array(buckets), min: new Float64Array(of), max: new Float64Array(of), expected: new Float32Array(of), low: new Float32Array(of), high: new Float32Array(of) };
  let at = 0;
  for (const part of parts) {
    joined.times.set(part.times, at);
    joined.score.set(part.score, at);
    for (const name of ['min', 'max', 'expected', 'low', 'high'] as const) joined[name].set(part[name], at * channels);
    at += part.buckets;
  }
  return joined;
}

/** Merges neighbouring buckets until at most `points` are left. */
function coarsen(summary: SeriesSummary, points: number): SeriesSummary {
  const step = Math.ceil(summary.buckets / points);
  if (step <= 1) return summary;
  const { channels } = summary;
  const asRows = (values: Float64Array): SeriesRows => ({ rows: summary.buckets, channels, times: summary.times, values, expected: summary.expected, low: summary.low, high: summary.high, score: summary.score });
  const least = summariseRows(asRows(summary.min), step);
  const greatest = summariseRows(asRows(summary.max), step);
  return { ...least, max: greatest.max };
}
