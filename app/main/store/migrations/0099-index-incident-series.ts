import type { Migration } from './migration.ts';

/** The index of an incident's anomalies also holds their series: a search asks of each incident which series are in it. */
export const indexIncidentSeries: Migration = {
  version: 99,
  up(db) {
    db.exec('DROP INDEX anomaly_by_incident; CREATE INDEX anomaly_by_incident ON anomaly (incident_id, series_id)');
  },
};
