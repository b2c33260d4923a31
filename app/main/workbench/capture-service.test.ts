import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { stream, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { systemClock } from '../clock.ts';
import type { RecordBatch } from '../ingest/record-source.ts';
import { createCaptureService } from './capture-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-captures-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('ends a capture that can not be written on, and keeps what it holds', () => {
  const captures = createCaptureService(folder, systemClock);
  captures.start(stream());
  const batch: RecordBatch = { partition: 0, offsets: new Float64Array([0]), timestamps: new Float64Array([0]), keys: [null], values: [null], nextOffset: 1, endOffset: null };
  captures.take(streamId, batch);
  expect(() => captures.take(streamId, { ...batch, values: null as never })).toThrowError(expect.objectContaining({ code: 'AF_STORE_WRITE_FAILED' }) as Error);
  expect(captures.isCapturing(streamId)).toBe(false);
  expect(captures.list()).toMatchObject([{ recordCount: 1, active: false }]);
  captures.take(streamId, batch);
});
