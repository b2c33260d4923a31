import type { Notification } from '../../../shared/domain/notification.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Keeps a notification once: answers false where its id is there already. Whoever keeps it puts it into the outbox too, in the same transaction. */
export function addNotification(db: WritableDb, notification: Notification): boolean {
  const { changes } = db.prepare('INSERT INTO notification (id, at, read, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(notification.id, notification.at, notification.read ? 1 : 0, JSON.stringify(notification));
  return changes === 1;
}

/** Newest first. */
export function listNotifications(db: ReadableDb, limit: number): Notification[] {
  const rows = db.prepare('SELECT body, read FROM notification ORDER BY at DESC, id LIMIT ?').all(limit) as { body: string; read: number }[];
  return rows.map((row) => ({ ...(JSON.parse(row.body) as Notification), read: row.read === 1 }));
}

/** Marks as read; all where no id is given. */
export function markNotificationsRead(db: WritableDb, ids: readonly string[]): void {
  if (ids.length === 0) db.prepare('UPDATE notification SET read = 1').run();
  else db.prepare(`UPDATE notification SET read = 1 WHERE id IN (${ids.map(() => '?').join(', ')})`).run(...ids);
}
