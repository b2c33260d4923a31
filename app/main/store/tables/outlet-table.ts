import { outletSchema, type Outlet, type OutletId, type Delivery } from '../../../shared/domain/outlet.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import { severityRank } from '../../../shared/domain/severity.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** All outlets, oldest first; their secrets left out. */
export function listOutlets(db: ReadableDb): Outlet[] {
  const rows = db.prepare('SELECT view FROM outlet ORDER BY created_at, id').pluck().all() as string[];
  return rows.map((view) => outletSchema.parse(JSON.parse(view)));
}

/** Adds or replaces one. It must not hold its secret, which is kept beside it. */
export function putOutlet(db: WritableDb, outlet: Outlet, secret: string | null): void {
  db.prepare(`INSERT INTO outlet (id, created_at, enabled, minimum_rank, view, secret) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET enabled = excluded.enabled, minimum_rank = excluded.minimum_rank, view = excluded.view, secret = excluded.secret`)
    .run(outlet.id, outlet.createdAt, outlet.enabled ? 1 : 0, severityRank[outlet.minimumSeverity], JSON.stringify(outlet), secret);
}

/** Deletes an outlet with all that it still had to carry. */
export function deleteOutlet(db: WritableDb, id: OutletId): void {
  db.prepare('DELETE FROM outlet WHERE id = ?').run(id);
}

/** The secret of an outlet; null where it has none. */
export function readOutletSecret(db: ReadableDb, id: OutletId): string | null {
  return (db.prepare('SELECT secret FROM outlet WHERE id = ?').pluck().get(id) as string | null | undefined) ?? null;
}

/** Puts a delivery at the end of the outbox; in place of the one of the same id as long as that was neither tried nor left out. */
export function putDelivery(db: WritableDb, { id, outletId, notification, state, attempts, at, lastError, reason, trial }: Delivery): void {
  db.prepare("DELETE FROM delivery WHERE id = ? AND (state = 'lasting' OR (state = 'queued' AND attempts = 0))").run(id);
  db.prepare('INSERT INTO delivery (id, outlet_id, notification, state, attempts, at, last_error, reason, trial) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    .run(id, outletId, JSON.stringify(notification), state, attempts, at, lastError, reason, trial ? 1 : 0);
}

const columns = 'id, outlet_id AS outletId, notification, state, attempts, at, last_error AS lastError, reason, trial';
type Row = Omit<Delivery, 'notification' | 'trial'> & { notification: string; trial: number };
const fromRow = (row: Row): Delivery => ({ ...row, notification: JSON.parse(row.notification) as Notification, trial: row.trial === 1 });

/** The newest of all outlets. */
export function listDeliveries(db: ReadableDb, limit: number): Delivery[] {
  return (db.prepare(`SELECT ${columns} FROM delivery ORDER BY sequence DESC LIMIT ?`).all(limit) as Row[]).map(fromRow);
}

/** One delivery, null where there is none. */
export function findDelivery(db: ReadableDb, id: string): Delivery | null {
  const row = db.prepare(`SELECT ${columns} FROM delivery WHERE id = ?`).get(id) as Row | undefined;
  return row === undefined ? null : fromRow(row);
}

/** What waits whether its incident lasts, oldest first. */
export function lastingDeliveries(db: ReadableDb): Delivery[] {
  return (db.prepare(`SELECT ${columns} FROM delivery WHERE state = 'lasting' ORDER BY sequence`).all() as Row[]).map(fromRow);
}

/** What came into the outbox after a place in it (0: all), in order, and the place reached. */
export function deliveriesAfter(db: ReadableDb, place: number): { deliveries: Delivery[]; place: number } {
  const rows = db.prepare(`SELECT sequence, ${columns} FROM delivery WHERE sequence > ? ORDER BY sequence`).all(place) as (Row & { sequence: number })[];
  return { deliveries: rows.map(({ sequence: _, ...row }) => fromRow(row)), place: rows.at(-1)?.sequence ?? place };
}

/** What an outlet has to carry next, due or not; null: nothing. */
export function nextDelivery(db: ReadableDb, outletId: OutletId): Delivery | null {
  const row = db.prepare(`SELECT ${columns} FROM delivery WHERE outlet_id = ? AND state = 'queued' ORDER BY at, sequence LIMIT 1`).get(outletId) as Row | undefined;
  return row === undefined ? null : fromRow(row);
}

/** Writes down how a try ended; does nothing where the outlet was deleted meanwhile. Of settled ones the newest `keep` stay. */
export function settleDelivery(db: WritableDb, { id, state, attempts, at, lastError }: Delivery, keep: number): void {
  db.prepare('UPDATE delivery SET state = ?, attempts = ?, at = ?, last_error = ? WHERE id = ?').run(state, attempts, at, lastError, id);
  db.prepare("DELETE FROM delivery WHERE state NOT IN ('queued', 'lasting') AND sequence <= (SELECT max(sequence) FROM delivery) - ?").run(keep);
}
