import type { Migration } from './migration.ts';

/**
 * Chunks of samples say when they were received (EpochMillis, of the last batch in them), so that retention goes by that; and what retention and a look at
 * a range of records search by is indexed. Of chunks from before only the latest receive time of their stream is known, or, where no batch is left, that
 * they came neither before the stream nor, if it is live, before their samples.
 */
export const expireByReceiveTime: Migration = {
  version: 20,
  up(db) {
    db.exec(`
      ALTER TABLE sample_chunk ADD COLUMN receive_time REAL NOT NULL DEFAULT 0;
      UPDATE sample_chunk SET receive_time = coalesce(known.latest, max(known.created_at, to_time)) FROM (
        SELECT series.id AS series_id, stream.created_at, batches.latest FROM series JOIN stream ON stream.id = series.stream_id
        LEFT JOIN (SELECT stream_id, max(receive_time) AS latest FROM record_batch GROUP BY stream_id) AS batches ON batches.stream_id = stream.id
      ) AS known WHERE known.series_id = sample_chunk.series_id;
      CREATE INDEX sample_chunk_by_receive_time ON sample_chunk (receive_time, to_time);
      DROP INDEX record_batch_raw;
      CREATE INDEX record_batch_by_receive_time ON record_batch (receive_time);
      DROP INDEX record_batch_by_time;
      CREATE INDEX record_batch_by_time ON record_batch (stream_id, to_time, from_time);
      CREATE INDEX quarantine_by_receive_time ON quarantine (receive_time);
    `);
  },
};
