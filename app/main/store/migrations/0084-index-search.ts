import type { Migration } from './migration.ts';

/**
 * What a search goes by: the channels that are part of an anomaly (as `partsOf` in `anomaly-table.ts` has them), judged anomalies, comments by time and
 * by words, owners; and searches that were saved. Comments' words stand in FTS5 tables whose text stays in its own table; what is deleted leaves no trace there.
 */
export const indexSearch: Migration = {
  version: 84,
  up(db) {
    db.exec(`
      CREATE TABLE anomaly_channel (
        channel TEXT NOT NULL, start_time REAL NOT NULL, anomaly_id TEXT NOT NULL REFERENCES anomaly(id) ON DELETE CASCADE, PRIMARY KEY (channel, start_time, anomaly_id)
      ) STRICT, WITHOUT ROWID;
      -- In order, so that the table grows at its end.
      INSERT INTO anomaly_channel (channel, start_time, anomaly_id)
        SELECT DISTINCT channel, start_time, id FROM (
          SELECT part.value ->> '$.channel' AS channel, anomaly.start_time, anomaly.id, part.value ->> '$.share' = max(part.value ->> '$.share') OVER (PARTITION BY anomaly.id) AS leads,
            part.value ->> '$.observed' NOT BETWEEN part.value ->> '$.low' AND part.value ->> '$.high' AS is_outside
          FROM anomaly, json_each(anomaly.body, '$.evidence') AS part
        ) WHERE leads OR is_outside ORDER BY channel, start_time, id;
      CREATE INDEX anomaly_channel_by_anomaly ON anomaly_channel (anomaly_id);
      CREATE INDEX anomaly_judged ON anomaly (verdict, start_time, id) WHERE verdict IS NOT NULL;

      CREATE INDEX feedback_comment ON feedback (at) WHERE comment <> '';
      CREATE INDEX incident_act_comment ON incident_act (at) WHERE kind = 'comment';
      CREATE INDEX incident_act_owner ON incident_act (text) WHERE kind = 'owner';
      ${wordsOf('feedback', 'comment', (row) => `${row}comment <> ''`)}
      ${wordsOf('incident_act', 'text', (row) => `${row}kind = 'comment'`)}

      CREATE TABLE saved_search (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, text TEXT NOT NULL, saved_at REAL NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};

/** An FTS5 index over those rows of a table that are comments. Neither table changes its rows' texts. */
function wordsOf(table: string, column: string, isComment: (row: string) => string): string {
  return `
    CREATE VIRTUAL TABLE ${table}_words USING fts5 (${column}, content = '${table}', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
    INSERT INTO ${table}_words (${table}_words, rank) VALUES ('secure-delete', 1);
    INSERT INTO ${table}_words (rowid, ${column}) SELECT id, ${column} FROM ${table} WHERE ${isComment('')};
    CREATE TRIGGER ${table}_words_of_new AFTER INSERT ON ${table} WHEN ${isComment('new.')} BEGIN
      INSERT INTO ${table}_words (rowid, ${column}) VALUES (new.id, new.${column});
    END;
    CREATE TRIGGER ${table}_words_of_deleted AFTER DELETE ON ${table} WHEN ${isComment('old.')} BEGIN
      INSERT INTO ${table}_words (${table}_words, rowid, ${column}) VALUES ('delete', old.id, old.${column});
    END;`;
}
