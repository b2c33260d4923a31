import type { Settings } from '../../shared/domain/settings.ts';
import type { Store, WritableDb } from './database.ts';

/** What one call gave up. */
export interface Expired {
  batches: number;
  chunks: number;
  quarantined: number;
}

/** Rows given up at most in one call, so that the stream does not wait; the caller calls again. */
const perCall = 500;

/**
 * Gives up what the retention no longer keeps, at most 500 blocks a call: raw records and samples received more than `days` ago, then, while the store is larger than
 * `maxMebibytes`, the oldest. Samples that no chunk holds yet, and anomalies, verdicts and audit events, stay. `now` is EpochMillis.
 */
export function expire(store: Store, retention: Settings['retention'], now: number): Expired {
  const expired: Expired = { batches: 0, chunks: 0, quarantined: 0 };
  const before = retention.days === 0 ? -Infinity : now - retention.days * 86_400_000;
  store.write((db) => {
    expired.batches += dropRaw(db, before);
    expired.quarantined += db.prepare('DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE receive_time < ? LIMIT ?)').run(before, perCall).changes;
    expired.chunks += db.prepare('DELETE FROM sample_chunk WHERE id IN (SELECT id FROM sample_chunk WHERE to_time < ? ORDER BY to_time LIMIT ?)').run(before, perCall).changes;
  });
  if (retention.maxMebibytes > 0 && store.bytes() > retention.maxMebibytes * 2 ** 20) {
    store.write((db) => {
      const dropped = dropRaw(db, Infinity);
      expired.batches += dropped;
      if (dropped === 0) expired.chunks += db.prepare('DELETE FROM sample_chunk WHERE id IN (SELECT id FROM sample_chunk ORDER BY to_time LIMIT ?)').run(perCall).changes;
    });
  }
  if (expired.batches + expired.chunks + expired.quarantined > 0) store.write((db) => db.prepare('PRAGMA incremental_vacuum').all());
  return expired;
}

/** Raw records go; a batch that has neither records nor columns left goes whole. */
function dropRaw(db: WritableDb, before: number): number {
  const { changes } = db.prepare('UPDATE record_batch SET raw = NULL WHERE id IN (SELECT id FROM record_batch WHERE raw IS NOT NULL AND receive_time < ? ORDER BY receive_time LIMIT ?)').run(before, perCall);
  db.prepare('DELETE FROM record_batch WHERE raw IS NULL AND id NOT IN (SELECT batch_id FROM unpacked_batch)').run();
  return changes;
}
