import type { Migration } from './migration.ts';

/** Conditions of a stream's flow as JSON, with what they are found by. Streams from before have none. */
export const keepConditions: Migration = {
  version: 87,
  up(db) {
    db.exec(`
      CREATE TABLE stream_condition (
        id TEXT PRIMARY KEY, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, series_id INTEGER, begin_time REAL NOT NULL, end_time REAL, body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX stream_condition_by_begin ON stream_condition (stream_id, begin_time);
      CREATE INDEX stream_condition_by_end ON stream_condition (end_time);
      CREATE INDEX stream_condition_open ON stream_condition (stream_id) WHERE end_time IS NULL;
    `);
  },
};
