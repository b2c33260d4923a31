import type { Condition } from '../../../shared/domain/condition.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Adds a condition that began, or brings one that ended up to date. */
export function putCondition(db: WritableDb, condition: Condition): void {
  const { id, streamId, seriesId, begin, end } = condition;
  db.prepare('INSERT INTO stream_condition (id, stream_id, series_id, begin_time, end_time, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET begin_time = excluded.begin_time, end_time = excluded.end_time, body = excluded.body')
    .run(id, streamId, seriesId, begin, end, JSON.stringify(condition));
}

/** Those of a stream (null: all) that go on first, then the newest that ended; of those seen at once, the newest in event time. `openOnly` leaves those that ended out. */
export function listConditions(db: ReadableDb, { streamId, openOnly, limit }: { streamId: StreamId | null; openOnly: boolean; limit: number }): Condition[] {
  return read(db.prepare(`SELECT body FROM stream_condition WHERE ($streamId IS NULL OR stream_id = $streamId) AND ($all OR end_time IS NULL) ORDER BY end_time IS NULL DESC, begin_time DESC, json_extract(body, '$.eventFrom') DESC, id LIMIT $limit`).all({ streamId, all: openOnly ? 0 : 1, limit }));
}

/** Those of a stream (null: all) that touch a span of event time, by its begin; of the stream itself, and of one series where it is named (null: of all). */
export function conditionsBetween(db: ReadableDb, streamId: StreamId | null, seriesId: SeriesId | null, from: number, to: number, limit: number): Condition[] {
  return read(db.prepare(`SELECT body FROM stream_condition WHERE ($streamId IS NULL OR stream_id = $streamId) AND ($seriesId IS NULL OR series_id IS NULL OR series_id = $seriesId)
    AND json_extract(body, '$.eventFrom') <= $to AND coalesce(json_extract(body, '$.eventTo'), 9e999) >= $from ORDER BY json_extract(body, '$.eventFrom'), id LIMIT $limit`).all({ streamId, seriesId, from, to, limit }));
}

function read(rows: unknown[]): Condition[] {
  return (rows as { body: string }[]).map(({ body }) => JSON.parse(body) as Condition);
}
