import { dashboardSchema, type Dashboard, type DashboardId, type DashboardRow } from '../../../shared/domain/dashboard.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Adds or replaces a dashboard. */
export function putDashboard(db: WritableDb, { id, revision, savedAt, ...content }: Dashboard): void {
  db.prepare('INSERT INTO dashboard (id, revision, saved_at, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, saved_at = excluded.saved_at, body = excluded.body').run(id, revision, savedAt, JSON.stringify(content));
}

/** One dashboard, null where there is none. */
export function findDashboard(db: ReadableDb, id: DashboardId): Dashboard | null {
  const row = db.prepare('SELECT id, revision, saved_at AS savedAt, body FROM dashboard WHERE id = ?').get(id) as { id: string; revision: number; savedAt: number; body: string } | undefined;
  return row === undefined ? null : dashboardSchema.parse({ ...(JSON.parse(row.body) as object), id: row.id, revision: row.revision, savedAt: row.savedAt });
}

/** All dashboards by name, without their panels. */
export function listDashboards(db: ReadableDb): DashboardRow[] {
  const rows = db.prepare("SELECT id, revision, saved_at AS savedAt, json_extract(body, '$.name') AS name, json_array_length(body, '$.panels') AS panelCount FROM dashboard").all() as DashboardRow[];
  return rows.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** Deletes one; false where there was none. */
export function deleteDashboard(db: WritableDb, id: DashboardId): boolean {
  return db.prepare('DELETE FROM dashboard WHERE id = ?').run(id).changes > 0;
}
