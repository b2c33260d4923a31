import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileOutlet, labelsFileOf, topicOutlet } from './simulation-outlets.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-outlet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('writes a record a line, and the labels into a file of their own', async () => {
  const file = join(folder, 'ward.jsonl');
  const outlet = fileOutlet(file);
  await outlet.labels([]);
  await outlet.records([{ key: 'bed-1', value: '{"hr":71}', timestamp: 1 }, { key: 'bed-2', value: '{"hr":64}', timestamp: 2 }]);
  await outlet.close();
  expect(readFileSync(file, 'utf8')).toBe('{"hr":71}\n{"hr":64}\n');
  expect(JSON.parse(readFileSync(labelsFileOf(file), 'utf8'))).toEqual([]);
});

test('a file that can not be made is refused at once, in words', () => {
  expect(() => fileOutlet(join(folder, 'none-such', 'ward.jsonl'))).toThrow(expect.objectContaining({ code: 'AF_API_INPUT_INVALID', message: expect.stringContaining('there is no such file or folder') as string }) as Error);
});

test('a file that is there, or that of its labels, is written over only where that is asked for', async () => {
  const file = join(folder, 'kept.jsonl');
  for (const kept of [labelsFileOf(file), file]) {
    writeFileSync(kept, 'of yesterday');
    expect(() => fileOutlet(file)).toThrow(expect.objectContaining({ code: 'AF_API_INPUT_INVALID', message: `${kept} can't be written: it is there already.` }) as Error);
    expect(readFileSync(kept, 'utf8')).toBe('of yesterday');
    const outlet = fileOutlet(file, true);
    await outlet.labels([]);
    await outlet.close();
    expect([file, labelsFileOf(file)].map((one) => readFileSync(one, 'utf8'))).toEqual(['', '[]\n']);
    for (const one of [file, labelsFileOf(file)]) rmSync(one);
  }
});

test('a broker that is not there is told before anything is written, and the outlet closes', async () => {
  const outlet = topicOutlet({ brokers: ['127.0.0.1:1'], tls: null, sasl: null }, 'ward', 'ward-labels');
  await expect(outlet.labels([])).rejects.toMatchObject({ code: 'AF_INGEST_BROKER_UNREACHABLE' });
  await outlet.close();
});
