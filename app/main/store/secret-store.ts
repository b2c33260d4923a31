/**
 * Where the data key is kept. `os` wraps it by the operating system's secret store, `passphrase` by a key derived from what the
 * analyst enters, `memory` keeps it nowhere: what it wrapped is lost with the process.
 */
export interface SecretStore {
  kind: 'os' | 'passphrase' | 'memory';
  /** Wraps 32 bytes into something that may lie on disk. */
  wrap(key: Uint8Array): Promise<Uint8Array>;
  /** Throws `AF_STORE_KEY_WRONG` where the bytes do not unwrap. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}
