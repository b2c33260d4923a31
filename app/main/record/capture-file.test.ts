import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countCapture, createCapture, openCapture, type CapturedBatch, type CaptureMeta } from './capture-file.ts';

const meta: CaptureMeta = { stream: 'Pumps', source: 'kafka pumps', startedAt: 1, decoding: { format: 'json' }, mapping: { time: { field: 't', unit: 'ms' }, keys: [], channels: [{ field: 'v', name: 'v', unit: '' }], label: null } };
const bytes = (text: string) => new TextEncoder().encode(text);
const batches: CapturedBatch[] = [
  { partition: 3, offsets: Float64Array.of(10, 12), timestamps: Float64Array.of(5, NaN), keys: [bytes('k'), null], values: [bytes('{"t":1}'), null], nextOffset: 15 },
  { partition: 0, offsets: Float64Array.of(7), timestamps: Float64Array.of(9), keys: [null], values: [new Uint8Array([0, 255])], nextOffset: 8 },
];
function u32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}
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
    expect(countCapture(file).recordCount).toBe(2);
  });
  it('ends where a crash left nothing but zeros', () => {
    writeFileSync(file, new Uint8Array(100), { flag: 'a' });
    expect([...openCapture(file).batches]).toEqual(batches);
    expect(countCapture(file).recordCount).toBe(3);
  });
  it('is counted without reading its batches', () => {
    expect(countCapture(file)).toEqual({ meta, recordCount: 3 });
    const whole = readFileSync(file);
    const first = 8 + 8 + whole.readUInt32LE(8);
    writeFileSync(file, whole.fill(0, first + 12, first + 8 + whole.readUInt32LE(first)));
    expect(countCapture(file).recordCount).toBe(3);
  });
  it('is read and counted as the format was before batches were counted', () => {
    const whole = readFileSync(file);
    const parts = [Buffer.from('AFCAP001')];
    for (let at = 8, counted = 0; at < whole.length; counted = 4) {
      const end = at + 8 + whole.readUInt32LE(at);
      const body = whole.subarray(at + 8 + counted, end);
      const head = Buffer.alloc(8);
      head.writeUInt32LE(body.length, 0);
      head.writeUInt32LE(crc32(body), 4);
      parts.push(head, body);
      at = end;
    }
    writeFileSync(file, Buffer.concat(parts));
    expect([...openCapture(file).batches]).toEqual(batches);
    expect(countCapture(file)).toEqual({ meta, recordCount: 3 });
  });
  it('is open only while its batches are read', () => {
    const nextDescriptor = () => {
      const fd = openSync(file, 'r');
      closeSync(fd);
      return fd;
    };
    const before = nextDescriptor();
    const { batches: read } = openCapture(file);
    expect(nextDescriptor()).toBe(before);
    read.next();
    expect(nextDescriptor()).not.toBe(before);
    read.return(undefined);
    expect(nextDescriptor()).toBe(before);
    writeFileSync(file, 'AFCAP002xxxx');
    expect(() => openCapture(file)).toThrow();
    expect(() => createCapture(join(folder, 'y.afcap'), { ...meta, toJSON: () => { throw new Error('no'); } } as CaptureMeta)).toThrow();
    expect(nextDescriptor()).toBe(before);
  });
  it.each([['is something else', 'time,v\n1,2\n'], ['is empty', ''], ['has a damaged head', 'AFCAP002xxxxxxxxxxxx'], ['describes itself in no JSON', `AFCAP002\x01\0\0\0${String.fromCharCode(...u32(crc32('{')))}{`]])('is refused where the file %s', (_what, text) => {
    writeFileSync(file, text, 'latin1');
    expect(() => openCapture(file)).toThrowError(expect.objectContaining({ code: 'AF_INGEST_FILE_UNREADABLE' }) as Error);
  });
});
