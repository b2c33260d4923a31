import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { decodingSchema, fieldMappingSchema } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/*
 * Our own capture of a stream, `.afcap`: records exactly as they came, for playing back.
 *
 *   magic   "AFCAP001"                                     8 bytes
 *   block   [u32 length][u32 crc32 of the bytes][bytes]    until the end of the file; little endian
 *
 * The first block's bytes are the meta as JSON; every other's are zstd over one batch:
 *   [u32 partition][u32 count][f64 next offset] then for each record [f64 offset][f64 timestamp][i32 key length][i32 value length][key][value], length -1 is null.
 *
 * A block is written whole or not at all as far as readers see: one cut short by a crash fails its length or its sum and ends the capture there.
 */
const magic = Buffer.from('AFCAP001');
const longestBlock = 256 * 1024 * 1024;

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
  append(batch: { partition: number; offsets: ArrayLike<number>; timestamps: ArrayLike<number>; keys: readonly (Uint8Array | null)[]; values: readonly (Uint8Array | null)[]; nextOffset: number }): void;
  readonly recordCount: number;
  readonly bytes: number;
  close(): void;
}

/** Begins a capture; the file must not exist. */
export function createCapture(path: string, meta: CaptureMeta): CaptureWriter {
  const fd = openSync(path, 'wx', 0o600);
  let recordCount = 0;
  let bytes = 0;
  /** Whole or throwing, such as where the disk is full. */
  const write = (piece: Buffer) => {
    writeFileSync(fd, piece);
    bytes += piece.length;
  };
  write(magic);
  const block = (body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(body.length, 0);
    head.writeUInt32LE(crc32(body), 4);
    write(Buffer.concat([head, body]));
  };
  block(Buffer.from(JSON.stringify(meta)));
  return {
    append(batch) {
      block(zstdCompressSync(packBatch(batch), { params: { [constants.ZSTD_c_compressionLevel]: 3 } }));
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
  batches: Generator<CapturedBatch>;
  /** 0…1 */
  progress(): number;
  /** True once the reader has met an end that was cut short. */
  isTruncated(): boolean;
}

/** Opens a capture. Throws `AF_INGEST_FILE_UNREADABLE` where the file is none, or its head is damaged; a tail cut short just ends it. */
export function openCapture(path: string): CaptureReader {
  const bad = (why: string, cause?: unknown) => new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `${path} is no readable capture: ${why}.`, { cause });
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (cause) {
    throw bad((cause as Error).message, cause);
  }
  const size = fstatSync(fd).size;
  let at = 0;
  let truncated = false;
  const take = (length: number): Buffer | null => {
    const bytes = Buffer.alloc(length);
    const read = readSync(fd, bytes, 0, length, at);
    at += read;
    return read === length ? bytes : null;
  };
  const block = (): Buffer | null => {
    if (at >= size) return null;
    const head = take(8);
    const length = head?.readUInt32LE(0) ?? 0;
    const body = head === null || length > longestBlock ? null : take(length);
    if (body !== null && crc32(body) === head!.readUInt32LE(4)) return body;
    truncated = true;
    return null;
  };
  if (!(take(8)?.equals(magic) ?? false)) throw bad('it does not begin like one');
  const head = block();
  const meta = head === null ? null : captureMetaSchema.safeParse(JSON.parse(head.toString('utf8')));
  if (meta === null || !meta.success) throw bad('its description is damaged');
  function* batches(): Generator<CapturedBatch> {
    try {
      for (let body = block(); body !== null; body = block()) yield unpackBatch(zstdDecompressSync(body));
    } finally {
      closeSync(fd);
    }
  }
  return { meta: meta.data, batches: batches(), progress: () => (size === 0 ? 1 : at / size), isTruncated: () => truncated };
}

function packBatch({ partition, offsets, timestamps, keys, values, nextOffset }: Parameters<CaptureWriter['append']>[0]): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(partition, 0);
  head.writeUInt32LE(values.length, 4);
  head.writeDoubleLE(nextOffset, 8);
  const parts: Uint8Array[] = [head];
  for (let row = 0; row < values.length; row++) {
    const key = keys[row] ?? null;
    const value = values[row] ?? null;
    const place = Buffer.alloc(24);
    place.writeDoubleLE(offsets[row]!, 0);
    place.writeDoubleLE(timestamps[row]!, 8);
    place.writeInt32LE(key?.length ?? -1, 16);
    place.writeInt32LE(value?.length ?? -1, 20);
    parts.push(place, key ?? new Uint8Array(), value ?? new Uint8Array());
  }
  return Buffer.concat(parts);
}

function unpackBatch(bytes: Buffer): CapturedBatch {
  const count = bytes.readUInt32LE(4);
  const batch: CapturedBatch = { partition: bytes.readUInt32LE(0), nextOffset: bytes.readDoubleLE(8), offsets: new Float64Array(count), timestamps: new Float64Array(count), keys: [], values: [] };
  for (let row = 0, at = 16; row < count; row++) {
    batch.offsets[row] = bytes.readDoubleLE(at);
    batch.timestamps[row] = bytes.readDoubleLE(at + 8);
    const keyLength = bytes.readInt32LE(at + 16);
    const valueLength = bytes.readInt32LE(at + 20);
    at += 24;
    for (const [length, list] of [[keyLength, batch.keys], [valueLength, batch.values]] as const) {
      list.push(length < 0 ? null : new Uint8Array(bytes.subarray(at, at + length)));
      at += Math.max(0, length);
    }
  }
  return batch;
}
