import type { Migration } from './migration.ts';

/** What is kept of the sheets of a view of Tableau, each with its own mapping, findings and when it was last judged (JSON). A sheet goes by its name, and by its place among those of one name. */
export const keepEachSheet: Migration = {
  version: 101,
  up(db) {
    db.exec(`CREATE TABLE tableau_sheet (
      connection_id TEXT NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL, mapping TEXT NOT NULL, findings TEXT NOT NULL DEFAULT '[]', judged TEXT,
      PRIMARY KEY (connection_id, path, name, place)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tableau_sheet (connection_id, path, name, place, mapping, findings, judged)
      SELECT connection_id, path, json_extract(mapping, '$.sheet.name'), json_extract(mapping, '$.sheet.place'), mapping, findings, judged FROM tableau_view WHERE mapping IS NOT NULL;
    ALTER TABLE tableau_view DROP COLUMN mapping;
    ALTER TABLE tableau_view DROP COLUMN findings;
    ALTER TABLE tableau_view DROP COLUMN judged;`);
  },
};
