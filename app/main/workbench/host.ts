import type { Notification } from '../../shared/domain/notification.ts';
import type { SecretStore } from '../store/secret-store.ts';

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
