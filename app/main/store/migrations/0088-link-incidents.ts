import type { Migration } from './migration.ts';

/** Links between incidents of different streams, `a` the lesser id; `linked` 0 where an analyst took them apart. Incidents from before have none. */
export const linkIncidentsOfStreams: Migration = {
  version: 88,
  up(db) {
    db.exec(`
      CREATE TABLE incident_link (
        a TEXT NOT NULL REFERENCES incident(id) ON DELETE CASCADE, b TEXT NOT NULL REFERENCES incident(id) ON DELETE CASCADE,
        kind TEXT NOT NULL, words TEXT NOT NULL, linked INTEGER NOT NULL, PRIMARY KEY (a, b)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX incident_link_by_b ON incident_link (b);
    `);
  },
};
