import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

/** The program in a process of its own, over a store of this test's. */
async function run(...args: string[]): Promise<{ code: number; said: Record<string, unknown>; errors: string }> {
  const env = { ...process.env, TMPDIR: folder, ANOMALYFORCE_PASSPHRASE: 'of the store', ANOMALYFORCE_DATA: at('data'), ANOMALYFORCE_PACK_PASSPHRASE: 'of the evidence pack' };
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts'), '--json', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  const [code] = (await once(child, 'close')) as [number];
  const last = out.trim().split('\n').at(-1)!;
  return { code, said: last === '' ? {} : (JSON.parse(last) as Record<string, unknown>), errors };
}

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
