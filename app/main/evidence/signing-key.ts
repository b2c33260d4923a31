import { createHash, createHmac, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Signs in the name of a data folder. */
export interface SigningKey {
  /** 32 bytes, Ed25519. */
  publicKey: Buffer;
  fingerprint: string;
  sign(bytes: Uint8Array): Buffer;
}

/** What RFC 8410 puts before the 32 bytes of a private and a public key. */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

/** The Ed25519 key of a data folder: made of the data key, so it is kept as that is and is the same at each start. */
export function signingKeyOf(dataKey: Uint8Array): SigningKey {
  const seed = createHmac('sha256', dataKey).update('evidence signing').digest();
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicHead.length);
  return { publicKey, fingerprint: fingerprintOf(publicKey), sign: (bytes) => sign(null, bytes, key) };
}

/** Whether a signature is that of the public key over the bytes; false for what is no key. */
export function isSignedBy(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.concat([publicHead, publicKey]), format: 'der', type: 'spki' });
  } catch {
    return false;
  }
  return verify(null, bytes, key, signature);
}

/** For people to compare by voice or letter: the first 16 bytes of SHA-256 over the public key, in groups of four hexadecimal digits. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 32).match(/.{4}/g)!.join(' ');
}
