import type { Migration } from './migration.ts';

/** Data sources that are published in Tableau, as JSON: what they hold, and how they stand. */
export const keepPublications: Migration = {
  version: 83,
  up(db) {
    db.exec('CREATE TABLE publication (id TEXT PRIMARY KEY, created_at REAL NOT NULL, view TEXT NOT NULL) STRICT, WITHOUT ROWID');
  },
};
