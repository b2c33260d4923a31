import { tableauConnectionSchema, type TableauConnection, type TableauConnectionId } from '../../../shared/domain/tableau.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** All connections, oldest first; their secrets left out. */
export function listTableauConnections(db: ReadableDb): TableauConnection[] {
  const rows = db.prepare('SELECT view FROM tableau_connection ORDER BY created_at, id').pluck().all() as string[];
  return rows.map((view) => tableauConnectionSchema.parse(JSON.parse(view)));
}

/** Adds or replaces one. It must not hold its secret, which is kept beside it. */
export function putTableauConnection(db: WritableDb, connection: TableauConnection, secret: string | null): void {
  db.prepare('INSERT INTO tableau_connection (id, created_at, view, secret) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET view = excluded.view, secret = excluded.secret')
    .run(connection.id, connection.createdAt, JSON.stringify(connection), secret);
}

/** Forgets one, with what was kept of its views. */
export function deleteTableauConnection(db: WritableDb, id: TableauConnectionId): void {
  db.prepare('DELETE FROM tableau_connection WHERE id = ?').run(id);
  for (const table of ['tableau_view', 'tableau_sheet']) db.prepare(`DELETE FROM ${table} WHERE connection_id = ?`).run(id);
}

/** The secret of a connection; null where it has none. */
export function readTableauSecret(db: ReadableDb, id: TableauConnectionId): string | null {
  return (db.prepare('SELECT secret FROM tableau_connection WHERE id = ?').pluck().get(id) as string | null | undefined) ?? null;
}
