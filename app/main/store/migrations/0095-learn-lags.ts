import type { Migration } from './migration.ts';

/** How long `b` of a link usually comes after `a`, ms, where it is known; the links from before are not looked at again. */
export const learnLags: Migration = {
  version: 95,
  up(db) {
    db.exec('ALTER TABLE incident_link ADD COLUMN lag_ms REAL');
  },
};
