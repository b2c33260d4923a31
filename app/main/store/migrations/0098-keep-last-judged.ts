import type { Migration } from './migration.ts';

/** When the data of a view of Tableau was last judged, and of how much, as JSON. */
export const keepLastJudged: Migration = {
  version: 98,
  up(db) {
    db.exec('ALTER TABLE tableau_view ADD COLUMN judged TEXT');
  },
};
