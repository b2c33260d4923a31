import { closeSync, fstatSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { decodingSchema, fieldMappingSchema } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { layRecords, readRecords, type RawRecords } from '../store/raw-bytes.ts';

/*
 * Our own capture of a stream, `.afcap`: records exactly as they came, for playing back.
 *
 *   magic   "AFCAP002"                                     8 bytes
 *   block   [u32 length][u32 crc32 of the bytes][bytes]    until the end of the file; little endian
 *
 * The first block's bytes are the meta as JSON; every other's are [u32 count] and zstd over one batch: [u32 partition][u32 count][f64 next offset], then each
 * record as the store lays it (`layRecords`). In an "AFCAP001" the count stands before no batch.
 *
 * A block is written whole or not at all as far as readers see: one cut short by a crash fails its length or its sum and ends the capture there.
 */
const magic = 'AFCAP002';
const uncountedMagic = 'AFCAP001';
const longestBlock = 256 * 1024 * 1024;
const batchHeadBytes = 16;

/** What a capture says of itself: enough to play it back without asking. `startedAt` is EpochMillis. */
export const captureMetaSchema = z.object({ stream: z.string(), source: z.string(), startedAt: z.number(), decoding: decodingSchema, mapping: fieldMappingSchema });
export type CaptureMeta = z.infer<typeof captureMetaSchema>;

/** One batch of a capture; the partitions and offsets are the original ones. */
export interface CapturedBatch {
  partition: number;
  offsets: Float64Array;
  timestamps: Float64Array;
  keys: (Uint8Array | null)[];
  values: (Uint8Array | null)[];
  nextOffset: number;
}

/** A capture that is being written. */
export interface CaptureWriter {
  append(batch: RawRecords & { partition: number; nextOffset: number }): void;
  readonly recordCount: number;
  readonly bytes: number;
  close(): void;
}

/** Begins a capture; the file must not exist, and is not there where this throws. */
export function createCapture(path: string, meta: CaptureMeta): CaptureWriter {
  const fd = openSync(path, 'wx', 0o600);
  let recordCount = 0;
  let bytes = 0;
  /** Whole or throwing, such as where the disk is full. */
  const write = (piece: Buffer) => {
    writeFileSync(fd, piece);
    bytes += piece.length;
  };
  const block = (body: Buffer) => write(Buffer.concat([u32(body.length), u32(crc32(body)), body]));
  try {
    write(Buffer.from(magic));
    block(Buffer.from(JSON.stringify(meta)));
  } catch (error) {
    closeSync(fd);
    rmSync(path, { force: true });
    throw error;
  }
  return {
    append(batch) {
      block(Buffer.concat([u32(batch.values.length), zstdCompressSync(packBatch(batch), { params: { [constants.ZSTD_c_compressionLevel]: 3 } })]));
      recordCount += batch.values.length;
    },
    get recordCount() {
      return recordCount;
    },
    get bytes() {
      return bytes;
    },
    close: () => closeSync(fd),
  };
}

/** A capture on disk, read in order. */
export interface CaptureReader {
  meta: CaptureMeta;
  /** The file is open only while these are read. */
  batches: Generator<CapturedBatch>;
  /** 0…1 */
  progress(): number;
  /** True once the reader has met an end that was cut short. */
  isTruncated(): boolean;
}

/** Opens a capture. Throws `AF_INGEST_FILE_UNREADABLE` where the file is none, or its head is damaged; a tail cut short just ends it. */
export function openCapture(path: string): CaptureReader {
  const meta = reading(path, readMeta);
  let place: Pick<OpenFile, 'at' | 'size' | 'isTruncated'> = { at: 0, size: 1, isTruncated: false };
  function* batches(): Generator<CapturedBatch> {
    const file = openFile(path);
    place = file;
    try {
      readMeta(file);
      for (let body = nextBlock(file); body !== null; body = nextBlock(file)) yield unpackBatch(zstdDecompressSync(body.subarray(file.countBytes)));
    } finally {
      closeSync(file.fd);
    }
  }
  return { meta, batches: batches(), progress: () => place.at / place.size, isTruncated: () => place.isTruncated };
}

/** A capture's description and the number of its records, of whose batches only the heads are read. Throws as `openCapture` does. */
export function countCapture(path: string): { meta: CaptureMeta; recordCount: number } {
  return reading(path, (file) => {
    const meta = readMeta(file);
    let recordCount = 0;
    if (file.countBytes === 0) {
      for (let body = nextBlock(file); body !== null; body = nextBlock(file)) recordCount += zstdDecompressSync(body).readUInt32LE(4);
      return { meta, recordCount };
    }
    for (let head = take(file, 12); head !== null; head = take(file, 12)) {
      file.at += head.readUInt32LE(0) - file.countBytes;
      if (file.at <= file.size) recordCount += head.readUInt32LE(8);
    }
    return { meta, recordCount };
  });
}

/** A file that is being read, and how far. */
interface OpenFile {
  path: string;
  fd: number;
  size: number;
  at: number;
  isTruncated: boolean;
  /** Of the count before each batch. */
  countBytes: 0 | 4;
}

function openFile(path: string): OpenFile {
  try {
    const fd = openSync(path, 'r');
    return { path, fd, size: fstatSync(fd).size, at: 0, isTruncated: false, countBytes: 4 };
  } catch (cause) {
    throw unreadable(path, (cause as Error).message, cause);
  }
}

function reading<T>(path: string, read: (file: OpenFile) => T): T {
  const file = openFile(path);
  try {
    return read(file);
  } finally {
    closeSync(file.fd);
  }
}

/** Null where less is left. */
function take(file: OpenFile, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  let read: number;
  try {
    read = readSync(file.fd, bytes, 0, length, file.at);
  } catch (cause) {
    throw unreadable(file.path, (cause as Error).message, cause);
  }
  file.at += read;
  return read === length ? bytes : null;
}

/** Null at the end, or where the file is cut short. */
function nextBlock(file: OpenFile): Buffer | null {
  if (file.at >= file.size) return null;
  const head = take(file, 8);
  const length = head?.readUInt32LE(0) ?? 0;
  const body = length === 0 || length > longestBlock ? null : take(file, length);
  if (body !== null && crc32(body) === head!.readUInt32LE(4)) return body;
  file.isTruncated = true;
  return null;
}

function readMeta(file: OpenFile): CaptureMeta {
  const found = take(file, magic.length)?.toString('latin1');
  if (found !== magic && found !== uncountedMagic) throw unreadable(file.path, 'it does not begin like one');
  file.countBytes = found === magic ? 4 : 0;
  try {
    return captureMetaSchema.parse(JSON.parse(nextBlock(file)?.toString('utf8') ?? ''));
  } catch (cause) {
    throw unreadable(file.path, 'its description is damaged', cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `${path} is no readable capture: ${why}.`, { cause });
}

function packBatch(batch: Parameters<CaptureWriter['append']>[0]): Buffer {
  const bytes = layRecords(batch, batchHeadBytes);
  bytes.writeUInt32LE(batch.partition, 0);
  bytes.writeUInt32LE(batch.values.length, 4);
  bytes.writeDoubleLE(batch.nextOffset, 8);
  return bytes;
}

function unpackBatch(bytes: Buffer): CapturedBatch {
  const rows = [...readRecords(bytes, batchHeadBytes)];
  return {
    partition: bytes.readUInt32LE(0), nextOffset: bytes.readDoubleLE(8),
    offsets: Float64Array.from(rows, ({ offset }) => offset), timestamps: Float64Array.from(rows, ({ timestamp }) => timestamp), keys: rows.map(({ key }) => key), values: rows.map(({ value }) => value),
  };
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
