import type { Migration } from './migration.ts';

/** What is kept of a view of Tableau: its mapping and findings as JSON, the last data that was seen (JSON, with when), and the last picture. */
export const keepTableauViews: Migration = {
  version: 85,
  up(db) {
    db.exec(`CREATE TABLE tableau_view (
      connection_id TEXT NOT NULL, path TEXT NOT NULL, mapping TEXT, findings TEXT NOT NULL DEFAULT '[]',
      snapshot TEXT, snapshot_at REAL, picture BLOB, picture_at REAL, PRIMARY KEY (connection_id, path)
    ) STRICT, WITHOUT ROWID`);
  },
};
