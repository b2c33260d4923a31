import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openTestWorkbench, untilHealth } from '../../../tests/fixtures/open-test-workbench.ts';
import { memorySecretStore } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-streams-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('says of a saved stream that it was read to its end, with its series, after a restart and after an edit', async () => {
  const path = join(folder, 'two.csv');
  writeFileSync(path, `time,room,value\n${Array.from({ length: 40 }, (_, i) => `2026-01-05T00:00:${String(i).padStart(2, '0')}Z,${i % 2 === 0 ? 'a' : 'b'},${i}`).join('\n')}\n`);
  const secretStore = memorySecretStore();
  const first = await openTestWorkbench({ secretStore });
  const [detector] = await first.workbench.call('detectors.list', {});
  const draft = {
    name: 'two rooms', domain: 'other' as const, source: { kind: 'file' as const, location: { at: 'path' as const, path }, format: 'csv' as const }, decoding: { format: 'csv' as const, columns: ['time', 'room', 'value'] },
    mapping: { time: { field: 'time', unit: 'iso' as const }, keys: ['room'], channels: [{ field: 'value', name: 'value', unit: '' }], label: null }, detector: { name: detector!.name },
  };
  const { id } = await first.workbench.call('streams.create', draft);
  await untilHealth(first.workbench, id, ({ state }) => state === 'finished');
  await first.close();

  const again = await openTestWorkbench({ dataFolder: first.dataFolder, secretStore });
  try {
    const health = async () => (await again.workbench.call('streams.list', {}))[0]!.health;
    expect(await health()).toMatchObject({ state: 'finished', seriesCount: 2, recordCount: 40, progress: 1 });
    await again.workbench.call('streams.update', { streamId: id, draft: { ...draft, name: 'rooms' } });
    expect(await health()).toMatchObject({ state: 'finished', seriesCount: 2, recordCount: 40 });
  } finally {
    await again.remove();
  }
});
