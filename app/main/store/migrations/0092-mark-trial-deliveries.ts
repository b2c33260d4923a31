import type { Migration } from './migration.ts';

/** Whether a delivery was a test of its outlet; none of those from before was. */
export const markTrialDeliveries: Migration = {
  version: 92,
  up(db) {
    db.exec('ALTER TABLE delivery ADD COLUMN trial INTEGER NOT NULL DEFAULT 0');
  },
};
