import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { FileFormat } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** The rows of a saved stream as bytes, in order; a header is no row. */
export interface SavedRows {
  /** The columns of a CSV file, null for other formats. */
  columns: string[] | null;
  delimiter: string;
  rows: AsyncIterable<Uint8Array>;
  /** 0…1 of the file read. */
  progress(): number;
}

const delimiters = [',', ';', '\t', '|'];
const encoder = new TextEncoder();
const parquetRows = 10_000;
/** The longest row: JSON lines are cut here, so that the rest of the file is read (decoding refuses such a row); a CSV file ends here, for it has lost its place. */
const mostRowBytes = 8 * 1024 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

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
  return new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `${path} can't be read: ${(cause as Error).message ?? String(cause)}.`, { cause });
}

/** The file's bytes, unpacked where its name ends in .gz; counts what was read of the file itself. To destroy `bytes` closes the file. */
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
  return { bytes: path.toLowerCase().endsWith('.gz') ? pipeline(file, counted, createGunzip(), ignore) : pipeline(file, counted, ignore), progress };
}

/** Rows are opened by their first reader, and closed when it ends or leaves off. */
function lines(path: string, size: number): SavedRows {
  let progress = () => 0;
  async function* rows(): AsyncGenerator<Uint8Array> {
    const opened = open(path, size);
    progress = opened.progress;
    try {
      for await (const line of linesOf(opened.bytes)) if (!isBlank(line)) yield line;
    } catch (cause) {
      throw unreadable(path, cause);
    } finally {
      opened.bytes.destroy();
    }
  }
  return { columns: null, delimiter: ',', rows: rows(), progress: () => progress() };
}

/** Lines of at most `mostRowBytes` without their ends and the mark of byte order; the rest of a longer one is left out. */
async function* linesOf(bytes: Readable): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  let isFirst = true;
  const add = (part: Buffer) => {
    const kept = part.subarray(0, mostRowBytes - length);
    if (kept.length === 0) return;
    parts.push(kept);
    length += kept.length;
  };
  const take = () => {
    let line = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    if (line.at(-1) === carriageReturn) line = line.subarray(0, -1);
    if (isFirst && line.subarray(0, 3).equals(byteOrderMark)) line = line.subarray(3);
    isFirst = false;
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = chunk.indexOf(lineFeed); to >= 0; to = chunk.indexOf(lineFeed, from)) {
      add(chunk.subarray(from, to));
      yield take();
      from = to + 1;
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield take();
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === carriageReturn);
}

async function csv(path: string, size: number): Promise<SavedRows> {
  const delimiter = await delimiterOf(path, size);
  const columns = await columnsOf(path, size, delimiter);
  let progress = () => 0;
  async function* rows(): AsyncGenerator<Uint8Array> {
    const opened = open(path, size);
    progress = opened.progress;
    const records = recordsOf(opened.bytes, delimiter);
    let isHead = true;
    try {
      for await (const { raw } of records) {
        if (!isHead) yield encoder.encode(raw.replace(/\r?\n$/, ''));
        isHead = false;
      }
    } catch (cause) {
      throw unreadable(path, csvFault(cause));
    } finally {
      records.destroy();
    }
  }
  return { columns, delimiter, rows: rows(), progress: () => progress() };
}

async function columnsOf(path: string, size: number, delimiter: string): Promise<string[]> {
  const records = recordsOf(open(path, size).bytes, delimiter);
  try {
    for await (const { record } of records) return uniqueNames(record);
  } catch (cause) {
    throw unreadable(path, csvFault(cause));
  } finally {
    records.destroy();
  }
  throw unreadable(path, new Error('it is empty'));
}

/** The rows of a CSV file with its header; to destroy them closes the file. */
function recordsOf(bytes: Readable, delimiter: string): Readable & AsyncIterable<{ record: string[]; raw: string }> {
  return pipeline(bytes, parse({ bom: true, delimiter, raw: true, relax_column_count: true, skip_empty_lines: true, relax_quotes: true, max_record_size: mostRowBytes }), () => undefined);
}

function csvFault(cause: unknown): unknown {
  return (cause as { code?: string }).code === 'CSV_MAX_RECORD_SIZE' ? new Error(`a row is longer than ${mostRowBytes} bytes, which is mostly a quote that is never closed`) : cause;
}

/** The delimiter that parts the first line into most cells. */
async function delimiterOf(path: string, size: number): Promise<string> {
  const { bytes } = open(path, size);
  try {
    for await (const line of linesOf(bytes)) {
      if (isBlank(line)) continue;
      const first = line.toString('utf8').split('\r', 1)[0]!;
      return delimiters.reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best));
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    bytes.destroy();
  }
  throw unreadable(path, new Error('it is empty'));
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
    return { columns: null, delimiter: ',', rows: rows(), progress: () => (total === 0 ? 1 : read / total) };
  } catch (cause) {
    throw unreadable(path, size === 0 ? new Error('it is empty') : cause);
  }
}
