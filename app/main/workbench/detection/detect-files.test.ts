import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSeededRandom } from '../../seeded-random.ts';
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

it('alerts are the rows of the anomalies that the workbench would tell: one ends with what was out, not with the means that it pulled aside', async () => {
  const random = createSeededRandom('ends');
  const at = { path: join(folder, 'ends.csv'), out: join(folder, 'out'), sensitivity: 0.5, seed: 1, signal: new AbortController().signal };
  writeFileSync(at.path, `timestamp,load\n${Array.from({ length: 2000 }, (_, row) => `${new Date(Date.UTC(2026, 0, 5) + row * 60_000).toISOString()},${(random.normal(50) + (row >= 1500 && row < 1524 ? 12 : 0)).toFixed(3)}`).join('\n')}\n`);
  for await (const one of detectFiles(at)) if ('error' in one) throw one.error;
  const alerts = readFileSync(join(folder, 'out', 'ends.scores.csv'), 'utf8').trimEnd().split('\n').slice(1).flatMap((line, row) => (line.endsWith(',1') ? [row] : []));
  expect(alerts[0]).toBe(1500);
  expect(alerts.at(-1)).toBeLessThan(1530);
});

it('writes over the scores of an earlier run only where that is asked for', async () => {
  writeFileSync(join(folder, 'again.csv'), table(120));
  const scores = join(folder, 'again', 'again.scores.csv');
  mkdirSync(join(folder, 'again'));
  writeFileSync(scores, 'of yesterday');
  const run = async (force: boolean) => {
    const done = [];
    for await (const one of detectFiles({ path: join(folder, 'again.csv'), out: join(folder, 'again'), force, sensitivity: 0.5, seed: 1, signal: new AbortController().signal })) done.push(one);
    return done;
  };
  expect(await run(false)).toMatchObject([{ error: { code: 'AF_API_INPUT_INVALID', message: `${scores} can't be written: it is there already.`, hint: expect.stringContaining('--force') as string } }]);
  expect(readFileSync(scores, 'utf8')).toBe('of yesterday');
  expect(await run(true)).toMatchObject([{ rows: 120 }]);
  // Scores beside their files are no input of the next run.
  writeFileSync(join(folder, 'again', 'new.csv'), table(120));
  const found = [];
  for await (const one of detectFiles({ path: join(folder, 'again'), out: join(folder, 'again'), sensitivity: 0.5, seed: 1, signal: new AbortController().signal })) found.push(one);
  expect(found).toMatchObject([{ file: join(folder, 'again', 'new.csv'), rows: 120 }]);
  expect(readFileSync(scores, 'utf8')).toMatch(/^timestamp,score/);
});

it('says how numbers are read, and that too few rows were learned for a score', async () => {
  writeFileSync(join(folder, 'shop.csv'), `day,sales\n${Array.from({ length: 200 }, (_, row) => `${new Date(Date.UTC(2026, 0, 5 + row)).toISOString().slice(0, 10)},"1,0${String(10 + (row % 7))}.50"`).join('\n')}\n`);
  const run = async (trainRows?: number) => {
    const done = [];
    for await (const one of detectFiles({ path: join(folder, 'shop.csv'), out: join(folder, 'out'), force: true, sensitivity: 0.5, seed: 1, ...(trainRows !== undefined && { trainRows }), signal: new AbortController().signal })) done.push(one);
    return done;
  };
  expect(await run()).toMatchObject([{ rows: 200, doubts: ['Numbers such as "1,010.50" are read as 1010.50.'] }]);
  expect(await run(20)).toMatchObject([{ alerts: 0, doubts: [expect.any(String), expect.stringMatching(/^No row has a score/)] }]);
  writeFileSync(join(folder, 'shop.csv'), 'day,sales\n2026-01-05,10\n');
  expect(await run()).toMatchObject([{ rows: 1, doubts: [expect.stringMatching(/^No row has a score/)] }]);
});

it('says how many series it found, and by which field', async () => {
  const rows = Array.from({ length: 300 }, (_, row) => `${new Date(Date.UTC(2026, 0, 5) + Math.floor(row / 3) * 60_000).toISOString()},pump-${row % 3},${row % 7}`);
  writeFileSync(join(folder, 'three.csv'), ['timestamp,pump,load', ...rows].join('\n'));
  const done = [];
  for await (const one of detectFiles({ path: join(folder, 'three.csv'), out: join(folder, 'out'), sensitivity: 0.5, seed: 1, signal: new AbortController().signal })) done.push(one);
  expect(done).toMatchObject([{ rows: 300, series: 3, keys: ['pump'] }]);
});

it('says how many rows have no score, and why', async () => {
  const time = (row: number) => new Date(Date.UTC(2026, 0, 5) + row * 60_000).toISOString();
  const rows = Array.from({ length: 300 }, (_, row) => `${time(row)},${row % 7}`);
  writeFileSync(join(folder, 'twice.csv'), ['timestamp,load', ...rows.slice(0, 250), rows[249], rows[100], 'not a time,5', ...rows.slice(250)].join('\n'));
  const done = [];
  for await (const one of detectFiles({ path: join(folder, 'twice.csv'), out: join(folder, 'out'), sensitivity: 0.5, seed: 1, signal: new AbortController().signal })) done.push(one);
  expect(done).toMatchObject([{ rows: 303, doubts: ['2 rows come late, or at the time of another row of their series: they have no score.', '1 row can\'t be read.'] }]);
});

it('keeps a file to the alerts a day that were asked for, and refuses a number that can\'t be', async () => {
  const at = { path: join(folder, 'restless.csv'), out: join(folder, 'out'), force: true, sensitivity: 0.5, seed: 1, signal: new AbortController().signal };
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

it('says that a file has no time, reads days with dots, and tells in words of a folder that can\'t be had', async () => {
  const lines = (time: (row: number) => string) => `${['Zeit;load', ...Array.from({ length: 300 }, (_, row) => `${time(row)};${row % 7},5`)].join('\n')}\n`;
  mkdirSync(join(folder, 'times'));
  writeFileSync(join(folder, 'times', 'days.csv'), lines((row) => `${String(1 + (row % 28)).padStart(2, '0')}.${String(1 + Math.floor(row / 28)).padStart(2, '0')}.2026 14:05:00`));
  writeFileSync(join(folder, 'times', 'none.csv'), lines(() => 'as ever'));
  writeFileSync(join(folder, 'in-its-place'), '');
  const run = async (out: string) => {
    const done = [];
    for await (const one of detectFiles({ path: join(folder, 'times'), out: join(folder, out), sensitivity: 0.5, seed: 1, signal: new AbortController().signal })) done.push(one);
    return done;
  };
  expect(await run('timed')).toMatchObject([{ rows: 300, timed: true }, { rows: 300, timed: false }]);
  const [, first, second] = readFileSync(join(folder, 'timed', 'days.scores.csv'), 'utf8').split('\n');
  expect([first, second].map((line) => line!.split(',')[0])).toEqual(['2026-01-01T14:05:00.000Z', '2026-01-02T14:05:00.000Z']);
  expect(await run('in-its-place')).toMatchObject([{ error: { code: 'AF_API_INPUT_INVALID', message: `${join(folder, 'in-its-place')} can't be made: something else is in its place.` } }, { error: { code: 'AF_API_INPUT_INVALID' } }]);
});

it.each(['csv', 'json'] as const)('scores a file that begins with the newest from its end on, and writes a score for each row where it stands in the file: %s', async (ending) => {
  const [head, ...forth] = table(900).trimEnd().split('\n');
  const text = (rows: readonly string[]) => (ending === 'csv' ? `${[head, ...rows].join('\n')}\n` : JSON.stringify(rows.map((row) => Object.fromEntries(row.split(',').map((cell, at) => [head!.split(',')[at], at === 0 ? cell : Number(cell)])))));
  const scoresOf = async (name: string, rows: readonly string[]) => {
    writeFileSync(join(folder, `${name}.${ending}`), text(rows));
    const done = [];
    for await (const one of detectFiles({ path: join(folder, `${name}.${ending}`), out: join(folder, 'order'), force: true, sensitivity: 0.5, seed: 1, signal: new AbortController().signal })) done.push(one);
    return { done, lines: readFileSync(join(folder, 'order', `${name}.scores.csv`), 'utf8').trimEnd().split('\n').slice(1) };
  };
  const oldest = await scoresOf('oldest', forth);
  const newest = await scoresOf('newest', forth.toReversed());
  expect(newest.done).toMatchObject([{ rows: 900, alerts: (oldest.done[0] as { alerts: number }).alerts, doubts: [expect.stringContaining('runs from the newest to the oldest')] }]);
  expect(newest.lines[199]).toMatch(/^2026-01-05T00:11:40\.000Z,.*,1,/);
  expect(newest.lines).toEqual(oldest.lines.toReversed());
});
