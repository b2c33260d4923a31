import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { detectFiles } from './detect-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-detect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A level with noise in two channels; row 700 is far off in the second. */
function table(rows: number): string {
  const noise = (row: number) => (((row * 7919) % 101) / 101 - 0.5);
  return `timestamp,flow,pressure\n${Array.from({ length: rows }, (_, row) => `${new Date(Date.UTC(2026, 0, 5) + row * 1000).toISOString()},${(10 + noise(row)).toFixed(3)},${(row === 700 ? 90 : 4 + noise(row + 31)).toFixed(3)}`).join('\n')}\n`;
}

it('writes a score, an alert and shares for each row in order, beside the same relative path, and goes on past a file that it cannot read', async () => {
  mkdirSync(join(folder, 'in', 'plant'), { recursive: true });
  writeFileSync(join(folder, 'in', 'plant', 'pump.csv'), table(900));
  writeFileSync(join(folder, 'in', 'words.csv'), 'a,b\nx,y\n');
  const found = [];
  for await (const one of detectFiles({ path: join(folder, 'in'), out: join(folder, 'out'), sensitivity: 0.5, seed: 1, signal: new AbortController().signal })) found.push(one);
  expect(found).toMatchObject([{ rows: 900 }, { error: { code: 'AF_INGEST_MAPPING_INVALID' } }]);

  const [head, ...lines] = readFileSync(join(folder, 'out', 'plant', 'pump.scores.csv'), 'utf8').trimEnd().split('\n');
  expect(head).toBe('timestamp,score,alert,share_flow,share_pressure');
  expect(lines).toHaveLength(900);
  const rows = lines.map((line) => line.split(','));
  expect(rows[0]![0]).toBe('2026-01-05T00:00:00.000Z');
  const [, score, alert, , pressure] = rows[700]!.map(Number) as [number, number, number, number, number];
  expect(score).toBeGreaterThan(0.8);
  expect(alert).toBe(1);
  expect(pressure).toBeGreaterThan(0.9);
  expect(rows.findIndex((row) => row[2] === '1')).toBe(700);
});

it('keeps a file to the alerts a day that were asked for, and refuses a number that can\'t be', async () => {
  const at = { path: join(folder, 'restless.csv'), out: join(folder, 'out'), sensitivity: 0.5, seed: 1, signal: new AbortController().signal };
  const value = (row: number) => (row > 200 && row % 97 === 0 ? 90 + (row % 13) : 4 + ((row * 7919) % 101) / 101);
  writeFileSync(at.path, `timestamp,load\n${Array.from({ length: 3000 }, (_, row) => `${new Date(Date.UTC(2026, 0, 5) + row * 60_000).toISOString()},${value(row).toFixed(3)}`).join('\n')}\n`);
  const spansOf = async (alertsPerDay?: number) => {
    for await (const one of detectFiles({ ...at, ...(alertsPerDay !== undefined && { alertsPerDay }) })) if ('error' in one) throw one.error;
    const alerts = readFileSync(join(folder, 'out', 'restless.scores.csv'), 'utf8').trimEnd().split('\n').slice(1).flatMap((line, row) => (line.endsWith(',1') ? [row] : []));
    return alerts.filter((row, i) => i === 0 || row - alerts[i - 1]! > 30).length;
  };
  const all = await spansOf();
  const few = await spansOf(2);
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThanOrEqual(7);
  expect(all).toBeGreaterThan(few);
  await expect(spansOf(NaN)).rejects.toMatchObject({ code: 'AF_API_INPUT_INVALID' });
});
