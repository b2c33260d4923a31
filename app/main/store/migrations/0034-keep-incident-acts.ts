import type { Migration } from './migration.ts';

/** What people did with an incident: states, owners and comments, each with who and when. Incidents from before have none. */
export const keepIncidentActs: Migration = {
  version: 34,
  up(db) {
    db.exec(`
      CREATE TABLE incident_act (
        id INTEGER PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incident(id) ON DELETE CASCADE, kind TEXT NOT NULL, text TEXT NOT NULL, actor TEXT NOT NULL, at REAL NOT NULL
      ) STRICT;
      CREATE INDEX incident_act_by_incident ON incident_act (incident_id, id);
    `);
  },
};
