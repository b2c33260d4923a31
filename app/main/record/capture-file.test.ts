import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCapture, openCapture, type CapturedBatch, type CaptureMeta } from './capture-file.ts';

const meta: CaptureMeta = { stream: 'Pumps', source: 'kafka pumps', startedAt: 1, decoding: { format: 'json' }, mapping: { time: { field: 't', unit: 'ms' }, keys: [], channels: [{ field: 'v', name: 'v', unit: '' }], label: null } };
const bytes = (text: string) => new TextEncoder().encode(text);
const batches: CapturedBatch[] = [
  { partition: 3, offsets: Float64Array.of(10, 12), timestamps: Float64Array.of(5, NaN), keys: [bytes('k'), null], values: [bytes('{"t":1}'), null], nextOffset: 15 },
  { partition: 0, offsets: Float64Array.of(7), timestamps: Float64Array.of(9), keys: [null], values: [new Uint8Array([0, 255])], nextOffset: 8 },
];
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capture-'));
  file = join(folder, 'x.afcap');
  const capture = createCapture(file, meta);
  for (const batch of batches) capture.append(batch);
  expect(capture.recordCount).toBe(3);
  expect(capture.bytes).toBe(readFileSync(file).length);
  capture.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a capture', () => {
  it('gives back its description and the records exactly, partitions and offsets included', () => {
    const capture = openCapture(file);
    expect(capture.meta).toEqual(meta);
    expect([...capture.batches]).toEqual(batches);
    expect([capture.progress(), capture.isTruncated()]).toEqual([1, false]);
  });
  it('ends at the last whole block where its tail is cut short or damaged', () => {
    truncateSync(file, readFileSync(file).length - 3);
    const cut = openCapture(file);
    expect([...cut.batches]).toEqual(batches.slice(0, 1));
    expect(cut.isTruncated()).toBe(true);
  });
  it.each([['is something else', 'time,v\n1,2\n'], ['is empty', ''], ['has a damaged head', 'AFCAP001xxxxxxxxxxxx']])('is refused where the file %s', (_what, text) => {
    writeFileSync(file, text);
    expect(() => openCapture(file)).toThrowError(expect.objectContaining({ code: 'AF_INGEST_FILE_UNREADABLE' }) as Error);
  });
});
