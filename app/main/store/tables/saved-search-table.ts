import type { SavedSearch } from '../../../shared/domain/search.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Saved searches by name. */
export function listSavedSearches(db: ReadableDb): SavedSearch[] {
  return (db.prepare('SELECT id, name, text, saved_at AS savedAt FROM saved_search').all() as SavedSearch[]).sort((a, b) => a.name.localeCompare(b.name));
}

/** Adds one, or changes the one of its name, which keeps its id; answers what is kept. */
export function putSavedSearch(db: WritableDb, { id, name, text, savedAt }: SavedSearch): SavedSearch {
  return db.prepare('INSERT INTO saved_search (id, name, text, saved_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET name = excluded.name, text = excluded.text, saved_at = excluded.saved_at RETURNING id, name, text, saved_at AS savedAt').get(id, name, text, savedAt) as SavedSearch;
}

/** Deletes one; false where there was none. */
export function deleteSavedSearch(db: WritableDb, id: string): boolean {
  return db.prepare('DELETE FROM saved_search WHERE id = ?').run(id).changes > 0;
}
