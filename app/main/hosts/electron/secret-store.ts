import { safeStorage } from 'electron';

/** The parts of `safeStorage` that newer Electrons have; the synchronous ones are gone in 46. */
interface AsyncSafeStorage {
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(bytes: Buffer): Promise<string | { result: string }>;
  getSelectedStorageBackend?(): string;
}
const storage = safeStorage as unknown as AsyncSafeStorage;

/**
 * Whether the operating system keeps secrets for us. On Linux `basic_text` (a fixed password) and `unknown` count as none:
 * the analyst is asked for a passphrase then.
 */
export async function hasSecretStore(): Promise<boolean> {
  if (storage.encryptStringAsync === undefined || storage.decryptStringAsync === undefined) return false;
  if (!(await storage.isAsyncEncryptionAvailable?.())) return false;
  if (process.platform !== 'linux') return true;
  return !['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend?.() ?? 'unknown');
}

/** Wraps 32 bytes by the operating system's secret store. */
export async function wrapBySystem(key: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await storage.encryptStringAsync!(Buffer.from(key).toString('base64')));
}

/** The inverse; rejects where the bytes were wrapped by another user or machine. */
export async function unwrapBySystem(wrapped: Uint8Array): Promise<Uint8Array> {
  const answer = await storage.decryptStringAsync!(Buffer.from(wrapped));
  return new Uint8Array(Buffer.from(typeof answer === 'string' ? answer : answer.result, 'base64'));
}
