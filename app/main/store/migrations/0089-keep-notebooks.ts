import type { Migration } from './migration.ts';

/** Pins of charts to incidents, which act (a note) replaces which earlier one, and the tags that were ever given. A pin outlives its series: it keeps the name. */
export const keepNotebooks: Migration = {
  version: 89,
  up(db) {
    db.exec(`
      CREATE TABLE incident_pin (
        id INTEGER PRIMARY KEY, incident_id TEXT NOT NULL REFERENCES incident(id) ON DELETE CASCADE, series_id INTEGER NOT NULL, series_name TEXT NOT NULL, channel TEXT NOT NULL,
        from_time REAL NOT NULL, to_time REAL NOT NULL, caption TEXT NOT NULL, actor TEXT NOT NULL, at REAL NOT NULL
      ) STRICT;
      CREATE INDEX incident_pin_by_incident ON incident_pin (incident_id, id);
      ALTER TABLE incident_act ADD COLUMN replaces INTEGER;
      CREATE INDEX incident_act_replaced ON incident_act (replaces) WHERE replaces IS NOT NULL;
      CREATE INDEX incident_act_tag ON incident_act (text) WHERE kind = 'tagged';
    `);
  },
};
