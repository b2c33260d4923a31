import type { Migration } from './migration.ts';

/** With how many anomalies an incident was last looked at for usual lags: it is not looked at again while it has as many. */
export const keepLagLooks: Migration = {
  version: 100,
  up(db) {
    db.exec('CREATE TABLE lag_look (incident_id TEXT PRIMARY KEY REFERENCES incident(id) ON DELETE CASCADE, anomaly_count INTEGER NOT NULL) WITHOUT ROWID');
  },
};
