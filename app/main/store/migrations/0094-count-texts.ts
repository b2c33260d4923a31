import type { Migration } from './migration.ts';

/** How many values of a stream's channels were text and no number, counted from here on. */
export const countTexts: Migration = {
  version: 94,
  up(db) {
    db.exec('ALTER TABLE stream ADD COLUMN text_count INTEGER NOT NULL DEFAULT 0');
  },
};
