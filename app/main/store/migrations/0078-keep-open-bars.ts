import type { Migration } from './migration.ts';

/** Bars whose end is still to come, by stream and series key, as they are at the stream's place; streams from before have none. */
export const keepOpenBars: Migration = {
  version: 78,
  up(db) {
    db.exec(`
      CREATE TABLE open_bar (
        stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, series_key TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (stream_id, series_key)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
