import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Transform, type Readable } from 'node:stream';
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

/** The file's text, unpacked where its name ends in .gz; counts what was read of the file itself. */
function open(path: string, size: number): { text: Readable; progress: () => number } {
  let read = 0;
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const counted = file.pipe(new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      done(null, chunk);
    },
  }));
  file.on('error', (error) => counted.destroy(error));
  const progress = () => (size === 0 ? 1 : Math.min(1, read / size));
  if (!path.toLowerCase().endsWith('.gz')) return { text: counted, progress };
  const unpacked = counted.pipe(createGunzip());
  counted.on('error', (error) => unpacked.destroy(error));
  return { text: unpacked, progress };
}

async function lines(path: string, size: number): Promise<SavedRows> {
  const { text, progress } = open(path, size);
  async function* rows(): AsyncGenerator<Uint8Array> {
    let first = true;
    try {
      for await (const line of linesOf(text)) {
        const clean = first ? line.replace(/^\uFEFF/, '') : line;
        first = false;
        if (clean.trim() !== '') yield encoder.encode(clean);
      }
    } catch (cause) {
      throw unreadable(path, cause);
    }
  }
  return { columns: null, delimiter: ',', rows: rows(), progress };
}

/** readline swallows its input's error; this does not. */
async function* linesOf(text: Readable): AsyncGenerator<string> {
  const reader = createInterface({ input: text, crlfDelay: Infinity });
  let failure: Error | null = null;
  text.on('error', (error) => {
    failure = error;
    reader.close();
  });
  yield* reader;
  if (failure !== null) throw failure as Error;
}

async function csv(path: string, size: number): Promise<SavedRows> {
  const delimiter = await delimiterOf(path, size);
  const { text, progress } = open(path, size);
  const parser = text.pipe(parse({ bom: true, delimiter, raw: true, relax_column_count: true, skip_empty_lines: true, relax_quotes: true }));
  text.on('error', (error) => parser.destroy(error));
  const all = parser[Symbol.asyncIterator]() as AsyncIterator<{ record: string[]; raw: string }>;
  const head = await all.next().catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (head.done) throw unreadable(path, new Error('it is empty'));
  async function* rows(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const next = await all.next();
        if (next.done) return;
        yield encoder.encode(next.value.raw.replace(/\r?\n$/, ''));
      }
    } catch (cause) {
      throw unreadable(path, cause);
    }
  }
  return { columns: uniqueNames(head.value.record), delimiter, rows: rows(), progress };
}

/** The delimiter that parts the first line into most cells. */
async function delimiterOf(path: string, size: number): Promise<string> {
  const { text } = open(path, size);
  try {
    for await (const line of linesOf(text)) {
      if (line.trim() === '') continue;
      return delimiters.reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    text.destroy();
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
