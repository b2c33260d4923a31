import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { createDecoder } from './decode.ts';
import { createFileSource, openTable } from './file-source.ts';
import { openSavedRows } from './saved-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
function fileOf(ending: string, content: string | Buffer): string {
  const path = join(folder, `file-${made++}${ending}`);
  writeFileSync(path, content);
  return path;
}
async function textsOf(path: string, format: 'csv' | 'json-lines' | 'parquet', most = Infinity): Promise<string[]> {
  const { rows } = await openSavedRows(path, format);
  const texts: string[] = [];
  for await (const row of rows) if (texts.push(new TextDecoder().decode(row)) >= most) break;
  return texts;
}
/** This process' open descriptors of a file. */
const openOf = (path: string) => readdirSync('/proc/self/fd').filter((fd) => {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === path;
  } catch {
    return false;
  }
}).length;
/** Closing takes a turn or some; the test's own time limit ends a wait that is for nothing. */
async function untilClosed(path: string): Promise<void> {
  while (openOf(path) > 0) await new Promise((resolve) => setImmediate(resolve));
}
const csvText = `t,v\n${Array.from({ length: 200_000 }, (_, i) => `${i},${i / 10}`).join('\n')}\n`;

describe.runIf(process.platform === 'linux')('the files of saved streams', () => {
  it.each([['.csv', csvText], ['.csv.gz', gzipSync(csvText)]])('are closed when a reader leaves off: %s', async (ending, content) => {
    const path = fileOf(ending, content);
    expect(await textsOf(path, 'csv', 3)).toEqual(['0,0', '1,0.1', '2,0.2']);
    await untilClosed(path);
  });
  it('are closed after the columns were found, though no row is read', async () => {
    const path = fileOf('.csv', csvText);
    expect(await openSavedRows(path, 'csv')).toMatchObject({ columns: ['t', 'v'], delimiter: ',' });
    await untilClosed(path);
  });
  it.each([['csv', csvText], ['json-lines', csvText]] as const)('are closed when the stream is stopped: %s', async (format, content) => {
    const path = fileOf('.x', content);
    const source = createFileSource({ open: (places) => openTable(path, format, places), pace: 'fast', eventTimes: () => new Float64Array(0), clock: systemClock });
    const first = Promise.withResolvers<void>();
    await source.start({ onBatch: () => Promise.resolve(first.resolve()), onProgress: () => undefined, onState: () => undefined }, new Map());
    await first.promise;
    expect(openOf(path)).toBe(1);
    await source.stop();
    await untilClosed(path);
  });
});

describe('rows of saved streams', () => {
  it('are lines as they are: ends and byte order mark left out, blank ones too, separators of Unicode kept', async () => {
    const path = fileOf('.jsonl', '\uFEFF{"a":1}\r\n\n  \n{"a":"x\u2028y"}\n{"a":3}');
    expect(await textsOf(path, 'json-lines')).toEqual(['{"a":1}', '{"a":"x\u2028y"}', '{"a":3}']);
  });
  it.each([['on lines', '[\n  {"a": 1},\n  {"a": {"b": 2}}\n]\n'], ['in one line', '[{"a":1},{"a":{"b":2}}]'], ['below a mark of byte order', '\uFEFF[{"a":1},\r\n{"a":{"b":2}}]']])('are the records of a JSON list %s', async (_how, text) => {
    expect(await textsOf(fileOf('.json', text), 'json-lines')).toEqual(['{"a":1}', '{"a":{"b":2}}']);
  });
  it('are the lines of a JSON list that is not whole', async () => {
    expect(await textsOf(fileOf('.json', '[\n{"a":1},\n\n{"a":'), 'json-lines')).toEqual(['[', '{"a":1},', '{"a":']);
  });
  it('are refused where they are packed under another name', async () => {
    await expect(textsOf(fileOf('.csv', gzipSync('a,b\n1,2\n')), 'csv')).rejects.toThrow('packed with gzip; let its name end in .gz');
  });
  it('are cut where a line is endless, refused by decoding, and the next one is read', async () => {
    const path = fileOf('.jsonl', `{"a":1}\n{"a":"${'x'.repeat(20 * 1024 * 1024)}"}\n{"a":3}\n`);
    const { rows } = await openSavedRows(path, 'json-lines');
    const decode = createDecoder({ format: 'json' });
    const read: unknown[] = [];
    for await (const row of rows) {
      expect(row.length).toBeLessThanOrEqual(8 * 1024 * 1024);
      read.push(decode(row));
    }
    expect(read).toEqual([{ fields: { a: 1 } }, { reason: expect.stringContaining('the limit is') as string }, { fields: { a: 3 } }]);
  });
  it('lose one row of a CSV file to a stray quote, which decoding refuses, and none after it', async () => {
    const after = Array.from({ length: 3_000 }, (_, i) => `${i},${i / 2},"note ${i}"`);
    for (const stray of ['7,8,"never closed', '7,"8,9', '"7,8,9']) {
      const texts = await textsOf(fileOf('.csv', ['t,v,note', '5,6,', stray, ...after, ''].join('\n')), 'csv');
      expect(texts).toEqual(['5,6,', stray, ...after]);
      expect(createDecoder({ format: 'csv', columns: ['t', 'v', 'note'], delimiter: ',' })(Buffer.from(stray))).toHaveProperty('reason');
    }
    expect(await textsOf(fileOf('.csv', 't,note\n1,a\n2,"open\n3,b\n4,"open too\n5,c'), 'csv')).toEqual(['1,a', '2,"open', '3,b', '4,"open too', '5,c']);
  });
  it('go on over lines within quotes, and keep quotes that open nothing', async () => {
    const decode = createDecoder({ format: 'csv', columns: ['t', 'note'], delimiter: ',' });
    expect(['2,5" pipe', '2,"closed" early'].map((row) => decode(Buffer.from(row)))).toEqual([{ fields: { t: '2', note: '5" pipe' } }, { fields: { t: '2', note: '"closed" early' } }]);
    expect(await textsOf(fileOf('.csv', 't,note\n1,"closed" early\n2,b'), 'csv')).toEqual(['1,"closed" early', '2,b']);
    expect(await textsOf(fileOf('.csv', 't,note\r\n1,"two\r\n\r\nlines, ""quoted"""\r\n\r\n2,5" pipe\r\n3,c'), 'csv')).toEqual(['1,"two\n\nlines, ""quoted"""', '2,5" pipe', '3,c']);
    expect(await textsOf(fileOf('.csv', `t,v\n"${'x'.repeat(9 * 1024 * 1024)}\n1,2`), 'csv')).toEqual([expect.stringMatching(/^"x+$/), '1,2']);
  });
  it('of CSV may end their lines in any way and be UTF-16 or Windows-1252, as spreadsheets write them', async () => {
    expect(await openSavedRows(fileOf('.csv', 'Zeit;Menge\r1;2\r\r3;4\r'), 'csv')).toMatchObject({ columns: ['Zeit', 'Menge'], delimiter: ';' });
    expect(await textsOf(fileOf('.csv', 'Zeit;Menge\r1;2\r\r3;4\r'), 'csv')).toEqual(['1;2', '3;4']);
    expect(await textsOf(fileOf('.csv', Buffer.from('\uFEFFt\tOrt\r\n1\tSüd\r\n', 'utf16le')), 'csv')).toEqual(['1\tSüd']);
    expect(await textsOf(fileOf('.csv', Buffer.from('\uFEFFt\tOrt\r\n1\tSüd\r\n', 'utf16le').swap16()), 'csv')).toEqual(['1\tSüd']);
    expect(await textsOf(fileOf('.csv', Buffer.from('t,Ort\n1,Süd\n2,Nord\n', 'latin1')), 'csv')).toEqual(['1,Süd', '2,Nord']);
  });
  it('are handed on in fewer than the usual number where they are long', async () => {
    const path = fileOf('.jsonl', `"${'x'.repeat(1024 * 1024)}"\n`.repeat(40));
    const sizes: number[] = [];
    for await (const batch of (await openTable(path, 'json-lines', new Map())).batches) sizes.push(batch.values.length);
    expect(sizes).toEqual([16, 16, 8]);
  });
  it('say that a workbook of a spreadsheet is none of CSV', async () => {
    await expect(textsOf(fileOf('.xlsx', Buffer.from('PK\u0003\u0004 and so on')), 'csv')).rejects.toMatchObject({ code: 'AF_INGEST_FILE_UNREADABLE', message: expect.stringContaining('it is an Excel workbook') as string });
  });
  it.each(['csv', 'json-lines', 'parquet'] as const)('say that the file is empty or is not there: %s', async (format) => {
    const empty = fileOf('.x', '');
    if (format === 'json-lines') expect(await textsOf(empty, format)).toEqual([]);
    else await expect(textsOf(empty, format)).rejects.toMatchObject({ code: 'AF_INGEST_FILE_UNREADABLE' });
    await expect(textsOf(join(folder, 'nowhere'), format)).rejects.toMatchObject({ code: 'AF_INGEST_FILE_UNREADABLE' });
  });
  it('say that a packed file is damaged', async () => {
    const packed = gzipSync(csvText);
    packed.fill(0, 100, 2_000);
    await expect(textsOf(fileOf('.csv.gz', packed), 'csv')).rejects.toMatchObject({ code: 'AF_INGEST_FILE_UNREADABLE' });
  });
  it('come from Parquet as JSON', async () => {
    const path = join(folder, 'rows.parquet');
    parquetWriteFile({ filename: path, columnData: [{ name: 't', data: [1, 2], type: 'DOUBLE' }, { name: 'who', data: ['a', 'b'], type: 'STRING' }] });
    expect(await textsOf(path, 'parquet')).toEqual(['{"t":1,"who":"a"}', '{"t":2,"who":"b"}']);
  });
});
