import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { programOver } from '../../../../../tests/fixtures/program-over.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const run = programOver(folder, { ANOMALYFORCE_PACK_PASSPHRASE: 'of the evidence pack' });

it('saves an anomaly, verifies and replays it without its store, and answers 1 where a byte was changed', async () => {
  const begin = Date.UTC(2026, 0, 5);
  writeFileSync(at('load.csv'), `time,load\n${Array.from({ length: 500 }, (_, row) => `${new Date(begin + row * 60_000).toISOString()},${row === 400 ? 90 : 5 + (row % 7) / 10}`).join('\n')}\n`);
  expect((await run('ingest', at('load.csv'))).code).toBe(0);
  const id = String((await run('export')).said.csv).split('\n')[1]!.split(',')[0]!;
  const saved = await run('pack', id, '--out', at('it.afpack'));
  expect([saved.code, saved.errors]).toEqual([0, '']);
  rmSync(at('data'), { recursive: true });
  const verified = await run('verify', at('it.afpack'), '--signer', String(saved.said.fingerprint));
  expect(verified).toMatchObject({ code: 0, errors: '', said: { isWhole: true, isSigner: true, replay: { isSame: true, anomalies: [{ anomalyId: id, outcome: 'same' }] } } });
  const bytes = readFileSync(at('it.afpack'));
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(at('it.afpack'), bytes);
  expect(await run('verify', at('it.afpack'))).toMatchObject({ code: 1, said: { isWhole: false, replay: null, parts: expect.arrayContaining([expect.objectContaining({ state: 'changed' })]) as unknown } });
}, 120_000);
