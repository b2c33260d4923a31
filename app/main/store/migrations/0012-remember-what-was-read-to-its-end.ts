import type { Migration } from './migration.ts';

/** Whether a saved stream was read to its end, so that it says so after a restart too. */
export const rememberWhatWasReadToItsEnd: Migration = {
  version: 12,
  up(db) {
    db.exec('ALTER TABLE stream ADD COLUMN finished INTEGER NOT NULL DEFAULT 0');
  },
};
