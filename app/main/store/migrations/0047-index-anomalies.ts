import type { Migration } from './migration.ts';

/**
 * A filter over a million anomalies is answered by indexes alone, bodies are read of the page that is shown: each index has all that is filtered and ordered by. Since a range
 * of time finds what only reaches into it, the longest anomaly says how far before it one may have begun. Open ones, which a start looks up, have an index of their own.
 */
export const indexAnomalies: Migration = {
  version: 47,
  up(db) {
    db.exec(`
      DROP INDEX anomaly_by_start;
      DROP INDEX anomaly_by_stream;
      DROP INDEX anomaly_by_score;
      DROP INDEX anomaly_by_lane;
      CREATE INDEX anomaly_by_start ON anomaly (start_time, id, end_time, score, grade, stream_id, series_id, severity, verdict, shape, series_name, explanation);
      CREATE INDEX anomaly_by_stream ON anomaly (stream_id, start_time, id, end_time, score, grade, series_id, severity, verdict, shape, series_name);
      CREATE INDEX anomaly_by_score ON anomaly (score, id, start_time, end_time, stream_id, series_id, severity, verdict, shape);
      CREATE INDEX anomaly_by_lane ON anomaly (series_id, start_time, end_time, grade, score, stream_id, severity, verdict, shape);
      CREATE INDEX anomaly_by_length ON anomaly (end_time - start_time);
      CREATE INDEX anomaly_open ON anomaly (stream_id, start_time) WHERE json_extract(body, '$.open');
    `);
  },
};
