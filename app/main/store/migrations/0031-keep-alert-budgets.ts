import type { Migration } from './migration.ts';

/** A budget's counts beside the detector's state, and the thresholds (scores) that followed, each from an event time (EpochMillis) on. Streams from before have none. */
export const keepAlertBudgets: Migration = {
  version: 31,
  up(db) {
    db.exec(`
      ALTER TABLE detector_state ADD COLUMN budget TEXT;
      CREATE TABLE threshold_step (
        stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, time REAL NOT NULL, threshold REAL NOT NULL, PRIMARY KEY (stream_id, time)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
