import type { Migration } from './migration.ts';

/** Alert rules and silences as JSON, what each rule did with what matched it, and why a delivery waits or was left out. */
export const keepAlertRules: Migration = {
  version: 86,
  up(db) {
    db.exec(`
      CREATE TABLE alert_rule (id TEXT PRIMARY KEY, created_at REAL NOT NULL, view TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE silence (id TEXT PRIMARY KEY, created_at REAL NOT NULL, view TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE alert_match (
        rule_id TEXT NOT NULL REFERENCES alert_rule(id) ON DELETE CASCADE, notification_id TEXT NOT NULL, at REAL NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (rule_id, notification_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX alert_match_by_time ON alert_match (rule_id, at);
      ALTER TABLE delivery ADD COLUMN reason TEXT;
      CREATE INDEX delivery_lasting ON delivery (sequence) WHERE state = 'lasting';
    `);
  },
};
