import type { Migration } from './migration.ts';

/** Dashboards, each as one text with its name apart for the list. */
export const keepDashboards: Migration = {
  version: 60,
  up(db) {
    db.exec('CREATE TABLE dashboard (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, saved_at REAL NOT NULL, body TEXT NOT NULL) STRICT;');
  },
};
