import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import * as z from 'zod';
import type { FoundPart } from '../../shared/domain/evidence-pack.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { openSealed, sealFile, type SealedFile } from './sealed-file.ts';
import { fingerprintOf, isSignedBy, type SigningKey } from './signing-key.ts';

/*
 * Within the seal: the parts one after the other, each zstd; the manifest, which names them in that order with their lengths and SHA-256; 32 bytes of public key and 64 of
 * signature over a fixed text and the manifest; the manifest's length as u32, little endian. It is read from its end, so a change anywhere else is told by part.
 */
const signedText = Buffer.from('anomalyforce evidence pack 1\0');
const tailBytes = 32 + 64 + 4;

/** What a pack may hold: whatever a file says, no more than a part is in memory at once. */
export const packLimits = { partBytes: 8 * 2 ** 20, parts: 20_000, bytes: 2 * 2 ** 30, manifestBytes: 8 * 2 ** 20 } as const;

const whole = z.number().int().nonnegative();
const manifestSchema = z.object({
  format: z.literal(1),
  /** Of the program that saved it, and when (EpochMillis). */
  version: z.string().max(100),
  packedAt: whole,
  parts: z.array(z.object({ name: z.string().max(200), bytes: whole.max(packLimits.partBytes), packed: whole.max(packLimits.partBytes + 65_536), sha256: z.string().length(64) })).max(packLimits.parts),
});
type Manifest = z.infer<typeof manifestSchema>;

/** What a reading of a whole pack found. */
export interface FoundPack {
  /** All parts whole and the signature right. */
  isWhole: boolean;
  parts: FoundPart[];
  /** Why it is not whole, in words. */
  faults: string[];
  /** Null where no manifest could be read; so is all below. */
  version: string | null;
  packedAt: number | null;
  /** Of the key that signed, as the pack says. */
  fingerprint: string | null;
  isSigned: boolean;
}

/** Writes parts one after the other; names are unique. */
export interface PackWriter {
  /** Throws `AF_PACK_TOO_LARGE`. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Adds the signed manifest; answers the bytes of the file. */
  end(about: Pick<Manifest, 'version' | 'packedAt'>): Promise<number>;
  close(): Promise<void>;
}

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Begins a pack in a new file that only its owner may read. `cost` as of `sealFile`. */
export async function createPack(path: string, passphrase: string, key: SigningKey, cost?: number): Promise<PackWriter> {
  const file = await open(path, 'wx', 0o600);
  const sealer = await sealFile(file, passphrase, cost);
  const parts: Manifest['parts'] = [];
  let total = 0;
  return {
    async put(name, bytes) {
      total += bytes.length;
      if (bytes.length > packLimits.partBytes || total > packLimits.bytes || parts.length >= packLimits.parts) throw new WorkbenchError('AF_PACK_TOO_LARGE', 'This is more than an evidence pack may hold.');
      const packed = await compress(bytes);
      parts.push({ name, bytes: bytes.length, packed: packed.length, sha256: sha256(bytes) });
      await sealer.put(packed);
    },
    async end({ version, packedAt }) {
      const manifest = Buffer.from(JSON.stringify({ format: 1, version, packedAt, parts }));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(manifest.length);
      await sealer.put(Buffer.concat([manifest, key.publicKey, key.sign(Buffer.concat([signedText, manifest])), length]));
      const bytes = await sealer.end();
      await file.sync();
      return bytes;
    },
    close: () => file.close(),
  };
}

/**
 * Reads a whole pack and checks every byte of it. `take` is handed each part whose hash is right, in order. Throws `AF_PACK_UNREADABLE`, `AF_PACK_PASSPHRASE_WRONG`, what `take`
 * throws, and what `signal` says once it is aborted.
 */
export async function readPack(path: string, passphrase: string, take: (name: string, bytes: Buffer, at: number) => void | Promise<void>, signal?: AbortSignal): Promise<FoundPack> {
  const file = await open(path, 'r');
  try {
    const sealed = await openSealed(file, passphrase);
    const tail = await readTail(sealed);
    if (tail === null) {
      return { isWhole: false, parts: [], faults: ['Its end was changed or cut off, where its parts are named: nothing in it can be vouched for.'], version: null, packedAt: null, fingerprint: null, isSigned: false };
    }
    const { manifest, publicKey, isSigned } = tail;
    const faults: string[] = [];
    if (!isSigned) faults.push('Its signature does not fit: what it names was changed, or another key signed.');
    if (!tail.isFilled) faults.push('Its parts do not fill it: something was added or left out.');
    if (manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0) > packLimits.bytes) throw new WorkbenchError('AF_PACK_UNREADABLE', 'This evidence pack says that it holds more than a pack may.');
    const parts: FoundPart[] = [];
    let at = 0;
    for (const { name, bytes, packed, sha256: hash } of manifest.parts) {
      signal?.throwIfAborted();
      const held = at + packed <= sealed.length ? await sealed.read(at, packed) : null;
      at += packed;
      const content = held?.isWhole === true ? await inflate(held.bytes, bytes) : null;
      const isWhole = content !== null && content.length === bytes && sha256(content) === hash;
      parts.push({ name, bytes, state: isWhole ? 'whole' : 'changed' });
      if (isWhole) await take(name, content, at);
      else faults.push(`The part ${name} was changed.`);
    }
    return { isWhole: faults.length === 0, parts, faults, version: manifest.version, packedAt: manifest.packedAt, fingerprint: fingerprintOf(publicKey), isSigned };
  } finally {
    await file.close();
  }
}

/** Null where it was changed. */
async function readTail(sealed: SealedFile): Promise<{ manifest: Manifest; publicKey: Buffer; isSigned: boolean; isFilled: boolean } | null> {
  if (sealed.length < tailBytes) return null;
  const tail = await sealed.read(sealed.length - tailBytes, tailBytes);
  const length = tail.bytes.readUInt32LE(tailBytes - 4);
  const begin = sealed.length - tailBytes - length;
  if (!tail.isWhole || length > packLimits.manifestBytes || begin < 0) return null;
  const text = await sealed.read(begin, length);
  const manifest = text.isWhole ? manifestSchema.safeParse(parseJson(text.bytes)).data : undefined;
  if (manifest === undefined || new Set(manifest.parts.map(({ name }) => name)).size !== manifest.parts.length) return null;
  const publicKey = tail.bytes.subarray(0, 32);
  return {
    manifest, publicKey, isSigned: isSignedBy(publicKey, Buffer.concat([signedText, text.bytes]), tail.bytes.subarray(32, 96)),
    isFilled: manifest.parts.reduce((sum, { packed }) => sum + packed, 0) === begin,
  };
}

/** Null for what is no zstd, or would become larger than it said. */
async function inflate(bytes: Buffer, most: number): Promise<Buffer | null> {
  try {
    return await decompress(bytes, { maxOutputLength: Math.max(1, most) });
  } catch {
    return null;
  }
}

function parseJson(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
