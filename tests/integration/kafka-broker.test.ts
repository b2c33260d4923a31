import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBroker } from '../../scripts/kafka/broker.mjs';

test.each([
  ['formatting its folder', { 'process.roles': 'neither' }],
  ['the broker did not start', { 'authorizer.class.name': 'no.such.Class' }],
])('a broker that can not start leaves no folder behind: %s', async (why, properties) => {
  const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-no-broker-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await expect(startBroker({ properties })).rejects.toThrow(why === 'the broker did not start' ? why : 'StorageTool');
    expect(readdirSync(folder).filter((name) => name.startsWith('anomalyforce-kafka-'))).toEqual([]);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  }
});
