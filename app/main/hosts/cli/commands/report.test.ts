import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { programOver } from '../../../../../tests/fixtures/program-over.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const run = programOver(folder);

it('writes the report of an anomaly\'s incident as the file\'s ending says, and nothing over a file that is there unless it is to', async () => {
  const begin = Date.UTC(2026, 0, 5);
  writeFileSync(at('load.csv'), `time,load\n${Array.from({ length: 500 }, (_, row) => `${new Date(begin + row * 60_000).toISOString()},${row === 400 ? 90 : 5 + (row % 7) / 10}`).join('\n')}\n`);
  expect((await run('ingest', at('load.csv'))).code).toBe(0);
  const id = String((await run('export')).said.csv).split('\n')[1]!.split(',')[0]!;
  expect(await run('report', id, '--out', at('it.pdf'))).toMatchObject({ code: 0, errors: '', said: { words: [] } });
  expect(readFileSync(at('it.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await run('report', id, '--out', at('it.html'), '--zone', 'Europe/Berlin')).toMatchObject({ code: 0 });
  expect(readFileSync(at('it.html'), 'utf8')).toContain('all are Europe/Berlin');
  expect(await run('report', id, '--out', at('it.csv'), '--content', 'samples')).toMatchObject({ code: 0 });
  expect((await run('report', id, '--out', at('it.csv'), '--content', 'anomalies')).errors).toContain('there already');
  expect((await run('export', '--out', at('it.csv'))).errors).toContain('give --force to write over it');
  expect(readFileSync(at('it.csv'), 'utf8')).not.toContain(id);
  expect(await run('export', '--out', at('it.csv'), '--force')).toMatchObject({ code: 0, errors: '' });
  expect(readFileSync(at('it.csv'), 'utf8')).toContain(id);
  expect(await run('report', id, '--out', at('it.csv'), '--content', 'samples', '--force')).toMatchObject({ code: 0 });
  expect(readFileSync(at('it.csv'), 'utf8')).not.toContain(id);
  expect((await run('report', id, '--out', at('it.doc'))).errors).toContain('End a report by');
  expect(existsSync(at('it.doc'))).toBe(false);
}, 120_000);
