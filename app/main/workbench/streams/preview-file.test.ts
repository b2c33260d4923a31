import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { previewFile } from './preview-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-newest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const none = { decoding: null, mapping: null };
const told = 'The file runs from the newest to the oldest: it is read from its end, the oldest first.';
function fileOf(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const day = (row: number) => new Date(Date.UTC(2026, 5, 1) - row * 86_400_000).toISOString().slice(0, 10);
const records = Array.from({ length: 60 }, (_, row) => ({ date: day(Math.floor(row / 2)), load: row / 7 }));
const csv = `date,note,load\n${records.map(({ date, load }) => `${date},"two\nlines",${load}`).join('\n')}\n`;

describe('the preview of a file', () => {
  it.each([
    ['csv', 'a.csv', csv],
    ['csv', 'a.csv.gz', gzipSync(csv)],
    ['json-lines', 'a.jsonl', records.map((record) => JSON.stringify(record)).join('\n')],
    ['json-lines', 'a.json', JSON.stringify(records)],
  ] as const)('says that it runs from the newest to the oldest, and shows its rows as they stand there: %s, %s', async (format, name, content) => {
    const preview = await previewFile(fileOf(name, content), format, 300, none);
    expect(preview).toMatchObject({ newestFirst: true, mapping: { time: { field: 'date', unit: 'iso' }, channels: [{ field: 'load' }] } });
    expect(preview.doubts[0]).toBe(told);
    expect(preview.rows[0]).toMatchObject({ offset: '0', eventTime: Date.UTC(2026, 5, 1) });
    expect(preview.rows[2]).toMatchObject({ offset: '2', eventTime: Date.UTC(2026, 4, 31) });
  });
  it('says so of Parquet, and where the time is a number that only its steps tell, or the rows are counted down', async () => {
    const path = join(folder, 'a.parquet');
    const seconds = (row: number) => Date.UTC(2026, 0, 1) / 1000 - row * 60;
    parquetWriteFile({ filename: path, columnData: [{ name: 'logged', data: records.map((_record, row) => seconds(row)), type: 'DOUBLE' }, { name: 'event_id', data: records.map((_record, row) => 9000 - 3 * row), type: 'DOUBLE' }, { name: 'load', data: records.map(({ load }) => load), type: 'DOUBLE' }] });
    const preview = await previewFile(path, 'parquet', 300, none);
    expect(preview).toMatchObject({ newestFirst: true, doubts: [told], mapping: { time: { field: 'logged', unit: 's' }, channels: [{ field: 'load' }] } });
  });
  it('names the line that stands first in the file where it holds no names', async () => {
    const { newestFirst, doubts } = await previewFile(fileOf('bare.csv', records.map(({ load }, row) => `${day(row)},${load + 1}`).join('\n')), 'csv', 300, none);
    expect(newestFirst).toBe(true);
    expect(doubts.join()).toContain(`The first line, "${day(0)},1", holds values`);
  });
  it('reads on where the first rows have one time, and tells series apart as in a file that begins with the oldest', async () => {
    const table = (of: (row: number) => number) => `date,ward,beds\n${Array.from({ length: 1_200 }, (_, row) => `${day(of(Math.floor(row / 400)))},ward ${row % 40},${(row * 7919) % 101}`).join('\n')}\n`;
    const newest = await previewFile(fileOf('many.csv', table((at) => at)), 'csv', 300, none);
    const oldest = await previewFile(fileOf('many-forth.csv', table((at) => 2 - at)), 'csv', 300, none);
    expect([newest.newestFirst, oldest.newestFirst]).toEqual([true, false]);
    expect(newest.mapping).toMatchObject({ keys: ['ward'], channels: [{ field: 'beds' }] });
    expect(newest.mapping).toEqual(oldest.mapping);
  });
  it('takes a file of blocks that each run backwards for one that does, and one in no order, or with late rows, for none', async () => {
    const fileBy = (name: string, of: (row: number) => string) => fileOf(name, `time,who,load\n${Array.from({ length: 200 }, (_, row) => `${of(row)},${row / 7}`).join('\n')}\n`);
    const isBack = async (path: string) => (await previewFile(path, 'csv', 300, none)).newestFirst;
    expect(await isBack(fileBy('blocks.csv', (row) => `${day(row % 100)},${row < 100 ? 'AAA' : 'BBB'}`))).toBe(true);
    expect(await isBack(fileBy('forth.csv', (row) => `${day(100 - (row % 100))},${row < 100 ? 'AAA' : 'BBB'}`))).toBe(false);
    expect(await isBack(fileBy('late.csv', (row) => `${day(row % 4 === 0 ? 220 - row : 200 - row)},A`))).toBe(false);
    expect(await isBack(fileBy('mixed.csv', (row) => `${day((row * 73) % 200)},A`))).toBe(false);
    expect(await isBack(fileBy('same.csv', () => `${day(0)},A`))).toBe(false);
  });
});
