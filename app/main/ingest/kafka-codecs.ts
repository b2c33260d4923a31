import kafkajs from 'kafkajs';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { decompressSnappy } from 'hyparquet-compressors';
import { unpackLz4 } from './kafka-lz4.ts';

/* A CommonJS package, some of whose names Node can't see as named exports. */
const { CompressionCodecs, CompressionTypes } = kafkajs;

/** Most that one packed block may unpack to: a fetch brings 2 MiB, a thousandfold is no honest record. */
const mostUnpackedBytes = 256 * 1024 * 1024;
/** How the Java client frames snappy: this, two versions, then blocks of [u32 length][block], big endian. Others send one bare block. */
const xerialMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const xerialHeaderBytes = 16;

/** Teaches kafkajs, which knows only gzip, to unpack zstd, snappy and LZ4. Only zstd is packed as well; we send nothing in the others. */
export function registerKafkaCodecs(): void {
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: (encoder: { buffer: Buffer }) => Promise.resolve(zstdCompressSync(encoder.buffer, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })),
    decompress: (bytes: Buffer) => unpacked('zstd', () => zstdDecompressSync(bytes, { maxOutputLength: mostUnpackedBytes })),
  });
  CompressionCodecs[CompressionTypes.Snappy] = () => ({ compress: refuse, decompress: (bytes: Buffer) => unpacked('snappy', () => unpackSnappy(bytes)) });
  CompressionCodecs[CompressionTypes.LZ4] = () => ({ compress: refuse, decompress: (bytes: Buffer) => unpacked('LZ4', () => Buffer.from(unpackLz4(bytes, mostUnpackedBytes))) });
}

/** Snappy, framed or bare. Throws an `Error` where it is damaged or unpacks to more than `mostUnpackedBytes`. */
export function unpackSnappy(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, xerialMagic.length).equals(xerialMagic)) return snappyBlock(bytes, mostUnpackedBytes);
  const blocks: Buffer[] = [];
  let room = mostUnpackedBytes;
  for (let at = xerialHeaderBytes; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    at += 4;
    if (at + length > bytes.length) throw new Error('a block is cut short');
    const block = snappyBlock(bytes.subarray(at, at + length), room);
    blocks.push(block);
    room -= block.length;
    at += length;
  }
  return Buffer.concat(blocks);
}

/** A bare block says its length first, seven bits a byte. */
function snappyBlock(block: Buffer, room: number): Buffer {
  let length = 0;
  for (let at = 0, scale = 1; ; at++, scale *= 128) {
    if (at >= block.length || at > 4) throw new Error('it has no length');
    length += (block[at]! & 0x7f) * scale;
    if (block[at]! < 0x80) break;
  }
  if (length > room) throw new Error(`it would unpack to ${length} bytes`);
  return length === 0 ? Buffer.alloc(0) : Buffer.from(decompressSnappy(block, length));
}

function unpacked(codec: string, unpack: () => Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    try {
      resolve(unpack());
    } catch (cause) {
      throw new Error(`AF_UNPACK: a block packed with ${codec} is damaged: ${(cause as Error).message}`, { cause });
    }
  });
}

function refuse(): Promise<Buffer> {
  return Promise.reject(new Error('this codec only unpacks'));
}
