import type { Settings } from '../../shared/domain/settings.ts';
import type { Clock } from '../clock.ts';
import type { ReadableDb, Store } from './database.ts';

/** What was given up. */
export interface Expired {
  batches: number;
  quarantined: number;
  chunks: number;
  notifications: number;
  conditions: number;
}

/** Rows given up, and pages given back, between two looks at the clock. */
const rowsPerStep = 8;
const pagesPerStep = 64;
/** One transaction's work, and the pause after it, in which the streams go on. */
const sliceMs = 20;

const oldest = (table: string, time: string, also = '', then = '') => `id IN (SELECT id FROM ${table} WHERE ${time} < ?${also} ORDER BY ${time}${then} LIMIT ${rowsPerStep})`;
const isUnpacked = 'EXISTS (SELECT 1 FROM unpacked_batch WHERE batch_id = record_batch.id)';

type Drop = readonly [kind: keyof Expired, sql: string];
const dropQuarantined: Drop = ['quarantined', `DELETE FROM quarantine WHERE ${oldest('quarantine', 'receive_time')}`];
const dropNotifications: Drop = ['notifications', `DELETE FROM notification WHERE ${oldest('notification', 'at')}`];
const dropConditions: Drop = ['conditions', `DELETE FROM stream_condition WHERE ${oldest('stream_condition', 'end_time')}`];
/** Each gives up the oldest few of a kind from before a time. */
const drops: readonly Drop[] = [
  ['batches', `DELETE FROM record_batch WHERE ${oldest('record_batch', 'receive_time', ` AND NOT ${isUnpacked}`)}`],
  ['batches', `UPDATE record_batch SET raw = NULL WHERE ${oldest('record_batch', 'receive_time', ` AND raw IS NOT NULL AND ${isUnpacked}`)}`],
  dropQuarantined,
  ['chunks', `DELETE FROM sample_chunk WHERE ${oldest('sample_chunk', 'receive_time', '', ', to_time')}`],
];

/**
 * Gives up what the retention no longer keeps: all that was received more than `days` ago, then, while the store holds more than `maxMebibytes`, the
 * oldest: raw and quarantined records first, then samples. Works in slices of 20 ms with as long a pause between, until nothing is left to give up or
 * `stopped` is aborted. Samples that no chunk holds yet, and anomalies, verdicts and audit events, stay. Throws `AF_STORE_*`.
 */
export async function expire(store: Store, retention: Settings['retention'], clock: Clock, stopped: AbortSignal): Promise<Expired> {
  const expired: Expired = { batches: 0, quarantined: 0, chunks: 0, notifications: 0, conditions: 0 };
  const steps = giveUp(store, retention, clock.now(), expired);
  for (let done: boolean | undefined; !stopped.aborted; await clock.sleep(sliceMs, stopped)) {
    store.write(() => {
      const end = clock.monotonic() + sliceMs;
      do done = steps.next().done; while (done !== true && clock.monotonic() < end);
    });
    if (done === true) break;
  }
  return expired;
}

/** One step at a time, each inside a transaction of the caller's; counts into `expired`. */
function* giveUp(store: Store, { days, maxMebibytes }: Settings['retention'], now: number, expired: Expired): Generator<void> {
  const { db } = store;
  const drop = ([kind, sql]: Drop, before: number) => {
    const { changes } = db.prepare(sql).run(before);
    expired[kind] += changes;
    return changes > 0;
  };
  if (days > 0) {
    const before = now - days * 86_400_000;
    for (const one of [...drops, dropNotifications, dropConditions]) while (drop(one, before)) yield;
  }
  if (maxMebibytes > 0) {
    const isTooLarge = () => store.bytes() - store.freeBytes() > maxMebibytes * 2 ** 20;
    while (isTooLarge() && oldestFirst(db).some((one) => drop(one, Infinity))) yield;
  }
  for (let left = Infinity; store.freeBytes() > 0 && store.freeBytes() < left; ) {
    left = store.freeBytes();
    db.exec(`PRAGMA incremental_vacuum(${pagesPerStep})`); // a row for each page, so `run` would free one
    yield;
  }
}

/** `drops`, with the quarantine first where its oldest record came before the oldest raw one. */
function oldestFirst(db: ReadableDb): readonly Drop[] {
  const { isFirst } = db.prepare('SELECT (SELECT min(receive_time) FROM quarantine) < coalesce((SELECT receive_time FROM record_batch WHERE raw IS NOT NULL ORDER BY receive_time LIMIT 1), 9e999) AS isFirst').get() as { isFirst: 0 | 1 | null };
  return isFirst === 1 ? [dropQuarantined, ...drops] : drops;
}
