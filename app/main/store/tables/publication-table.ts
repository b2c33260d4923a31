import { publicationSchema, type Publication, type PublicationId } from '../../../shared/domain/publication.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** All publications, oldest first. */
export function listPublications(db: ReadableDb): Publication[] {
  const rows = db.prepare('SELECT view FROM publication ORDER BY created_at, id').pluck().all() as string[];
  return rows.map((view) => publicationSchema.parse(JSON.parse(view)));
}

/** One publication, null where there is none. */
export function findPublication(db: ReadableDb, id: PublicationId): Publication | null {
  const view = db.prepare('SELECT view FROM publication WHERE id = ?').pluck().get(id) as string | undefined;
  return view === undefined ? null : publicationSchema.parse(JSON.parse(view));
}

/** Adds or replaces one. */
export function putPublication(db: WritableDb, publication: Publication): void {
  db.prepare('INSERT INTO publication (id, created_at, view) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET view = excluded.view').run(publication.id, publication.createdAt, JSON.stringify(publication));
}

export function deletePublication(db: WritableDb, id: PublicationId): void {
  db.prepare('DELETE FROM publication WHERE id = ?').run(id);
}
