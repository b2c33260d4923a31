import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore } from '../../../tests/fixtures/store-fixture.ts';
import { systemClock, type Clock } from '../clock.ts';
import { listUploads } from './follow-works.ts';
import { createUploadFolder } from './streams/upload-folder.ts';
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
