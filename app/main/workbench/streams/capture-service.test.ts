import { mkdtempSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { systemClock } from '../../clock.ts';
import type { RecordBatch } from '../../ingest/record-source.ts';
import { createCaptureService } from './capture-service.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'anomalyforce-captures-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const batch: RecordBatch = { partition: 0, offsets: new Float64Array([0]), timestamps: new Float64Array([0]), keys: [null], values: [null], nextOffset: 1, endOffset: null };

it('ends a capture that can not be written on, and keeps what it holds', () => {
  const captures = createCaptureService(folder, systemClock);
  captures.start(stream());
  captures.take(streamId, batch);
  expect(() => captures.take(streamId, { ...batch, values: null as never })).toThrowError(expect.objectContaining({ code: 'AF_STORE_WRITE_FAILED' }) as Error);
  expect(captures.isCapturing(streamId)).toBe(false);
  expect(captures.list()).toMatchObject([{ recordCount: 1, active: false }]);
  captures.take(streamId, batch);
});

it('lists a file that is no readable capture as broken, beside the others, until it is deleted', () => {
  const captures = createCaptureService(folder, systemClock);
  captures.start(stream());
  captures.take(streamId, batch);
  const { name, startedAt } = captures.stop(streamId);
  writeFileSync(join(folder, 'torn.afcap'), 'AFCAP0');
  utimesSync(join(folder, 'torn.afcap'), startedAt / 1000 + 1, startedAt / 1000 + 1); // the file system's clock may lag behind ours
  expect(captures.list()).toMatchObject([{ name: 'torn.afcap', recordCount: 0, bytes: 6, broken: true }, { name, recordCount: 1, startedAt, broken: false }]);
  captures.remove('torn.afcap');
  expect(captures.list()).toMatchObject([{ name }]);
});

it('reads a file again only where it has changed', () => {
  const captures = createCaptureService(folder, systemClock);
  captures.start(stream());
  captures.take(streamId, batch);
  const { path } = captures.stop(streamId);
  const [first] = captures.list();
  expect(captures.list()[0]).toBe(first);
  truncateSync(path, first!.bytes - 1);
  expect(captures.list()).toMatchObject([{ recordCount: 0, broken: false }]);
});

it('deletes what lies in its folder and is not recorded, and nothing else', () => {
  const captures = createCaptureService(join(folder, 'captures'), systemClock);
  const { name } = captures.start(stream());
  writeFileSync(join(folder, 'other.afcap'), '');
  for (const [asked, code] of [[name, 'AF_STREAM_STATE_CONFLICT'], ['../other.afcap', 'AF_NOT_FOUND'], ['none.afcap', 'AF_NOT_FOUND']] as const) {
    expect(() => captures.remove(asked)).toThrowError(expect.objectContaining({ code }) as Error);
  }
  captures.stop(streamId);
  captures.remove(name);
  expect(readdirSync(join(folder, 'captures'))).toEqual([]);
  expect(readdirSync(folder)).toContain('other.afcap');
});
