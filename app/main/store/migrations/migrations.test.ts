import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
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

it('refuses a schema that a newer program wrote', () => {
  const db = new Database(':memory:');
  db.pragma('user_version=999');
  expect(() => { migrate(db); }).toThrowError(expect.objectContaining({ code: 'AF_STORE_VERSION_TOO_NEW' }) as Error);
  db.close();
});
