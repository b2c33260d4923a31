import { zstdCompressSync, zstdDecompressSync, constants } from 'node:zlib';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** The kinds of column that are kept; their bytes are the machine's own (little endian on all that we run on). */
export type Column = Float64Array | Float32Array | Uint32Array | Uint8Array;

/** Columns of one blob by name. */
export type Columns = Record<string, Column>;

const kinds = [Float64Array, Float32Array, Uint32Array, Uint8Array] as const;
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Columns as one blob to be kept: zstd over `[u32 count]` and for each `[u8 kind][u8 name length][name][u32 length][bytes]`, where the bytes of a column are
 * laid in planes (all first bytes, then all second bytes, …), since neighbours in time differ in their last bytes only.
 */
export function packColumns(columns: Columns): Uint8Array {
  const bytes = lay(columns, toPlanes);
  return zstdCompressSync(bytes, { ...fastest, chunkSize: Math.max(64, bytes.length) });
}

/** The inverse. Throws `AF_STORE_CORRUPT` on bytes that `packColumns` did not make. */
export function unpackColumns(blob: Uint8Array): Columns {
  return intact(() => read(zstdDecompressSync(blob), fromPlanes));
}

/** Whether `packColumns` made these bytes: by the number that zstd puts first. */
export function isPacked(blob: Uint8Array): boolean {
  return blob[0] === 0x28 && blob[1] === 0xb5 && blob[2] === 0x2f && blob[3] === 0xfd;
}

/** The same layout as it lies in memory, neither in planes nor compressed: for what is packed soon after. */
export function plainColumns(columns: Columns): Uint8Array {
  return lay(columns, bytesOf);
}

/** The inverse. Throws `AF_STORE_CORRUPT` on bytes that `plainColumns` did not make. */
export function readPlainColumns(blob: Uint8Array): Columns {
  return intact(() => read(Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength), (source, at, column) => bytesOf(column).set(source.subarray(at, at + column.byteLength))));
}

function lay(columns: Columns, bytes: (column: Column) => Uint8Array): Buffer {
  const parts: Uint8Array[] = [u32(Object.keys(columns).length)];
  for (const [name, column] of Object.entries(columns)) {
    const kind = kinds.findIndex((one) => column instanceof one);
    const label = new TextEncoder().encode(name);
    parts.push(new Uint8Array([kind, label.length]), label, u32(column.length), bytes(column));
  }
  return Buffer.concat(parts);
}

function read(bytes: Buffer, fill: (source: Buffer, at: number, column: Column) => void): Columns {
  const columns: Columns = {};
  let at = 4;
  for (let left = bytes.readUInt32LE(0); left > 0; left--) {
    const kind = kinds[bytes[at]!]!;
    const nameEnd = at + 2 + bytes[at + 1]!;
    const name = bytes.toString('utf8', at + 2, nameEnd);
    const column = new kind(bytes.readUInt32LE(nameEnd));
    at = nameEnd + 4;
    fill(bytes, at, column);
    at += column.byteLength;
    columns[name] = column;
  }
  return columns;
}

function intact(work: () => Columns): Columns {
  try {
    return work();
  } catch (cause) {
    throw new WorkbenchError('AF_STORE_CORRUPT', 'A block of samples can\'t be read.', { cause });
  }
}

function bytesOf(column: Column): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function toPlanes(column: Column): Uint8Array {
  const width = column.BYTES_PER_ELEMENT;
  const bytes = bytesOf(column);
  if (width === 1) return bytes;
  const planes = new Uint8Array(bytes.length);
  const { length } = column;
  for (let plane = 0; plane < width; plane++) {
    const base = plane * length;
    for (let row = 0, from = plane; row < length; row++, from += width) planes[base + row] = bytes[from]!;
  }
  return planes;
}

function fromPlanes(source: Buffer, at: number, column: Column): void {
  const width = column.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(column.buffer);
  const { length } = column;
  for (let plane = 0; plane < width; plane++) {
    const base = at + plane * length;
    for (let row = 0, to = plane; row < length; row++, to += width) bytes[to] = source[base + row]!;
  }
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
