import type { StreamId } from '../../shared/domain/stream.ts';
import { batchesSince } from './commit-batch.ts';
import type { ReadableDb } from './database.ts';
import { bucketSamples, unpackSummary } from './series-chunk.ts';
import { seriesOfStream } from './tables/series-table.ts';

/** Alarm scores of a stream in order of event time: series by index, times (EpochMillis), scores; each row stands for `weight` samples up to `until`, of which it is the highest. */
export interface AlarmHistory {
  rows: number;
  series: Uint32Array;
  times: Float64Array;
  until: Float64Array;
  alarm: Float32Array;
  weight: Uint8Array;
}

/**
 * The newest alarm scores of a stream from `from` on, of at most `mostSamples` samples where they are packed. What is packed is read by its summaries: a row is the
 * highest of 16 samples, at the first's time. Rows without a score are left out.
 */
export function readAlarmHistory(db: ReadableDb, streamId: StreamId, from: number, mostSamples: number): AlarmHistory {
  const rows: { series: number; time: number; until: number; alarm: number; weight: number }[] = [];
  const add = (series: number, time: number, until: number, alarm: number, weight: number) => {
    if (time >= from && !Number.isNaN(alarm)) rows.push({ series, time, until, alarm, weight });
  };
  const indexOf = new Map(seriesOfStream(db, streamId).map(({ id, index }) => [id as number, index]));
  const chunks = db.prepare(`SELECT series_id AS seriesId, sample_count AS samples, to_time AS toTime, summary FROM sample_chunk
    WHERE series_id IN (SELECT id FROM series WHERE stream_id = ?) AND to_time >= ? ORDER BY to_time DESC`).iterate(streamId, from) as IterableIterator<{ seriesId: number; samples: number; toTime: number; summary: Uint8Array }>;
  let left = mostSamples;
  for (const { seriesId, samples, toTime, summary } of chunks) {
    if ((left -= samples) < 0) break;
    const { buckets, times, score } = unpackSummary(summary);
    for (let bucket = 0; bucket < buckets; bucket += 1) add(indexOf.get(seriesId)!, times[bucket]!, times[bucket + 1] ?? toTime, score[bucket]!, Math.min(bucketSamples, samples - bucket * bucketSamples));
  }
  for (const { samples, scores } of batchesSince(db, streamId, 0, from)) {
    for (let row = 0; row < samples.rows; row += 1) add(samples.series[row]!, samples.times[row]!, samples.times[row]!, scores.alarm[row]!, 1);
  }
  rows.sort((a, b) => a.time - b.time || a.series - b.series);
  return {
    rows: rows.length, series: Uint32Array.from(rows, ({ series }) => series), times: Float64Array.from(rows, ({ time }) => time), until: Float64Array.from(rows, ({ until }) => until),
    alarm: Float32Array.from(rows, ({ alarm }) => alarm), weight: Uint8Array.from(rows, ({ weight }) => weight),
  };
}
