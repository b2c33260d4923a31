import type { Migration } from './migration.ts';

/** Ended backtests of each stream, newest last; `view` is the backtest as JSON. */
export const keepBacktests: Migration = {
  version: 32,
  up(db) {
    db.exec(`
      CREATE TABLE backtest (
        id TEXT PRIMARY KEY, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, started_at REAL NOT NULL, view TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX backtest_by_stream ON backtest (stream_id, started_at);
    `);
  },
};
