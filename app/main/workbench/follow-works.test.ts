import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream } from '../../../tests/fixtures/store-fixture.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { StreamHealth } from '../../shared/domain/stream.ts';
import { followImports, listUploads } from './follow-works.ts';
import type { StreamRow } from './streams/stream-service.ts';
import { createUploadFolder } from './streams/upload-folder.ts';
import { createTopic } from './topic.ts';
import { createWorkRegistry } from './work-registry.ts';

let made: ReturnType<typeof makeStore>;
let folder: string;
let waits: Map<object, () => void>;
/** Nothing falls due until it is asked for. */
const clock: Clock = { ...systemClock, after(_, callback) {
  const key = {};
  waits.set(key, callback);
  return () => void waits.delete(key);
} };
beforeEach(() => { made = makeStore(); folder = mkdtempSync(join(tmpdir(), 'anomalyforce-uploads-')); waits = new Map(); });
afterEach(() => { made.remove(); rmSync(folder, { recursive: true, force: true }); });

function open() {
  const work = createWorkRegistry({ store: made.store, clock: systemClock, failed: (error) => { throw error as Error; } });
  return { work, uploads: listUploads(work, createUploadFolder(folder, () => false), clock) };
}
const mebibyte = new Uint8Array(2 ** 20);

it('lists an upload of several pieces until it is whole, and none of a single piece', () => {
  const { work, uploads } = open();
  uploads.append(uploads.begin('small.csv', 2 ** 20), mebibyte);
  expect(work.list()).toEqual([]);
  const uploadId = uploads.begin('large.csv', 2 * 2 ** 20);
  uploads.append(uploadId, mebibyte);
  expect(work.list()).toMatchObject([{ kind: 'upload', subject: 'large.csv', state: 'running', doneCount: 2 ** 20, part: 0.5 }]);
  uploads.append(uploadId, mebibyte);
  uploads.finish(uploadId);
  expect(work.list()).toMatchObject([{ state: 'done', doneCount: 2 * 2 ** 20, part: 1 }]);
  expect(waits.size).toBe(0);
});

it('ends a cancelled upload for the screen that sends it, with its file', () => {
  const { work, uploads } = open();
  const uploadId = uploads.begin('large.csv', 2 * 2 ** 20);
  uploads.append(uploadId, mebibyte);
  work.cancel(work.list()[0]!.id);
  expect(work.list()).toMatchObject([{ state: 'cancelled' }]);
  expect(() => uploads.append(uploadId, mebibyte)).toThrow('no such upload');
  expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
});

it('gives up an upload that nobody goes on with', () => {
  const { work, uploads } = open();
  uploads.append(uploads.begin('large.csv', 2 * 2 ** 20), mebibyte);
  expect(waits.size).toBe(1);
  for (const giveUp of waits.values()) giveUp();
  expect(work.list()).toMatchObject([{ state: 'stopped', hint: 'The screen that sent it is gone. Choose the file again.' }]);
  expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
});

it('lists a saved stream that is played at a pace, says that it is paused, and no stream of Kafka', () => {
  const { work } = open();
  const changes = createTopic<{ changed: StreamRow[]; removed: [] }>((error) => { throw error as Error; });
  const file = { ...stream(), pace: 60, source: { kind: 'file', location: { at: 'sample', sampleId: 's' }, format: 'csv' } as const };
  const row = (state: StreamHealth['state'], recordCount: number): StreamRow => ({ stream: file, health: { state, recordCount, progress: recordCount / 100, error: null } as StreamHealth });
  const stopped: string[] = [];
  followImports(work, { list: () => [], stop: (id) => Promise.resolve(void stopped.push(id)), topics: { streams: changes } }, (error) => { throw error as Error; });
  const say = (state: StreamHealth['state'], recordCount: number) => changes.publish({ changed: [row(state, recordCount)], removed: [] });
  say('running', 0);
  say('running', 25);
  expect(work.list()).toMatchObject([{ kind: 'import', subject: 'Test', state: 'running', doneCount: 25, part: 0.25, hint: '' }]);
  say('paused', 25);
  expect(work.list()).toMatchObject([{ state: 'running', perSecond: null, leftMs: null, hint: 'Paused. Resume the stream to go on.' }]);
  say('running', 30);
  expect(work.list()).toMatchObject([{ hint: '', part: 0.3 }]);
  work.cancel(work.list()[0]!.id);
  expect(stopped).toEqual([file.id]);
  say('idle', 30);
  expect(work.list()).toMatchObject([{ state: 'cancelled' }]);
  changes.publish({ changed: [{ ...row('running', 1), stream: stream() }], removed: [] });
  expect(work.list()).toHaveLength(1);
});
