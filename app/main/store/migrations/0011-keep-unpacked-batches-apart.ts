import type { Migration } from './migration.ts';

/** Samples that wait for packing get a table of their own: in one row with the raw records, forgetting them wrote the records once more. */
export const keepUnpackedBatchesApart: Migration = {
  version: 11,
  up(db) {
    db.exec(`
      CREATE TABLE unpacked_batch (
        batch_id INTEGER PRIMARY KEY REFERENCES record_batch(id) ON DELETE CASCADE, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, columns BLOB NOT NULL
      ) STRICT;
      CREATE INDEX unpacked_batch_by_stream ON unpacked_batch (stream_id, batch_id);
      INSERT INTO unpacked_batch (batch_id, stream_id, columns) SELECT id, stream_id, columns FROM record_batch WHERE columns IS NOT NULL;
      DROP INDEX record_batch_unpacked;
      ALTER TABLE record_batch DROP COLUMN columns;
    `);
  },
};
