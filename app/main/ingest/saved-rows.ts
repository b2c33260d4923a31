import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { FileFormat } from '../../shared/domain/stream.ts';
import { refusalWords, WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { csvHead, type CsvHead } from './csv-head.ts';
import { cellsOf, csvRows } from './csv-rows.ts';
import { carriageReturn, isBlank, isListed, lineFeed, linesOf } from './lines.ts';

/** The rows of a saved stream as bytes, in order; a header is no row. */
export interface SavedRows {
  /** The columns of a CSV file, null for other formats. */
  columns: string[] | null;
  delimiter: string;
  /** Rows above the header of a CSV file, which are none of its records. */
  above: number;
  /** False where a CSV file has no header: its columns are numbered. */
  isNamed: boolean;
  rows: AsyncIterable<Uint8Array>;
  /** 0…1 of the file read. */
  progress(): number;
}

/** Lines in which a CSV file's header is looked for. */
const headLines = 30;
const noHead = { columns: null, delimiter: ',', above: 0, isNamed: true };
const encoder = new TextEncoder();
const parquetRows = 10_000;
const newLine = Buffer.from('\n');
/** The longest JSON list that is read: a line of it may be all of it, and is cut at 8 MiB. */
const mostListBytes = 64 * 1024 * 1024;

/** Opens a file of a table format. Throws `AF_INGEST_FILE_UNREADABLE` here, and from `rows` where the damage comes later. */
export async function openSavedRows(path: string, format: Exclude<FileFormat, 'capture'>): Promise<SavedRows> {
  const size = await stat(path).then((found) => (found.isFile() ? found.size : Promise.reject(new Error('it is not a file'))), (error: unknown) => Promise.reject(error as Error)).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (format === 'parquet') return parquet(path, size);
  return format === 'csv' ? csv(path, size) : lines(path, size);
}

/** The error of a file that can't be read. */
export function unreadable(path: string, cause: unknown): WorkbenchError {
  return new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `${path} can't be read: ${cause instanceof Error && 'errno' in cause ? refusalWords(cause) : (cause as Error).message ?? String(cause)}.`, { cause });
}

/** The file's bytes, unpacked where its name ends in .gz, as UTF-8 where it begins with the mark of UTF-16; counts what was read of the file itself. To destroy `bytes` closes the file. */
function open(path: string, size: number): { bytes: Readable; progress: () => number } {
  let read = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      done(null, chunk);
    },
  });
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const progress = () => (size === 0 ? 1 : Math.min(1, read / size));
  // A pipeline destroys all of its streams with any of them; what fails is thrown to whoever reads the last one.
  const ignore = () => undefined;
  return { bytes: path.toLowerCase().endsWith('.gz') ? pipeline(file, counted, createGunzip(), asUtf8(), ignore) : pipeline(file, counted, asUtf8(), ignore), progress };
}

/** How many bytes of a file are looked at for a zero byte, which no text holds: as many as git looks at. */
const lookedAt = 8_000;

/** What a ZIP archive begins with, and so the workbooks of Excel and LibreOffice. */
const zipMark = Buffer.from('PK\u0003\u0004');
const gzipMark = Buffer.from([0x1f, 0x8b]);

/** Bytes as they are, but text of UTF-16 (what spreadsheets call Unicode text) as UTF-8. Fails where they are no text. */
function asUtf8(): Transform {
  let decoder: TextDecoder | null | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (decoder === undefined) {
        const marks = chunk.length < 2 ? 0 : chunk.readUInt16BE(0);
        decoder = marks === 0xfffe ? new TextDecoder('utf-16le') : marks === 0xfeff ? new TextDecoder('utf-16be') : null;
        if (chunk.subarray(0, 4).equals(zipMark)) return done(new Error('it is an Excel workbook or another ZIP archive; save its sheet as CSV, or unpack it'));
        if (chunk.subarray(0, 2).equals(gzipMark)) return done(new Error('it is packed with gzip; let its name end in .gz'));
        if (decoder === null && chunk.subarray(0, lookedAt).includes(0)) return done(new Error('it is no text, it holds bytes that no text has'));
      }
      done(null, decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true })));
    },
  });
}

/** Rows are opened by their first reader, and closed when it ends or leaves off. */
function lines(path: string, size: number): SavedRows {
  let progress = () => 0;
  async function* rows(): AsyncGenerator<Uint8Array> {
    const opened = open(path, size);
    progress = opened.progress;
    try {
      const all = linesOf(opened.bytes, lineFeed);
      const first = await firstLine(all);
      if (first === null) return;
      if (isListed(first)) yield* listRows(first, all);
      else {
        yield first;
        for await (const line of all) if (!isBlank(line)) yield line;
      }
    } catch (cause) {
      throw unreadable(path, cause);
    } finally {
      opened.bytes.destroy();
    }
  }
  return { ...noHead, rows: rows(), progress: () => progress() };
}

async function firstLine(all: AsyncGenerator<Buffer>): Promise<Buffer | null> {
  for (let next = await all.next(); next.done !== true; next = await all.next()) if (!isBlank(next.value)) return next.value;
  return null;
}

/** The records of one JSON list, which is read as a whole; of a longer one than `mostListBytes`, or one that is not whole, the lines as they are. */
async function* listRows(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  const lines = [first];
  let bytes = first.length;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    lines.push(next.value);
    bytes += next.value.length;
    if (bytes > mostListBytes) break;
  }
  const records = bytes > mostListBytes ? null : parsedList(Buffer.concat(lines.flatMap((line) => [line, newLine])).toString('utf8'));
  for (const record of records ?? []) yield encoder.encode(JSON.stringify(record));
  if (records !== null) return;
  for (const line of lines) if (!isBlank(line)) yield line;
  for await (const line of rest) if (!isBlank(line)) yield line;
}

function parsedList(text: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

async function csv(path: string, size: number): Promise<SavedRows> {
  const { delimiter, lineEnd, above, isNamed } = await layoutOf(path, size);
  let progress = () => 0;
  async function* rows(): AsyncGenerator<Uint8Array> {
    const opened = open(path, size);
    progress = opened.progress;
    try {
      yield* csvRows(linesOf(opened.bytes, lineEnd), delimiter);
    } catch (cause) {
      throw unreadable(path, cause);
    } finally {
      opened.bytes.destroy();
    }
  }
  let columns: string[] | null = null;
  let place = 0;
  for await (const row of rows()) {
    if (place++ < above) continue;
    const cells = cellsOf(Buffer.from(row).toString('utf8'), delimiter);
    if (cells === null) throw unreadable(path, new Error('a quote in its first line is not closed'));
    columns = uniqueNames(isNamed ? cells : cells.map(() => ''));
    break;
  }
  if (columns === null) throw unreadable(path, new Error('it is empty'));
  async function* rowsBelowHead(): AsyncGenerator<Uint8Array> {
    let left = isNamed ? above + 1 : 0;
    for await (const row of rows()) if (left-- <= 0) yield row;
  }
  return { columns, delimiter, above, isNamed, rows: rowsBelowHead(), progress: () => progress() };
}

/** How a file begins, and the byte that ends its lines. */
async function layoutOf(path: string, size: number): Promise<CsvHead & { lineEnd: number }> {
  const { bytes } = open(path, size);
  const first: string[] = [];
  let lineEnd = lineFeed;
  try {
    for await (const line of linesOf(bytes, lineFeed)) {
      if (first.length === 0 && line.includes(carriageReturn)) lineEnd = carriageReturn;
      first.push(...line.toString('utf8').split('\r').filter((text) => text !== ''));
      if (first.length >= headLines) break;
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    bytes.destroy();
  }
  if (first.length === 0) throw unreadable(path, new Error('it is empty'));
  return { ...csvHead(first.slice(0, headLines)), lineEnd };
}

/** Column names as they are; nameless and repeated ones get a number. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((raw, column) => {
    const name = raw.trim() === '' ? `column ${column + 1}` : raw.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}

async function parquet(path: string, size: number): Promise<SavedRows> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const total = Number(metadata.num_rows);
    let read = 0;
    async function* rows(): AsyncGenerator<Uint8Array> {
      for (let rowStart = 0; rowStart < total; rowStart += parquetRows) {
        const objects = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd: Math.min(total, rowStart + parquetRows) }).catch((cause: unknown) => {
          throw unreadable(path, cause);
        });
        for (const object of objects) {
          read += 1;
          yield encoder.encode(JSON.stringify(object, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)));
        }
      }
    }
    return { ...noHead, rows: rows(), progress: () => (total === 0 ? 1 : read / total) };
  } catch (cause) {
    throw unreadable(path, size === 0 ? new Error('it is empty') : cause);
  }
}
