import type { Migration } from './migration.ts';

/** Outlets as JSON without their secret, and that beside it; and the outbox of what they have to carry. What was told before stays where it is. */
export const keepOutlets: Migration = {
  version: 82,
  up(db) {
    db.exec(`
      CREATE TABLE outlet (id TEXT PRIMARY KEY, created_at REAL NOT NULL, enabled INTEGER NOT NULL, minimum_rank INTEGER NOT NULL, view TEXT NOT NULL, secret TEXT) STRICT, WITHOUT ROWID;
      CREATE TABLE delivery (
        sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, outlet_id TEXT NOT NULL REFERENCES outlet(id) ON DELETE CASCADE,
        notification TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, at REAL NOT NULL, last_error TEXT
      ) STRICT;
      CREATE INDEX delivery_queued ON delivery (outlet_id, at) WHERE state = 'queued';
    `);
  },
};
