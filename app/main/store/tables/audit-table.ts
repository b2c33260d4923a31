import { createHmac } from 'node:crypto';
import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** An event without its place in the chain. */
export type NewAuditEvent = Omit<AuditEvent, 'sequence'>;

/**
 * Appends an event. Its mac (HMAC-SHA-256 under a key of the data folder) covers the event and the mac before it, so that an event which is changed,
 * taken out or put in later shows. What it can't show: a tail cut off, or all rewritten by someone who holds the key.
 */
export function appendAudit(db: WritableDb, chainKey: Uint8Array, event: NewAuditEvent): AuditEvent {
  const last = db.prepare('SELECT sequence, mac FROM audit_event ORDER BY sequence DESC LIMIT 1').get() as { sequence: number; mac: Uint8Array } | undefined;
  const whole: AuditEvent = { ...event, sequence: (last?.sequence ?? 0) + 1 };
  db.prepare('INSERT INTO audit_event (sequence, at, actor, action, subject, outcome, details, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(whole.sequence, whole.at, whole.actor, whole.action, whole.subject, whole.outcome, JSON.stringify(whole.details), macOf(chainKey, whole, last?.mac));
  return whole;
}

interface Row extends Omit<AuditEvent, 'details'> {
  details: string;
  mac: Uint8Array;
}

const parse = ({ mac: _mac, ...row }: Row): AuditEvent => ({ ...row, details: JSON.parse(row.details) as AuditEvent['details'] });

/** Newest first. */
export function listAudit(db: ReadableDb, limit: number): AuditEvent[] {
  return (db.prepare('SELECT * FROM audit_event ORDER BY sequence DESC LIMIT ?').all(limit) as Row[]).map(parse);
}

/** An event with its mac. */
export interface ChainedEvent extends AuditEvent {
  mac: Uint8Array;
}

/** All events of the chain, oldest first. */
export function* everyAudit(db: ReadableDb): Generator<ChainedEvent> {
  for (const row of db.prepare('SELECT * FROM audit_event ORDER BY sequence').iterate() as Iterable<Row>) yield { ...parse(row), mac: row.mac };
}

/** The number of the first event that does not fit the chain; null where it is whole. */
export function firstBrokenAudit(db: ReadableDb, chainKey: Uint8Array): number | null {
  let mac: Uint8Array | undefined;
  let expected = 1;
  for (const row of db.prepare('SELECT * FROM audit_event ORDER BY sequence').iterate() as Iterable<Row>) {
    if (row.sequence !== expected || !macOf(chainKey, parse(row), mac).equals(row.mac)) return row.sequence;
    mac = row.mac;
    expected += 1;
  }
  return null;
}

function macOf(chainKey: Uint8Array, { sequence, at, actor, action, subject, outcome, details }: AuditEvent, before: Uint8Array | undefined): Buffer {
  return createHmac('sha256', chainKey).update(before ?? '').update(JSON.stringify([sequence, at, actor, action, subject, outcome, details])).digest();
}
