import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusalWords, WorkbenchError } from '../../shared/errors/workbench-error.ts';

export interface BackwardsOptions {
  signal?: AbortSignal;
  /** Hears of each row as it is taken. */
  taken?: () => void;
  /** Rows are kept in blocks of about so many bytes. */
  blockBytes?: number;
  /** Bytes of blocks that stay in memory; those beyond lie in a file of the system's folder for such. */
  memoryBytes?: number;
}

const cipher = 'aes-256-gcm';
const tagBytes = 16;
const lengthBytes = 4;

/**
 * Rows, the last first; all are read before one is given, and none is where the signal fired meanwhile. Memory holds `memoryBytes` and two blocks whatever there is; what is beyond takes its own size of disk until the reader ends or leaves off,
 * in a file that is encrypted by a key of this call alone and, where the system allows it, has no name any more. Throws `AF_INGEST_FILE_UNREADABLE` where it can't be written.
 */
export async function* backwards(rows: AsyncIterable<Uint8Array>, { signal, taken, blockBytes = 4 * 2 ** 20, memoryBytes = 64 * 2 ** 20 }: BackwardsOptions = {}): AsyncGenerator<Uint8Array> {
  const blocks: (Buffer | PlaceInFile)[] = [];
  const spill = createSpill();
  let held = 0;
  let block: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const row of rows) {
      if (signal?.aborted) return;
      taken?.();
      block.push(row);
      bytes += row.length + lengthBytes;
      if (bytes < blockBytes) continue;
      const packed = pack(block, bytes);
      blocks.push(held + bytes > memoryBytes ? await spill.write(packed) : packed);
      if (Buffer.isBuffer(blocks.at(-1))) held += bytes;
      [block, bytes] = [[], 0];
    }
    yield* block.reverse();
    for (let last = blocks.pop(); last !== undefined; last = blocks.pop()) yield* unpack(Buffer.isBuffer(last) ? last : await spill.read(last)).reverse();
  } finally {
    await spill.close();
  }
}

function pack(rows: readonly Uint8Array[], bytes: number): Buffer {
  const packed = Buffer.allocUnsafeSlow(bytes);
  let at = 0;
  for (const row of rows) {
    at = packed.writeUInt32LE(row.length, at);
    packed.set(row, at);
    at += row.length;
  }
  return packed;
}

function unpack(packed: Buffer): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let at = 0; at < packed.length; ) {
    const from = at + lengthBytes;
    at = from + packed.readUInt32LE(at);
    rows.push(packed.subarray(from, at));
  }
  return rows;
}

interface PlaceInFile { at: number; bytes: number; nonce: Buffer }

/** Blocks in a file that only this process can read; it is made with the first of them. */
function createSpill(): { write(block: Buffer): Promise<PlaceInFile>; read(place: PlaceInFile): Promise<Buffer>; close(): Promise<void> } {
  const path = join(tmpdir(), `anomalyforce-${randomUUID()}`);
  const key = randomBytes(32);
  let file: FileHandle | null = null;
  let end = 0;
  const refused = (cause: unknown) => new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `Rows that run from the newest to the oldest can't be turned round in ${tmpdir()}: ${refusalWords(cause)}.`, { cause, hint: 'Free as much space there as the file has unpacked, or let TMPDIR name another folder.' });
  return {
    async write(block) {
      const nonce = randomBytes(12);
      const sealing = createCipheriv(cipher, key, nonce);
      const sealed = Buffer.concat([sealing.update(block), sealing.final(), sealing.getAuthTag()]);
      try {
        if (file === null) {
          file = await open(path, 'wx+', 0o600);
          await rm(path).catch(() => undefined); // where an open file keeps its name, it goes when it is closed
        }
        for (let done = 0; done < sealed.length; ) done += (await file.write(sealed, done, sealed.length - done, end + done)).bytesWritten;
      } catch (cause) {
        throw refused(cause);
      }
      const place = { at: end, bytes: sealed.length, nonce };
      end += sealed.length;
      return place;
    },
    async read({ at, bytes, nonce }) {
      const sealed = Buffer.allocUnsafeSlow(bytes);
      for (let done = 0; done < bytes; ) {
        const { bytesRead } = await file!.read(sealed, done, bytes - done, at + done);
        if (bytesRead === 0) throw refused({ code: 'EIO' });
        done += bytesRead;
      }
      const opening = createDecipheriv(cipher, key, nonce).setAuthTag(sealed.subarray(bytes - tagBytes));
      return Buffer.concat([opening.update(sealed.subarray(0, bytes - tagBytes)), opening.final()]);
    },
    async close() {
      await file?.close();
      await rm(path, { force: true });
    },
  };
}
