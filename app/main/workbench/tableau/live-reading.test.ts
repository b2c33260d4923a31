import { afterEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { systemClock } from '../../clock.ts';
import { commitBatch } from '../../store/commit-batch.ts';
import { putAnomaly } from '../../store/tables/anomaly-table.ts';
import { listSeries } from '../../store/tables/series-table.ts';
import { listStreams } from '../../store/tables/stream-table.ts';
import { createLiveReading } from './live-reading.ts';

const closing: (() => void)[] = [];
afterEach(() => { for (const close of closing.splice(0)) close(); });

const anomaly = (start: number, seriesId: number, seriesName: string): Anomaly => ({
  id: `${seriesId}${String(start).padStart(31, '0')}` as Anomaly['id'], streamId, seriesId: seriesId as Anomaly['seriesId'], seriesName, start, end: start, peakTime: start, open: false, score: 0.95, threshold: 0.9, grade: 0.5, confidence: 0.8, severity: 'high', shape: 'spike',
  evidence: [], explanation: 'v is far above', detector: 'd', modelVersion: 'm', partition: 0, firstOffset: '5', lastOffset: '7', sampleCount: 1, detectedAt: start, incidentId: null, verdict: null, workState: 'to-investigate',
});

it('narrows over all detections, not over the newest fifty, and finds nothing under a name that nothing has', async () => {
  const { store, remove } = makeStore();
  closing.push(remove);
  commitBatch(store, await logCommit(0, 40), nothingFound);
  const stream = store.read(listStreams)[0]!.stream;
  const [known] = store.read((db) => listSeries(db, null, '', 10));
  store.write((db) => {
    putAnomaly(db, anomaly(1, known!.id, known!.name));
    for (let at = 100; at < 160; at += 1) putAnomaly(db, anomaly(at, 999, 'another'));
  });
  let now = 5_000;
  const read = createLiveReading({ store, clock: { ...systemClock, now: () => now } });
  expect(read({})).toMatchObject({ total: 61 });
  expect(read({}).detections).toHaveLength(50);
  expect(read({ stream: stream.name, series: known!.name })).toMatchObject({ total: 1, detections: [{ seriesName: known!.name, stream: stream.name }] });
  expect(read({ stream: 'none' })).toEqual({ at: 5_000, open: 0, total: 0, detections: [], unknown: ['stream'] });
  expect(read({ series: 'none' }).total).toBe(0);
  store.write((db) => putAnomaly(db, anomaly(170, 999, 'another')));
  expect(read({}).total).toBe(61);
  now += 1_000;
  expect(read({}).total).toBe(62);
});
