import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { partsOf } from '../tables/anomaly-table.ts';
import { migrate } from './migrations.ts';

it('keeps samples that wait for packing, and the records beside them, over the step to schema 11', () => {
  const db = new Database(':memory:');
  migrate(db, 10);
  db.exec(`
    INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0);
    INSERT INTO record_batch (id, stream_id, partition, first_offset, next_offset, record_count, receive_time, columns, raw) VALUES
      (1, 's', 0, 0, 5, 5, 0, NULL, x'01'), (2, 's', 0, 5, 9, 4, 0, x'aabb', x'02');
  `);
  migrate(db);
  expect(db.prepare('SELECT batch_id, stream_id, hex(columns) AS columns FROM unpacked_batch').all()).toEqual([{ batch_id: 2, stream_id: 's', columns: 'AABB' }]);
  expect(db.prepare('SELECT id, next_offset, hex(raw) AS raw FROM record_batch ORDER BY id').all()).toEqual([{ id: 1, next_offset: 5, raw: '01' }, { id: 2, next_offset: 9, raw: '02' }]);
  db.close();
});

it('gives chunks from before schema 20 the latest receive time that may be theirs', () => {
  const db = new Database(':memory:');
  migrate(db, 12);
  db.exec(`
    INSERT INTO stream (id, draft, created_at, running) VALUES ('left', '{}', 500, 0), ('gone', '{}', 500, 0);
    INSERT INTO series (id, stream_id, index_in_stream, key, name, dimensions, channels) VALUES (1, 'left', 0, '', '', '', ''), (2, 'gone', 0, '', '', '', '');
    INSERT INTO record_batch (stream_id, partition, first_offset, next_offset, record_count, receive_time) VALUES ('left', 0, 0, 5, 5, 700), ('left', 0, 5, 9, 4, 900);
    INSERT INTO sample_chunk (id, series_id, from_time, to_time, sample_count, columns, summary) VALUES (1, 1, 0, 100, 1, x'', x''), (2, 2, 0, 100, 1, x'', x''), (3, 2, 0, 800, 1, x'', x'');
  `);
  migrate(db);
  expect(db.prepare('SELECT receive_time FROM sample_chunk ORDER BY id').pluck().all()).toEqual([900, 500, 800]);
  db.close();
});

it('leaves detection and streams from before schema 31 as they are, without a budget', () => {
  const db = new Database(':memory:');
  migrate(db, 20);
  db.exec(`
    INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0);
    INSERT INTO detector_state (stream_id, batch_id, detector, model_version, state, spans) VALUES ('s', 7, 'd', '1', x'01', '[]');
  `);
  migrate(db);
  expect(db.prepare('SELECT batch_id, spans, budget FROM detector_state').all()).toEqual([{ batch_id: 7, spans: '[]', budget: null }]);
  expect(db.prepare('SELECT count(*) FROM threshold_step').pluck().get()).toBe(0);
  db.close();
});

it('has no unfinished bar of a stream from before schema 78, and gives them up with their stream', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys=ON');
  migrate(db, 47);
  db.exec("INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0)");
  migrate(db);
  const count = db.prepare('SELECT count(*) FROM open_bar').pluck();
  expect(count.get()).toBe(0);
  db.exec("INSERT INTO open_bar (stream_id, series_key, state) VALUES ('s', '[]', x'00'); DELETE FROM stream");
  expect(count.get()).toBe(0);
  db.close();
});

it('keeps connections to Tableau from schema 79 on, and none before', () => {
  const db = new Database(':memory:');
  migrate(db, 78);
  db.exec("INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0)");
  migrate(db);
  expect(db.prepare('SELECT count(*) FROM tableau_connection').pluck().get()).toBe(0);
  expect(db.prepare('SELECT count(*) FROM stream').pluck().get()).toBe(1);
  db.close();
});

it('sends nothing that was told before schema 82, and gives up an outlet with its outbox', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys=ON');
  migrate(db, 81);
  db.exec("INSERT INTO notification (id, at, read, body) VALUES ('n', 0, 0, '{}')");
  migrate(db);
  const count = db.prepare('SELECT count(*) FROM delivery').pluck();
  expect([count.get(), db.prepare('SELECT count(*) FROM notification').pluck().get()]).toEqual([0, 1]);
  db.exec("INSERT INTO outlet (id, created_at, enabled, minimum_rank, view) VALUES ('c', 0, 1, 0, '{}'); INSERT INTO delivery (id, outlet_id, notification, state, attempts, at) VALUES ('n.c', 'c', '{}', 'queued', 0, 0); DELETE FROM outlet");
  expect(count.get()).toBe(0);
  db.close();
});

it('keeps what waited in the outbox before schema 86, without a reason and as no test, and forgets with a rule what it did', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys=ON');
  migrate(db, 84);
  db.exec("INSERT INTO outlet (id, created_at, enabled, minimum_rank, view) VALUES ('c', 0, 1, 0, '{}'); INSERT INTO delivery (id, outlet_id, notification, state, attempts, at) VALUES ('n.c', 'c', '{}', 'queued', 2, 5)");
  migrate(db);
  expect(db.prepare('SELECT state, attempts, reason, trial FROM delivery').all()).toEqual([{ state: 'queued', attempts: 2, reason: null, trial: 0 }]);
  db.exec("INSERT INTO alert_rule VALUES ('r', 0, '{}'); INSERT INTO alert_match VALUES ('r', 'n', 0, 'told'); DELETE FROM alert_rule");
  expect(db.prepare('SELECT count(*) FROM alert_match').pluck().get()).toBe(0);
  db.close();
});

it('has no dashboards in a store from before schema 60, and what was there stays', () => {
  const db = new Database(':memory:');
  migrate(db, 59);
  db.exec("INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0)");
  migrate(db);
  expect([db.prepare('SELECT count(*) FROM dashboard').pluck().get(), db.prepare('SELECT id FROM stream').pluck().all()]).toEqual([0, ['s']]);
  db.close();
});

it('finds comments, channels and verdicts from before schema 84, and forgets what is deleted', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys=ON');
  db.pragma('trusted_schema=OFF');
  migrate(db, 82);
  const evidence = ([['flow', 9, 1, 3, 0.2], ['load', 2, 1, 3, 0.7], ['heat', 2, 1, 3, 0.1], ['gone', null, 1, 3, 0]] as const).map(([channel, observed, low, high, share]) => ({ channel, observed, low, high, share }));
  db.prepare("INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0)").run();
  const add = (id: string, body: object) => db.prepare("INSERT INTO anomaly (id, stream_id, series_id, start_time, end_time, score, grade, severity, shape, series_name, explanation, body) VALUES (?, 's', 1, 5, 6, 1, 1, 'low', 'spike', '', '', ?)").run(id, JSON.stringify(body));
  add('a', { evidence });
  db.exec(`
    INSERT INTO feedback (anomaly_id, comment, actor, at, model_version) VALUES ('a', '', 'k', 1, ''), ('a', 'A stuck välve', 'k', 2, '');
    INSERT INTO incident (id, stream_id, state, end_time, body) VALUES ('i', 's', 'open', 0, '{}');
    INSERT INTO incident_act (incident_id, kind, text, actor, at) VALUES ('i', 'owner', 'valve', 'k', 0), ('i', 'comment', 'valve again', 'k', 0);
  `);
  migrate(db);
  const channels = () => db.prepare('SELECT anomaly_id AS id, channel FROM anomaly_channel ORDER BY 1, 2').all();
  const found = (table: string) => db.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH 'valve'`).pluck().all();
  expect([channels(), found('feedback_words'), found('incident_act_words')]).toEqual([[{ id: 'a', channel: 'flow' }, { id: 'a', channel: 'load' }], [2], [2]]);
  expect(partsOf(evidence as Anomaly['evidence'])).toEqual(['flow', 'load']);
  db.exec("DELETE FROM stream");
  expect([channels(), found('feedback_words'), found('incident_act_words')]).toEqual([[], [], []]);
  db.close();
});

it('has no conditions of a stream from before schema 87, and gives them up with their stream', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys=ON');
  migrate(db, 86);
  db.exec("INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0)");
  migrate(db);
  const count = db.prepare('SELECT count(*) FROM stream_condition').pluck();
  expect(count.get()).toBe(0);
  db.exec("INSERT INTO stream_condition (id, stream_id, series_id, begin_time, end_time, body) VALUES ('c', 's', NULL, 0, NULL, '{}'); DELETE FROM stream");
  expect(count.get()).toBe(0);
  db.close();
});

it('has no links of incidents from before schema 88, and gives them up with either incident', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys=ON');
  db.pragma('trusted_schema=OFF');
  migrate(db, 87);
  db.exec(`
    INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0), ('t', '{}', 0, 0);
    INSERT INTO incident (id, stream_id, state, end_time, body) VALUES ('i', 's', 'open', 0, '{}'), ('j', 't', 'open', 0, '{}');
  `);
  migrate(db);
  const count = db.prepare('SELECT count(*) FROM incident_link').pluck();
  expect(count.get()).toBe(0);
  db.exec("INSERT INTO incident_link (a, b, kind, words, linked) VALUES ('i', 'j', 'key', '', 1); DELETE FROM stream WHERE id = 't'");
  expect(count.get()).toBe(0);
  db.close();
});

it('knows no lag of links from before schema 95', () => {
  const db = new Database(':memory:');
  db.pragma('trusted_schema=OFF');
  migrate(db, 94);
  db.exec(`
    INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0), ('t', '{}', 0, 0);
    INSERT INTO incident (id, stream_id, state, end_time, body) VALUES ('i', 's', 'open', 0, '{}'), ('j', 't', 'open', 0, '{}');
    INSERT INTO incident_link (a, b, kind, words, linked) VALUES ('i', 'j', 'key', 'w', 1);
  `);
  migrate(db);
  expect(db.prepare('SELECT words, linked, lag_ms FROM incident_link').all()).toEqual([{ words: 'w', linked: 1, lag_ms: null }]);
  db.close();
});

it('keeps the notes of a store from before schema 89, which replace none, and gives up pins with their incident', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys=ON');
  db.pragma('trusted_schema=OFF');
  migrate(db, 88);
  db.exec(`
    INSERT INTO stream (id, draft, created_at, running) VALUES ('s', '{}', 0, 0);
    INSERT INTO incident (id, stream_id, state, end_time, body) VALUES ('i', 's', 'open', 0, '{}');
    INSERT INTO incident_act (incident_id, kind, text, actor, at) VALUES ('i', 'comment', 'Before.', 'a', 0);
  `);
  migrate(db);
  expect(db.prepare('SELECT text, replaces FROM incident_act').all()).toEqual([{ text: 'Before.', replaces: null }]);
  db.exec("INSERT INTO incident_pin (incident_id, series_id, series_name, channel, from_time, to_time, caption, actor, at) VALUES ('i', 1, 'a', 'load', 0, 1, '', 'a', 0); DELETE FROM stream WHERE id = 's'");
  expect(db.prepare('SELECT count(*) FROM incident_pin').pluck().get()).toBe(0);
  db.close();
});

it('refuses a schema that a newer program wrote', () => {
  const db = new Database(':memory:');
  db.pragma('user_version=999');
  expect(() => { migrate(db); }).toThrowError(expect.objectContaining({ code: 'AF_STORE_VERSION_TOO_NEW' }) as Error);
  db.close();
});

it('has nothing kept of Tableau’s views in a store from before schema 85, and its connections stay', () => {
  const db = new Database(':memory:');
  migrate(db, 84);
  db.exec("INSERT INTO tableau_connection (id, created_at, view) VALUES ('c', 0, '{}')");
  migrate(db);
  expect([db.prepare('SELECT count(*) FROM tableau_view').pluck().get(), db.prepare('SELECT id FROM tableau_connection').pluck().all()]).toEqual([0, ['c']]);
  db.close();
});

it('keeps the mapping, findings and last judging of a view under the sheet that they are of', () => {
  const db = new Database(':memory:');
  migrate(db, 99);
  const mapping = JSON.stringify({ sheet: { place: 1, name: 'Beds' }, stream: 's' });
  db.prepare("INSERT INTO tableau_view (connection_id, path, mapping, findings, judged, snapshot, snapshot_at) VALUES ('c', '/a', ?, '[1]', '{}', '{}', 5), ('c', '/b', NULL, '[]', NULL, '{}', 6)").run(mapping);
  migrate(db);
  expect(db.prepare('SELECT * FROM tableau_sheet').all()).toEqual([{ connection_id: 'c', path: '/a', name: 'Beds', place: 1, mapping, findings: '[1]', judged: '{}' }]);
  expect(db.prepare('SELECT path, snapshot_at FROM tableau_view').all()).toEqual([{ path: '/a', snapshot_at: 5 }, { path: '/b', snapshot_at: 6 }]);
  db.close();
});
