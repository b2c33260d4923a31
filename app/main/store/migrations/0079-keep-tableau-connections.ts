import type { Migration } from './migration.ts';

/** Connections to Tableau as JSON without their secret, and that beside it. */
export const keepTableauConnections: Migration = {
  version: 79,
  up(db) {
    db.exec('CREATE TABLE tableau_connection (id TEXT PRIMARY KEY, created_at REAL NOT NULL, view TEXT NOT NULL, secret TEXT) STRICT, WITHOUT ROWID');
  },
};
