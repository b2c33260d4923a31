import type { Migration } from './migration.ts';

/** The first schema. Times are EpochMillis; offsets whole numbers below 2^53; `body` is the domain object as JSON, its other columns are for filtering. */
export const keepStreamsAndAnomalies: Migration = {
  version: 10,
  up(db) {
    db.exec(`
      CREATE TABLE stream (
        id TEXT PRIMARY KEY, draft TEXT NOT NULL, created_at REAL NOT NULL, running INTEGER NOT NULL,
        record_count INTEGER NOT NULL DEFAULT 0, quarantined_count INTEGER NOT NULL DEFAULT 0,
        late_count INTEGER NOT NULL DEFAULT 0, anomaly_count INTEGER NOT NULL DEFAULT 0, watermark REAL
      ) STRICT;
      CREATE TABLE secret (
        stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (stream_id, name)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE place (
        stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL,
        PRIMARY KEY (stream_id, partition)
      ) STRICT, WITHOUT ROWID;
      -- columns: samples and scores in commit order, until they are packed into chunks (since schema 11 apart); raw: the records as they came.
      CREATE TABLE record_batch (
        id INTEGER PRIMARY KEY AUTOINCREMENT, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, partition INTEGER NOT NULL,
        first_offset INTEGER NOT NULL, next_offset INTEGER NOT NULL, record_count INTEGER NOT NULL, receive_time REAL NOT NULL,
        from_time REAL, to_time REAL, columns BLOB, raw BLOB
      ) STRICT;
      CREATE INDEX record_batch_by_time ON record_batch (stream_id, from_time);
      CREATE INDEX record_batch_unpacked ON record_batch (stream_id, id) WHERE columns IS NOT NULL;
      CREATE INDEX record_batch_raw ON record_batch (receive_time) WHERE raw IS NOT NULL;
      CREATE TABLE series (
        id INTEGER PRIMARY KEY, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, index_in_stream INTEGER NOT NULL,
        key TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, channels TEXT NOT NULL,
        sample_count INTEGER NOT NULL DEFAULT 0, first_time REAL, last_time REAL,
        UNIQUE (stream_id, index_in_stream), UNIQUE (stream_id, key)
      ) STRICT;
      CREATE TABLE sample_chunk (
        id INTEGER PRIMARY KEY, series_id INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE, from_time REAL NOT NULL, to_time REAL NOT NULL,
        sample_count INTEGER NOT NULL, columns BLOB NOT NULL, summary BLOB NOT NULL
      ) STRICT;
      CREATE INDEX sample_chunk_by_time ON sample_chunk (series_id, from_time);
      CREATE TABLE quarantine (
        id INTEGER PRIMARY KEY, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, partition INTEGER NOT NULL, record_offset INTEGER NOT NULL,
        receive_time REAL NOT NULL, reason TEXT NOT NULL, value BLOB
      ) STRICT;
      CREATE INDEX quarantine_by_stream ON quarantine (stream_id, id);
      CREATE TABLE detector_state (
        stream_id TEXT PRIMARY KEY REFERENCES stream(id) ON DELETE CASCADE, batch_id INTEGER NOT NULL, detector TEXT NOT NULL, model_version TEXT NOT NULL,
        state BLOB NOT NULL, spans TEXT NOT NULL
      ) STRICT;
      CREATE TABLE anomaly (
        id TEXT PRIMARY KEY, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, series_id INTEGER NOT NULL, incident_id TEXT,
        start_time REAL NOT NULL, end_time REAL NOT NULL, score REAL NOT NULL, grade REAL NOT NULL, severity TEXT NOT NULL, shape TEXT NOT NULL,
        verdict TEXT, series_name TEXT NOT NULL, explanation TEXT NOT NULL, body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX anomaly_by_start ON anomaly (start_time, id);
      CREATE INDEX anomaly_by_stream ON anomaly (stream_id, start_time, id);
      CREATE INDEX anomaly_by_score ON anomaly (score, id);
      CREATE INDEX anomaly_by_series ON anomaly (series_id, start_time);
      CREATE INDEX anomaly_by_incident ON anomaly (incident_id);
      CREATE TABLE incident (
        id TEXT PRIMARY KEY, stream_id TEXT NOT NULL REFERENCES stream(id) ON DELETE CASCADE, state TEXT NOT NULL, end_time REAL NOT NULL, body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX incident_by_end ON incident (end_time);
      CREATE TABLE feedback (
        id INTEGER PRIMARY KEY, anomaly_id TEXT NOT NULL REFERENCES anomaly(id) ON DELETE CASCADE, verdict TEXT, work_state TEXT, comment TEXT NOT NULL,
        actor TEXT NOT NULL, at REAL NOT NULL, model_version TEXT NOT NULL
      ) STRICT;
      CREATE INDEX feedback_by_anomaly ON feedback (anomaly_id, id);
      CREATE TABLE notification (id TEXT PRIMARY KEY, at REAL NOT NULL, read INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX notification_by_time ON notification (at);
      -- Append-only: each event's mac covers it and the mac before it.
      CREATE TABLE audit_event (
        sequence INTEGER PRIMARY KEY, at REAL NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, outcome TEXT NOT NULL,
        details TEXT NOT NULL, mac BLOB NOT NULL
      ) STRICT;
      CREATE TRIGGER audit_event_stays BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;
      CREATE TRIGGER audit_event_is_final BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
      CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};
