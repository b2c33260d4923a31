import type { StreamHealth, StreamId, StreamState } from '../../../shared/domain/stream.ts';
import type { WireError } from '../../../shared/errors/wire-error.ts';
import type { StreamCounts } from '../../store/tables/stream-table.ts';

/** Keeps what is drawn about one stream. Times are the clock's monotonic milliseconds, but for `lastReceiveTime`. */
export interface HealthTracker {
  /** Records of one committed batch. */
  committed(batch: { records: number; quarantined: number; late: number; texts: number; anomalies: number; partition: number; nextOffset: number; endOffset: number | null; watermark: number | null; receiveTime: number; monotonic: number }): void;
  /** "Read up to here", without records. */
  progressed(partition: number, nextOffset: number | null, endOffset: number | null): void;
  became(state: StreamState, error: WireError | null): void;
  readonly state: StreamState;
  read(monotonic: number, extras: { seriesCount: number; warmingUpCount: number; progress: number | null; capturing: boolean }): StreamHealth;
}

const rateWindowMs = 5_000;

/** A tracker that starts from the stored counts. */
export function createHealthTracker(streamId: StreamId, stored: StreamCounts, live: boolean): HealthTracker {
  let state: StreamState = 'idle';
  let error: WireError | null = null;
  const counts = { ...stored };
  let lastReceiveTime: number | null = null;
  const recent: { at: number; records: number }[] = [];
  const partitions = new Map<number, { nextOffset: number; endOffset: number | null }>();

  const rate = (now: number) => {
    while (recent.length > 0 && recent[0]!.at < now - rateWindowMs) recent.shift();
    return recent.reduce((sum, entry) => sum + entry.records, 0) / (rateWindowMs / 1000);
  };
  const lag = () => {
    if (!live || partitions.size === 0) return null;
    let total = 0;
    for (const { nextOffset, endOffset } of partitions.values()) {
      if (endOffset === null) return null;
      total += Math.max(0, endOffset - nextOffset);
    }
    return total;
  };

  return {
    committed(batch) {
      counts.recordCount += batch.records;
      counts.quarantinedCount += batch.quarantined;
      counts.lateCount += batch.late;
      counts.textCount += batch.texts;
      counts.anomalyCount += batch.anomalies;
      if (batch.watermark !== null) counts.watermark = Math.max(counts.watermark ?? -Infinity, batch.watermark);
      lastReceiveTime = batch.receiveTime;
      recent.push({ at: batch.monotonic, records: batch.records });
      partitions.set(batch.partition, { nextOffset: batch.nextOffset, endOffset: batch.endOffset });
    },
    progressed(partition, nextOffset, endOffset) {
      const place = nextOffset ?? partitions.get(partition)?.nextOffset;
      if (place !== undefined) partitions.set(partition, { nextOffset: place, endOffset });
    },
    became(next, nextError) {
      state = next;
      error = nextError;
    },
    get state() {
      return state;
    },
    read: (monotonic, extras) => ({ streamId, state, error, recordsPerSecond: rate(monotonic), ...counts, lag: lag(), lastReceiveTime, ...extras }),
  };
}
