/*
 * The LZ4 frame format, reading only (github.com/lz4/lz4, doc/lz4_Frame_format.md 1.6.4 and lz4_Block_format.md). The checksums are not looked at: every
 * Kafka batch carries a CRC of its own.
 */
const frameMagic = 0x184d2204;
const shortestMatch = 4;

/** Unpacks one frame. Throws an `Error` where it is damaged, needs a dictionary, or unpacks to more than `mostBytes`. */
export function unpackLz4(bytes: Uint8Array, mostBytes: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 7 || view.getUint32(0, true) !== frameMagic) throw new Error('it is no LZ4 frame');
  const flags = bytes[4]!;
  if (flags >> 6 !== 1) throw new Error(`its version is ${flags >> 6}`);
  if (flags & 0x01) throw new Error('it needs a dictionary');
  const blockBytes = 4 ** ((bytes[5]! >> 4) & 7) * 256;
  const checksumBytes = flags & 0x10 ? 4 : 0;
  const start = 7 + (flags & 0x08 ? 8 : 0);
  const blocks: { from: number; to: number; isPacked: boolean }[] = [];
  for (let at = start; ; ) {
    if (at + 4 > bytes.length) throw new Error('it is cut short');
    const size = view.getUint32(at, true);
    if (size === 0) break;
    const from = at + 4;
    const to = from + (size & 0x7fffffff);
    if (to > bytes.length) throw new Error('it is cut short');
    blocks.push({ from, to, isPacked: size >>> 31 === 0 });
    at = to + checksumBytes;
  }
  const room = blocks.length * blockBytes;
  if (room > mostBytes + blockBytes) throw new Error(`it would unpack to ${room} bytes`);
  const out = new Uint8Array(room);
  let end = 0;
  for (const { from, to, isPacked } of blocks) {
    if (isPacked) end = unpackBlock(bytes.subarray(from, to), out, end);
    else {
      out.set(bytes.subarray(from, to), end);
      end += to - from;
    }
  }
  return out.subarray(0, end);
}

/** Unpacks a block behind what is unpacked already, to which its matches may reach back; returns the new end. */
function unpackBlock(block: Uint8Array, out: Uint8Array, begin: number): number {
  let end = begin;
  let at = 0;
  const longer = (length: number) => {
    if (length !== 15) return length;
    let sum = length;
    for (;;) {
      if (at >= block.length) throw new Error('a block is damaged');
      const byte = block[at++]!;
      sum += byte;
      if (byte !== 255) return sum;
    }
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = longer(token >> 4);
    if (at + literals > block.length || end + literals > out.length) throw new Error('a block is damaged');
    out.set(block.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    if (at === block.length) break;
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const length = longer(token & 15) + shortestMatch;
    if (!(distance > 0 && distance <= end) || end + length > out.length) throw new Error('a block is damaged');
    if (distance >= length) out.copyWithin(end, end - distance, end - distance + length);
    else for (let i = 0; i < length; i++) out[end + i] = out[end + i - distance]!;
    end += length;
  }
  return end;
}
