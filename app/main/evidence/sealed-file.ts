import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/*
 * `[8 magic][u8 log2 N][u8 r][u8 p][u8 0][16 salt][16 key check]`, then chunks: 4 KiB of plain bytes (the last one may be shorter), each sealed by AES-256-GCM with its tag
 * behind it. A chunk's nonce is its number and whether it is the last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015, as in age), so
 * that none can be changed, swapped, left out or cut off unseen. The key is HKDF-SHA256 over scrypt of the passphrase, bound to the head.
 */
const magic = Buffer.from('AFPACK\x01\n', 'latin1');
const checkAt = 28;
const headBytes = 44;
/** Small, so that a changed byte tells of one part and seldom of its neighbours. */
const chunkBytes = 4_096;
const tagBytes = 16;

/** scrypt's cost as OWASP advises (N = 2^17, r = 8, p = 1): about half a second and 128 MiB a guess. */
export const usualCost = 17;
/** What a head may ask for: more would let a hostile file take memory and time. */
const costs = { least: 10, most: 17, r: 8, p: 1 };

/** Seals bytes as they come; `put` waits for the disk. */
export interface Sealer {
  put(bytes: Uint8Array): Promise<void>;
  /** Seals what is left as the last chunk; answers the bytes of the whole file. */
  end(): Promise<number>;
}

/** Bytes as they were opened; `isWhole` is false where a chunk of them was changed, which is zeros then. */
export interface Opened {
  bytes: Buffer;
  isWhole: boolean;
}

/** A sealed file by the places of its plain bytes; what was read last is kept, so reading in order opens each chunk once. */
export interface SealedFile {
  /** Plain bytes in it. */
  length: number;
  read(from: number, length: number): Promise<Opened>;
}

/** Writes the head to an empty file. `cost` is log2 of scrypt's N. */
export async function sealFile(file: FileHandle, passphrase: string, cost = usualCost): Promise<Sealer> {
  const head = Buffer.concat([magic, Buffer.from([cost, costs.r, costs.p, 0]), randomBytes(16), Buffer.alloc(16)]);
  const key = await deriveKey(passphrase, head);
  checkOf(key).copy(head, checkAt);
  await file.write(head);
  let bytes = head.length;
  let count = 0;
  let waiting = Buffer.alloc(0);
  const seal = (plain: Buffer, isLast: boolean): Buffer[] => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count++, isLast));
    return [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  };
  const write = async (sealed: Buffer[]) => {
    const all = Buffer.concat(sealed);
    await file.write(all);
    bytes += all.length;
  };
  return {
    async put(more) {
      waiting = Buffer.concat([waiting, more]);
      // One chunk is held back: which is the last is known only at the end.
      let at = 0;
      const sealed: Buffer[] = [];
      for (; waiting.length - at > chunkBytes; at += chunkBytes) sealed.push(...seal(waiting.subarray(at, at + chunkBytes), false));
      waiting = Buffer.from(waiting.subarray(at));
      await write(sealed);
    },
    async end() {
      await write(seal(waiting, true));
      return bytes;
    },
  };
}

/** Opens a sealed file. Throws `AF_PACK_UNREADABLE` where it is none, `AF_PACK_PASSPHRASE_WRONG`. */
export async function openSealed(file: FileHandle, passphrase: string): Promise<SealedFile> {
  const { size } = await file.stat();
  const head = await readAt(file, 0, Math.min(size, headBytes));
  if (!head.subarray(0, 6).equals(magic.subarray(0, 6))) throw new WorkbenchError('AF_PACK_UNREADABLE', 'This file is no evidence pack.');
  if (!head.subarray(0, 8).equals(magic)) throw new WorkbenchError('AF_PACK_UNREADABLE', `This evidence pack is of format ${head[6] ?? 'unknown'}; this program knows 1.`, { hint: 'Open it with the version of the program that saved it, or a newer one.' });
  if (size < headBytes + tagBytes) throw new WorkbenchError('AF_PACK_UNREADABLE', 'This evidence pack is cut off: it ends before its first part.');
  const [cost, r, p, none] = [head[8]!, head[9], head[10], head[11]];
  if (cost < costs.least || cost > costs.most || r !== costs.r || p !== costs.p || none !== 0) throw new WorkbenchError('AF_PACK_UNREADABLE', 'The head of this evidence pack was changed.');
  const key = await deriveKey(passphrase, head);
  if (!timingSafeEqual(checkOf(key), head.subarray(checkAt))) throw new WorkbenchError('AF_PACK_PASSPHRASE_WRONG', 'The passphrase does not open this evidence pack, or its first bytes were changed.');
  const sealedChunk = chunkBytes + tagBytes;
  const count = Math.ceil((size - headBytes) / sealedChunk);
  let held: { number: number; chunk: Opened } | null = null;
  async function chunkAt(number: number): Promise<Opened> {
    if (held?.number === number) return held.chunk;
    const at = headBytes + number * sealedChunk;
    const sealed = await readAt(file, at, Math.min(size - at, sealedChunk));
    const chunk = openChunk(key, sealed, nonceOf(number, number === count - 1));
    held = { number, chunk };
    return chunk;
  }
  return {
    length: Math.max(0, size - headBytes - count * tagBytes),
    async read(from, length) {
      const bytes = Buffer.alloc(length);
      let isWhole = true;
      for (let at = 0; at < length; ) {
        const number = Math.floor((from + at) / chunkBytes);
        const chunk = await chunkAt(number);
        const inChunk = from + at - number * chunkBytes;
        const copied = chunk.bytes.copy(bytes, at, inChunk);
        if (copied === 0) throw new WorkbenchError('AF_PACK_UNREADABLE', 'This evidence pack is cut off.');
        isWhole &&= chunk.isWhole;
        at += copied;
      }
      return { bytes, isWhole };
    },
  };
}

function openChunk(key: Buffer, sealed: Buffer, nonce: Buffer): Opened {
  const length = Math.max(0, sealed.length - tagBytes);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(length));
    return { bytes: Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]), isWhole: true };
  } catch {
    return { bytes: Buffer.alloc(length), isWhole: false };
  }
}

function deriveKey(passphrase: string, head: Buffer): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** head[8]!, r: head[9]!, p: head[10]!, maxmem: 2 ** 28 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), head.subarray(12, checkAt), 32, options, (error, derived) => {
      if (error) reject(error);
      else resolve(Buffer.from(hkdfSync('sha256', derived, head.subarray(0, checkAt), 'anomalyforce evidence pack', 32)));
    });
  });
}

function checkOf(key: Buffer): Buffer {
  return createHmac('sha256', key).update('key check').digest().subarray(0, 16);
}

function nonceOf(count: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(count, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new WorkbenchError('AF_PACK_UNREADABLE', 'This evidence pack became shorter while it was read.');
  return bytes;
}
