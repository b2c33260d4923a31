import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { Condition } from '../../shared/domain/condition.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import type { IncidentLink } from '../../shared/domain/incident-link.ts';
import type { Notification } from '../../shared/domain/notification.ts';
import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';
import type { SeriesId } from '../../shared/domain/series.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { plainColumns, readPlainColumns, type Columns } from './column-bytes.ts';
import type { ReadableDb, Store, WritableDb } from './database.ts';
import type { RawRecords } from './raw-bytes.ts';
import { addNotification } from './tables/notification-table.ts';
import { putAnomaly } from './tables/anomaly-table.ts';
import { putCondition } from './tables/condition-table.ts';
import { addIncidentReturn, putIncident, type IncidentReturn } from './tables/incident-table.ts';
import { putOpenBars, type StoredBar } from './tables/open-bar-table.ts';
import { movePlace } from './tables/place-table.ts';
import { addQuarantined } from './tables/quarantine-table.ts';
import { addSeries, growSeries, type KnownSeries } from './tables/series-table.ts';
import { addCounts } from './tables/stream-table.ts';
import { addThresholds, type StoredThreshold } from './tables/threshold-table.ts';

/** All that a batch of records led to. */
export interface BatchCommit {
  streamId: StreamId;
  partition: number;
  /** The place as the caller believes it to be stored; null: none yet. No record lies before it. */
  expectedOffset: number | null;
  nextOffset: number;
  /** EpochMillis. */
  receiveTime: number;
  raw: RawRecords;
  /** `raw` as `packRaw` gives it. */
  packedRaw: Uint8Array;
  /** EpochMillis of all rows that were decoded, late ones too: by them the records are found again. */
  eventTimes: Float64Array;
  /** The accepted rows, and what detection said of them. */
  samples: SampleColumns;
  scores: ScoreColumns;
  newSeries: readonly Pick<KnownSeries, 'index' | 'key' | 'name' | 'dimensions' | 'channels'>[];
  quarantined: readonly { row: number; reason: string }[];
  lateCount: number;
  textCount: number;
  watermark: number | null;
  /** Changes of the threshold in its rows. */
  thresholds?: readonly StoredThreshold[];
  /** Unfinished bars that its rows changed. */
  openBars?: readonly StoredBar[];
  anomalies: readonly Anomaly[];
  incidents: readonly Incident[];
  /** Those of `incidents` that were resolved and are opened again. */
  returned?: readonly IncidentReturn[];
  /** Links the incidents as stored with those of other streams; answers new links. */
  link?: (db: WritableDb, changed: readonly Incident[]) => IncidentLink[];
  /** Conditions that began or ended. */
  conditions?: readonly Condition[];
  notifications: readonly Notification[];
  /** Puts those that are new, and what waited for one of `incidents`, into the outbox. */
  route?: (db: WritableDb, told: readonly Notification[], changed: readonly Incident[]) => void;
}

/** What the caller learns: ids that the store gave, and what was new. */
export interface BatchStored {
  batchId: number;
  newSeriesIds: SeriesId[];
  newAnomalies: number;
  quarantinedCount: number;
  textCount: number;
  incidents: Incident[];
  /** New ones. */
  links: IncidentLink[];
  /** Those not told before. */
  notifications: Notification[];
}

/**
 * One transaction: the place moves (compare-and-set), and records, samples, scores, series, anomalies, incidents, conditions, notifications and counts are kept, all
 * or nothing. Throws `AF_STORE_OFFSET_CONFLICT` where another writer was first or a record is stored already, `AF_STORE_FULL`, `AF_STORE_WRITE_FAILED`; the
 * caller halts then and goes on from the stored place. `found` runs inside the transaction once the new series have their ids,
 * since anomalies name them.
 */
export function commitBatch(store: Store, batch: Omit<BatchCommit, 'anomalies' | 'incidents' | 'notifications'>, found: (newSeriesIds: SeriesId[]) => Pick<BatchCommit, 'anomalies' | 'incidents' | 'returned' | 'link' | 'conditions' | 'notifications' | 'route'>): BatchStored {
  const first = batch.raw.offsets[0];
  if (first !== undefined && batch.expectedOffset !== null && first < batch.expectedOffset) {
    throw new WorkbenchError('AF_STORE_OFFSET_CONFLICT', `Record ${first} of partition ${batch.partition} lies before ${batch.expectedOffset}, up to where it is stored.`);
  }
  const columns = batch.samples.rows === 0 ? null : plainColumns(columnsOf(batch.samples, batch.scores));
  const raw = batch.raw.values.length === 0 ? null : batch.packedRaw;
  const grown = growth(batch.samples);
  const { from, to } = rangeOf(batch.eventTimes, batch.samples.times); // a bar may stand before the record that finished it
  return store.write((db) => {
    movePlace(db, batch.streamId, batch.partition, batch.expectedOffset, batch.nextOffset);
    const newSeriesIds = batch.newSeries.map((series) => addSeries(db, { ...series, streamId: batch.streamId }));
    const { anomalies, incidents, returned = [], conditions = [], notifications, link, route } = found(newSeriesIds);
    const batchId = addBatch(db, batch, columns, raw);
    for (const series of grown) growSeries(db, batch.streamId, series);
    addThresholds(db, batch.streamId, batch.thresholds ?? []);
    putOpenBars(db, batch.streamId, batch.openBars ?? []);
    for (const { row, reason } of batch.quarantined) {
      addQuarantined(db, { streamId: batch.streamId, partition: batch.partition, offset: batch.raw.offsets[row]!, receiveTime: batch.receiveTime, reason, value: batch.raw.values[row] ?? null });
    }
    let newAnomalies = 0;
    for (const anomaly of anomalies) if (putAnomaly(db, anomaly)) newAnomalies += 1;
    for (const one of returned) addIncidentReturn(db, one);
    for (const condition of conditions) putCondition(db, condition);
    const kept = incidents.map((incident) => putIncident(db, incident));
    const links = link?.(db, kept) ?? [];
    const told = notifications.filter((notification) => addNotification(db, notification));
    route?.(db, told, kept);
    addCounts(db, batch.streamId, { recordCount: batch.raw.values.length, quarantinedCount: batch.quarantined.length, lateCount: batch.lateCount, textCount: batch.textCount, anomalyCount: newAnomalies, watermark: batch.watermark });
    return { batchId, newSeriesIds, newAnomalies, quarantinedCount: batch.quarantined.length, textCount: batch.textCount, incidents: kept, links, notifications: told };

    function addBatch(writable: WritableDb, { streamId, partition, expectedOffset, nextOffset, receiveTime }: typeof batch, packed: Uint8Array | null, records: Uint8Array | null): number {
      const { lastInsertRowid } = writable
        .prepare('INSERT INTO record_batch (stream_id, partition, first_offset, next_offset, record_count, receive_time, from_time, to_time, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(streamId, partition, first ?? expectedOffset ?? nextOffset, nextOffset, batch.raw.values.length, receiveTime, from, to, records);
      if (packed !== null) writable.prepare('INSERT INTO unpacked_batch (batch_id, stream_id, columns) VALUES (?, ?, ?)').run(lastInsertRowid, streamId, packed);
      return Number(lastInsertRowid);
    }
  });
}

/** Times between the last batches of a stream that brought records, ms by receive time, the newest last; at most 32, of the newest 20,000 batches of the store. */
export function arrivalSteps(db: ReadableDb, streamId: StreamId): number[] {
  const times = db.prepare('SELECT receive_time FROM record_batch WHERE stream_id = ? AND record_count > 0 AND id > (SELECT max(id) FROM record_batch) - 20000 ORDER BY id DESC LIMIT 33').pluck().all(streamId) as number[];
  return times.slice(1).map((time, place) => times[place]! - time).reverse();
}

/** A batch that is not packed into chunks yet. */
export interface UnpackedBatch {
  id: number;
  partition: number;
  /** Of its first record. */
  firstOffset: number;
  samples: SampleColumns;
  scores: ScoreColumns;
}

/** The batches of a stream after `batchId` (0: all) that still have their columns, in commit order; of these those that touch `from` to `to` (EpochMillis). */
export function* batchesSince(db: ReadableDb, streamId: StreamId, batchId: number, from = -Infinity, to = Infinity): Generator<UnpackedBatch> {
  const next = db.prepare(`SELECT batch_id AS id, partition, first_offset AS firstOffset, columns FROM unpacked_batch JOIN record_batch ON record_batch.id = batch_id
    WHERE unpacked_batch.stream_id = ? AND batch_id > ? AND to_time >= ? AND from_time <= ? ORDER BY batch_id LIMIT 1`);
  for (let after = batchId; ; ) {
    const row = next.get(streamId, after, from, to) as (Omit<UnpackedBatch, 'samples' | 'scores'> & { columns: Uint8Array }) | undefined;
    if (row === undefined) return;
    yield { id: row.id, partition: row.partition, firstOffset: row.firstOffset, ...fromColumns(readPlainColumns(row.columns)) };
    after = row.id;
  }
}

/** Rows of `columns` as they were committed. */
export function fromColumns(columns: Columns): { samples: SampleColumns; scores: ScoreColumns } {
  const c = columns as unknown as { series: Uint32Array; times: Float64Array; values: Float64Array; score: Float32Array; alarm?: Float32Array; instant?: Float32Array; confidence: Float32Array; expected: Float32Array; low: Float32Array; high: Float32Array; share: Float32Array; shape: Uint8Array; from?: Float64Array };
  const rows = c.series.length;
  const channels = rows === 0 ? 0 : c.values.length / rows;
  return { samples: { rows, channels, series: c.series, times: c.times, values: c.values }, scores: { rows, channels, score: c.score, alarm: c.alarm ?? c.score, instant: c.instant ?? new Float32Array(rows).fill(NaN), confidence: c.confidence, expected: c.expected, low: c.low, high: c.high, share: c.share, shape: c.shape, ...(c.from !== undefined && { from: c.from }) } };
}

function columnsOf({ series, times, values }: SampleColumns, { score, alarm, instant, confidence, expected, low, high, share, shape, from }: ScoreColumns) {
  return { series, times, values, score, alarm, instant, confidence, expected, low, high, share, shape, ...(from !== undefined && { from }) };
}

function growth(samples: SampleColumns): { index: number; samples: number; from: number; to: number }[] {
  const grown = new Map<number, { index: number; samples: number; from: number; to: number }>();
  for (let row = 0; row < samples.rows; row++) {
    const index = samples.series[row]!;
    const time = samples.times[row]!;
    const one = grown.get(index);
    if (one === undefined) grown.set(index, { index, samples: 1, from: time, to: time });
    else {
      one.samples += 1;
      one.to = time;
    }
  }
  return [...grown.values()];
}

function rangeOf(...lists: Float64Array[]): { from: number | null; to: number | null } {
  let from = Infinity;
  let to = -Infinity;
  for (const times of lists) {
    for (const time of times) {
      if (time < from) from = time;
      if (time > to) to = time;
    }
  }
  return from === Infinity ? { from: null, to: null } : { from, to };
}
