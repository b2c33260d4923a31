import type { Notification } from '../../shared/domain/notification.ts';

/** What a host must give the workbench: where we run decides these, and nothing else. */
export interface Host {
  kind: 'desktop' | 'web' | 'cli' | 'test';
  /** Absolute path of the data folder; made with mode 0700 where missing. */
  dataFolder: string;
  /** Absolute path of the folder that holds `models/` and `resources/`. */
  installFolder: string;
  secretStore: SecretStore;
  /** Shows an operating-system notification; absent where there is none (the screens show it then). */
  notify?: (notification: Notification) => void;
}

/**
 * Where the data key is kept. `os` wraps it by the operating system's secret store, `passphrase` by a key derived from what the
 * analyst enters, `memory` keeps it nowhere (tests).
 */
export interface SecretStore {
  kind: 'os' | 'passphrase' | 'memory';
  /** Wraps 32 bytes into something that may lie on disk. */
  wrap(key: Uint8Array): Promise<Uint8Array>;
  /** Throws `AF_STORE_KEY_WRONG` where the bytes do not unwrap. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}
