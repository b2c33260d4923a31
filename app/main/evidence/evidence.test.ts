import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashTree, isInTree, leafHash } from './hash-tree.ts';
import { createPack, packLimits, readPack } from './pack-file.ts';
import { sealFile } from './sealed-file.ts';
import { fingerprintOf, signingKeyOf } from './signing-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = signingKeyOf(new Uint8Array(32).fill(3));
const cost = 10;
const passphrase = 'correct horse battery';
const parts: [string, Buffer][] = [
  ['setup.json', Buffer.from('{"a":1}')],
  // Hardly compressible, so that it lies across several chunks.
  ['records/0/0', createHash('shake256', { outputLength: 150_000 }).update('bytes').digest()],
  ['empty', Buffer.alloc(0)],
  ['last', Buffer.from('the end')],
];
const path = (name: string) => join(folder, name);
const code = (name: string) => expect.objectContaining({ code: name }) as Error;
async function save(name: string, content: [string, Uint8Array][] = parts): Promise<Buffer> {
  const pack = await createPack(path(name), passphrase, key, cost);
  for (const [part, bytes] of content) await pack.put(part, bytes);
  await pack.end({ version: '9.9', packedAt: 5 });
  await pack.close();
  return readFileSync(path(name));
}
async function read(bytes: Uint8Array, words = passphrase) {
  writeFileSync(path('read'), bytes);
  const taken: [string, Buffer][] = [];
  const found = await readPack(path('read'), words, (name, content) => void taken.push([name, content]));
  return { ...found, taken };
}

let saved: Buffer;
beforeAll(async () => (saved = await save('saved')));

it('gives back each part, in order, with who signed', async () => {
  const found = await read(saved);
  expect(found).toMatchObject({ isWhole: true, faults: [], isSigned: true, fingerprint: key.fingerprint, version: '9.9', packedAt: 5 });
  expect(found.taken).toEqual(parts);
  expect(found.parts.map(({ state }) => state)).toEqual(['whole', 'whole', 'whole', 'whole']);
});

it('refuses a pack in which any bit was turned, wherever it is', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(saved.length - 1), fc.nat(7), async (at, bit) => {
    const changed = Buffer.from(saved);
    changed[at]! ^= 1 << bit;
    const outcome = await read(changed).then(({ isWhole, faults }) => (isWhole ? 'accepted' : faults.length), (error: { code: string }) => error.code);
    expect(outcome).not.toBe('accepted');
    expect(outcome).not.toBe(0);
    if (typeof outcome === 'string') expect(['AF_PACK_UNREADABLE', 'AF_PACK_PASSPHRASE_WRONG']).toContain(outcome);
  }), { numRuns: 150 });
});

it('refuses a pack that was cut off, or to which something was added, at any length', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(saved.length - 1), async (length) => {
    const outcome = await read(saved.subarray(0, length)).then(({ isWhole }) => isWhole, () => false);
    expect(outcome).toBe(false);
  }), { numRuns: 60 });
  for (const more of [1, 15, 16, 17, 65_552]) expect((await read(Buffer.concat([saved, Buffer.alloc(more)]))).isWhole).toBe(false);
});

it('names the part that was changed, and still reads the others', async () => {
  const changed = Buffer.from(saved);
  changed[44 + 70_000]! ^= 1;
  const { parts: found, faults, taken } = await read(changed);
  expect(found.map(({ name, state }) => [name, state])).toEqual([['setup.json', 'whole'], ['records/0/0', 'changed'], ['empty', 'whole'], ['last', 'whole']]);
  expect(faults).toEqual(['The part records/0/0 was changed.']);
  expect(taken.map(([name]) => name)).toEqual(['setup.json', 'empty', 'last']);
});

it('refuses another passphrase, files of other kinds and hosts of unreasonable cost', async () => {
  await expect(read(saved, 'something else')).rejects.toThrowError(code('AF_PACK_PASSPHRASE_WRONG'));
  await expect(read(Buffer.from('time,load\n1,2\n'))).rejects.toThrowError(code('AF_PACK_UNREADABLE'));
  await expect(read(Buffer.alloc(0))).rejects.toThrowError(code('AF_PACK_UNREADABLE'));
  const costly = Buffer.from(saved);
  costly[8] = 30;
  await expect(read(costly)).rejects.toThrowError(code('AF_PACK_UNREADABLE'));
});

it('shows what somebody who knows the passphrase changed: a part by its hash, the manifest by its signature', async () => {
  const seal = async (name: string, plain: Uint8Array[]) => {
    const file = await open(path(name), 'wx');
    const sealer = await sealFile(file, passphrase, cost);
    for (const bytes of plain) await sealer.put(bytes);
    await sealer.end();
    await file.close();
    return read(readFileSync(path(name)));
  };
  const tail = (manifest: object, signature: Buffer) => {
    const text = Buffer.from(JSON.stringify(manifest));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return Buffer.concat([text, key.publicKey, signature, length]);
  };
  const manifest = { format: 1, version: '9.9', packedAt: 5, parts: [{ name: 'a', bytes: 3, packed: 3, sha256: '0'.repeat(64) }] };
  const signed = key.sign(Buffer.concat([Buffer.from('anomalyforce evidence pack 1\0'), Buffer.from(JSON.stringify(manifest))]));
  expect(await seal('hash', [Buffer.from('xyz'), tail(manifest, signed)])).toMatchObject({ isWhole: false, isSigned: true, faults: ['The part a was changed.'] });
  expect(await seal('signature', [tail({ ...manifest, parts: [] }, signed)])).toMatchObject({ isWhole: false, isSigned: false });
  expect(await seal('added', [Buffer.from('more'), tail({ ...manifest, parts: [] }, signed)])).toMatchObject({ isWhole: false, faults: [expect.stringContaining('signature'), expect.stringContaining('do not fill')] });
  const bomb = { ...manifest, parts: Array.from({ length: 400 }, (_, at) => ({ name: String(at), bytes: packLimits.partBytes, packed: 0, sha256: '0'.repeat(64) })) };
  await expect(seal('bomb', [tail(bomb, signed)])).rejects.toThrowError(code('AF_PACK_UNREADABLE'));
});

it('writes no more than a pack may hold', async () => {
  const pack = await createPack(path('large'), passphrase, key, cost);
  await expect(pack.put('large', Buffer.alloc(packLimits.partBytes + 1))).rejects.toThrowError(code('AF_PACK_TOO_LARGE'));
  await pack.close();
});

it('signs by the same key for the same data key, and shows it in eight groups', () => {
  expect(signingKeyOf(new Uint8Array(32).fill(3)).fingerprint).toBe(key.fingerprint);
  expect(signingKeyOf(new Uint8Array(32).fill(4)).fingerprint).not.toBe(key.fingerprint);
  expect(fingerprintOf(key.publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
});

it('proves each item of a list of any size, at its own place only', () => {
  for (const size of [1, 2, 3, 7, 8, 13]) {
    const leaves = Array.from({ length: size }, (_, at) => leafHash(Buffer.from([at])));
    const tree = hashTree(leaves);
    for (let index = 0; index < size; index++) {
      const path = tree.pathOf(index);
      expect(isInTree(leaves[index]!, index, size, path, tree.root)).toBe(true);
      expect(isInTree(leafHash(Buffer.from([99])), index, size, path, tree.root)).toBe(false);
      if (size > 1) expect(isInTree(leaves[index]!, (index + 1) % size, size, path, tree.root)).toBe(false);
    }
  }
});
