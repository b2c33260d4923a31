import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { makeFolder } from './make-folder.ts';
import type { SecretStore } from './secret-store.ts';

const keyFileSchema = z.object({ version: z.literal(1), folderId: z.string(), keptBy: z.enum(['os', 'passphrase', 'memory']), wrapped: z.base64() });

/** What opens the store: 32 random bytes, and a name for the data folder that tells it from every other. */
export interface DataKey {
  key: Uint8Array;
  folderId: string;
}

/**
 * The data key of a folder, from `key.json` (which holds it wrapped, never plain); makes folder (0700) and key on the first start.
 * Throws `AF_STORE_KEY_WRONG` where the secret store can't unwrap it, `AF_STORE_KEY_MISSING` where there is a store but no key file.
 */
export async function openDataKey(folder: string, secretStore: SecretStore): Promise<DataKey> {
  makeFolder(folder, 0o700);
  const file = join(folder, 'key.json');
  if (!existsSync(file)) return makeKey(folder, file, secretStore);
  const parsed = keyFileSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new WorkbenchError('AF_STORE_CORRUPT', `The key file ${file} is damaged.`, { hint: 'Restore key.json from a backup: without it the data can\'t be read.' });
  const { keptBy, wrapped, folderId } = parsed.data;
  if (keptBy !== secretStore.kind) {
    throw new WorkbenchError('AF_STORE_KEY_WRONG', `This data folder's key is kept by ${keptBy === 'os' ? 'the operating system\'s secret store' : 'a passphrase'}, not by ${secretStore.kind}.`);
  }
  return { key: await secretStore.unwrap(Buffer.from(wrapped, 'base64')), folderId };
}

async function makeKey(folder: string, file: string, secretStore: SecretStore): Promise<DataKey> {
  if (existsSync(join(folder, 'store.db'))) throw new WorkbenchError('AF_STORE_KEY_MISSING', `${folder} holds a store, but its key file key.json is gone.`, { hint: 'Restore key.json from a backup: without it the data can\'t be read.' });
  const key = new Uint8Array(randomBytes(32));
  const folderId = randomUUID();
  const wrapped = Buffer.from(await secretStore.wrap(key)).toString('base64');
  writeWhole(file, JSON.stringify({ version: 1, folderId, keptBy: secretStore.kind, wrapped }));
  return { key, folderId };
}

/** All or nothing: written beside, flushed, then renamed. */
function writeWhole(file: string, text: string): void {
  const beside = `${file}.new`;
  const fd = openSync(beside, 'w', 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(beside, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
