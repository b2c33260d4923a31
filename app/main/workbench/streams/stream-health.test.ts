import { describe, expect, it } from 'vitest';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { createHealthTracker } from './stream-health.ts';

const extras = { seriesCount: 1, warmingUpCount: 0, progress: null, capturing: false };
const stored = { recordCount: 10, quarantinedCount: 0, lateCount: 0, textCount: 0, anomalyCount: 0, watermark: null };
const batch = { records: 100, quarantined: 1, late: 2, texts: 4, anomalies: 3, partition: 0, nextOffset: 110, endOffset: 150, watermark: 5_000, receiveTime: 9_000, monotonic: 1_000 };

describe('the health of a stream', () => {
  it('goes on from the stored counts', () => {
    const health = createHealthTracker('s' as StreamId, stored, true);
    health.committed(batch);
    expect(health.read(1_000, extras)).toMatchObject({ recordCount: 110, quarantinedCount: 1, lateCount: 2, textCount: 4, anomalyCount: 3, watermark: 5_000, lastReceiveTime: 9_000 });
  });
  it('tells records per second over the last five seconds only', () => {
    const health = createHealthTracker('s' as StreamId, stored, true);
    health.committed(batch);
    expect(health.read(1_000, extras).recordsPerSecond).toBe(20);
    expect(health.read(6_001, extras).recordsPerSecond).toBe(0);
  });
  it('adds the lag of all partitions, and knows none while one end is unknown', () => {
    const health = createHealthTracker('s' as StreamId, stored, true);
    health.committed(batch);
    health.progressed(1, 7, 9);
    expect(health.read(0, extras).lag).toBe(42);
    health.progressed(1, 7, null);
    expect(health.read(0, extras).lag).toBeNull();
  });
  it('has a lag that grows while batches are outstanding', () => {
    const health = createHealthTracker('s' as StreamId, stored, true);
    health.progressed(1, null, 500);
    expect(health.read(0, extras).lag).toBeNull();
    health.committed(batch);
    health.progressed(0, null, 500);
    expect(health.read(0, extras).lag).toBe(390);
  });
  it('has no lag for a saved stream', () => {
    const health = createHealthTracker('s' as StreamId, stored, false);
    health.committed(batch);
    expect(health.read(0, extras).lag).toBeNull();
  });
});
