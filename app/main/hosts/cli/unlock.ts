import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { readFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { withFileFaults } from '../../workbench/file-faults.ts';
import { memorySecretStore, passphraseSecretStore, type SecretStore } from '../../workbench/secrets.ts';

/** Where this command keeps its data, and what keeps the key. */
export interface Unlocked {
  dataFolder: string;
  secretStore: SecretStore;
  /** True where nothing outlives the program: the folder is temporary and its key was never written. */
  throwaway: boolean;
}

/** The data folder where none is named: `ANOMALYFORCE_DATA`, else the platform's own place. */
export function defaultDataFolder(): string {
  if (process.env.ANOMALYFORCE_DATA) return process.env.ANOMALYFORCE_DATA;
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'AnomalyForce');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'AnomalyForce');
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'anomalyforce');
}

/**
 * The passphrase comes from `--passphrase-file`, `ANOMALYFORCE_PASSPHRASE` or, on a terminal, from a question. Without any of
 * them the workspace is a throwaway: encrypted with a key that only this process knows, gone when it ends. Throws `AF_STORE_KEY_MISSING` where
 * a folder was named for it all the same.
 */
export async function unlock(options: { data?: string; passphraseFile?: string; throwaway?: boolean }): Promise<Unlocked> {
  const passphrase = options.throwaway ? null : await findPassphrase(options.passphraseFile);
  if (passphrase === null) {
    if (options.data !== undefined && !options.throwaway) throw new WorkbenchError('AF_STORE_KEY_MISSING', `Without a passphrase nothing can be kept in ${options.data}.`, { hint: 'Set ANOMALYFORCE_PASSPHRASE or give --passphrase-file; leave --data out, or give --throwaway, to keep nothing.' });
    return { dataFolder: mkdtempSync(join(tmpdir(), 'anomalyforce-')), secretStore: memorySecretStore(), throwaway: true };
  }
  return { dataFolder: options.data ?? defaultDataFolder(), secretStore: passphraseSecretStore(passphrase), throwaway: false };
}

/** Throws `AF_API_INPUT_INVALID` where nothing stored can be opened; `purpose` is what was wanted with it, "to report". */
export function mustBeStored({ throwaway }: Unlocked, purpose: string): void {
  if (throwaway) throw new WorkbenchError('AF_API_INPUT_INVALID', `Without its passphrase the store does not open, so there is nothing ${purpose}.`, { hint: 'Set ANOMALYFORCE_PASSPHRASE or give --passphrase-file.' });
}

async function findPassphrase(file: string | undefined): Promise<string | null> {
  if (file !== undefined) return passphraseOf(file);
  if (process.env.ANOMALYFORCE_PASSPHRASE) return process.env.ANOMALYFORCE_PASSPHRASE;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const answer = await askSecret('Passphrase for the encrypted store (empty: keep nothing after this run): ');
  return answer === '' ? null : answer;
}

/** Throws `AF_API_INPUT_INVALID` where it can't be read. */
export function passphraseOf(file: string): string {
  return withFileFaults(file, 'read', () => readFileSync(file, 'utf8').trim(), 'Name a file that is there and that you may read, with the passphrase alone in it.');
}

/** Asks without showing what is typed. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
