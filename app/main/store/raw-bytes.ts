import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib';

/** Records as they came, of one partition, in log order. */
export interface RawRecords {
  /** [n] */
  offsets: ArrayLike<number>;
  /** [n] EpochMillis; NaN where the source has none. */
  timestamps: ArrayLike<number>;
  keys: readonly (Uint8Array | null)[];
  values: readonly (Uint8Array | null)[];
}

/** One of them. */
export interface RawRow {
  offset: number;
  timestamp: number;
  key: Uint8Array | null;
  value: Uint8Array | null;
}

const compress = promisify(zstdCompress);
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const headBytes = 24; // f64 offset, f64 timestamp, i32 key length, i32 value length; a length of -1 is null

/** Records as one blob: zstd over them as `layRecords` lays them; compressed on another thread. */
export async function packRaw(records: RawRecords): Promise<Uint8Array> {
  const bytes = layRecords(records);
  return compress(bytes, { ...fastest, chunkSize: Math.max(64, bytes.length) });
}

/** The records of a blob, in order. */
export function unpackRaw(blob: Uint8Array): Generator<RawRow> {
  return readRecords(zstdDecompressSync(blob));
}

/** Head and bytes of each record, in order, little endian, behind `room` bytes for the caller. */
export function layRecords(records: RawRecords, room = 0): Buffer {
  const count = records.values.length;
  let total = room;
  for (let row = 0; row < count; row++) total += headBytes + (records.keys[row]?.length ?? 0) + (records.values[row]?.length ?? 0);
  const bytes = Buffer.allocUnsafe(total);
  let at = room;
  for (let row = 0; row < count; row++) {
    const key = records.keys[row] ?? null;
    const value = records.values[row] ?? null;
    bytes.writeDoubleLE(records.offsets[row]!, at);
    bytes.writeDoubleLE(records.timestamps[row]!, at + 8);
    bytes.writeInt32LE(key === null ? -1 : key.length, at + 16);
    bytes.writeInt32LE(value === null ? -1 : value.length, at + 20);
    at += headBytes;
    if (key !== null) bytes.set(key, at);
    at += key?.length ?? 0;
    if (value !== null) bytes.set(value, at);
    at += value?.length ?? 0;
  }
  return bytes;
}

/** The inverse; their bytes are copies. */
export function* readRecords(bytes: Buffer, room = 0): Generator<RawRow> {
  for (let at = room; at < bytes.length; ) {
    const keyLength = bytes.readInt32LE(at + 16);
    const valueLength = bytes.readInt32LE(at + 20);
    const keyEnd = at + headBytes + Math.max(0, keyLength);
    const valueEnd = keyEnd + Math.max(0, valueLength);
    yield {
      offset: bytes.readDoubleLE(at),
      timestamp: bytes.readDoubleLE(at + 8),
      key: keyLength < 0 ? null : new Uint8Array(bytes.subarray(at + headBytes, keyEnd)),
      value: valueLength < 0 ? null : new Uint8Array(bytes.subarray(keyEnd, valueEnd)),
    };
    at = valueEnd;
  }
}
