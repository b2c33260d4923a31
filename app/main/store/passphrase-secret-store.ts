import { argon2, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { fewestLetters } from '../../shared/domain/passphrase.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { SecretStore } from './secret-store.ts';

/** Argon2id as RFC 9106 recommends where memory is scarce (section 4, second choice): 64 MiB, 3 passes, 4 lanes. */
const cost = { memory: 65_536, passes: 3, parallelism: 4, tagLength: 32 } as const;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const version = 1;

/**
 * Wraps the data key by AES-256-GCM under a key derived from a passphrase. Layout: `[u8 version][salt 16][nonce 12][tag 16][ciphertext]`.
 * One guess costs about 0.1 s and 64 MiB. Wrapping, which sets the passphrase, throws `AF_API_INPUT_INVALID` where it is shorter than 12 characters; one set before opens all the same.
 */
export function passphraseSecretStore(passphrase: string): SecretStore {
  return {
    kind: 'passphrase',
    async wrap(key) {
      if (passphrase.length < fewestLetters) throw new WorkbenchError('AF_API_INPUT_INVALID', `A passphrase that is set has at least ${fewestLetters} characters.`, { hint: 'Four words that have nothing to do with each other are good.' });
      const salt = randomBytes(saltBytes);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt), nonce);
      const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.from([version]), salt, nonce, cipher.getAuthTag(), sealed]));
    },
    async unwrap(wrapped) {
      const bytes = Buffer.from(wrapped);
      const [salt, nonce, tag, sealed] = cut(bytes.subarray(1), saltBytes, nonceBytes, tagBytes);
      if (bytes[0] !== version) throw new WorkbenchError('AF_STORE_VERSION_TOO_NEW', `The data key was wrapped by version ${bytes[0]} of the format; this program knows ${version}.`);
      try {
        const decipher = createDecipheriv('aes-256-gcm', await derive(passphrase, salt!), nonce!);
        decipher.setAuthTag(tag!);
        return new Uint8Array(Buffer.concat([decipher.update(sealed!), decipher.final()]));
      } catch (cause) {
        throw new WorkbenchError('AF_STORE_KEY_WRONG', 'The passphrase does not open this data folder.', { cause });
      }
    },
  };
}

/** Keeps the wrapped key's key in this process only: for throwaway workspaces and tests. */
export function memorySecretStore(): SecretStore {
  const { wrap, unwrap } = passphraseSecretStore(randomBytes(32).toString('hex'));
  return { kind: 'memory', wrap, unwrap };
}

const argon2id = promisify(argon2);

function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return argon2id('argon2id', { message: passphrase.normalize('NFKC'), nonce: salt, ...cost });
}

function cut(bytes: Buffer, ...lengths: number[]): Buffer[] {
  const parts: Buffer[] = [];
  let at = 0;
  for (const length of lengths) parts.push(bytes.subarray(at, (at += length)));
  return [...parts, bytes.subarray(at)];
}
