import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import type { Anomaly, AnomalyId } from '../../../shared/domain/anomaly.ts';
import { momentViewSchema } from '../../../shared/domain/moment.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { commitBatch } from '../../store/commit-batch.ts';
import { addThresholds } from '../../store/tables/threshold-table.ts';
import { reportMoment } from './moment-report.ts';
import type { StreamService } from '../streams/stream-service.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(async () => {
  made = makeStore();
  const commit = await logCommit(0, 200);
  // In turn of two series, a row a second: 100 to 103 are not scored, 150 is odd.
  commit.scores.alarm.set([NaN, NaN, NaN, NaN], 100);
  commit.scores.alarm.set([0.7], 150);
  commitBatch(made.store, commit, nothingFound);
});
afterEach(() => made.remove());

const of: Stream = { ...stream(), detector: { name: 'forecast-residual', sensitivity: 0.5 } };
const ask = (at: number, seriesId = 1) => momentViewSchema.parse(reportMoment({
  store: made.store, streams: { list: () => [{ stream: of, health: { state: 'stopped', lateCount: 0 } }] } as unknown as StreamService,
}, seriesId as SeriesId, at));

it('tells of the sample nearest to a moment, with the threshold that held then', () => {
  made.store.write((db) => addThresholds(db, streamId, [{ time: 0, threshold: 0.8 }, { time: 120_000, threshold: 0.65 }]));
  expect(ask(20_400)).toMatchObject({ kind: 'below', time: 20_000, score: 0.5, threshold: 0.8, channels: [{ channel: 'v', observed: 20 }] });
  expect(ask(150_000)).toMatchObject({ kind: 'held-back', score: expect.closeTo(0.7, 6) as number, threshold: 0.65 });
});

it('takes the threshold of the sensitivity where no other was kept', () => {
  expect(ask(20_000).threshold).toBeCloseTo(0.8666, 3);
  expect(ask(20_000).details.join(' ')).toMatch(/not have been told at any sensitivity/);
  expect(ask(150_000).details.join(' ')).toMatch(/told from a sensitivity of 0\.8\d on/);
});

it('takes what is odd behind an anomaly for its echo until it was quiet for a while', async () => {
  const later = await logCommit(200, 600);
  later.scores.alarm.fill(0.95, 0, 200);
  const anomaly = { id: '0'.repeat(32) as AnomalyId, streamId, seriesId: 1 as SeriesId, seriesName: 's', start: 190_000, end: 210_000, peakTime: 200_000, open: false, score: 0.95, threshold: 0.87, grade: 0.5, confidence: 1, severity: 'low', shape: 'shift', evidence: [], explanation: 'Odd.', detector: 'd', modelVersion: 'd-1', partition: 0, firstOffset: '190', lastOffset: '210', sampleCount: 10, detectedAt: 0, incidentId: null, verdict: null, workState: 'to-investigate' } satisfies Anomaly;
  later.scores.alarm.set([0.95, 0.95], 300);
  commitBatch(made.store, later, () => ({ ...nothingFound(), anomalies: [anomaly] }));
  expect(ask(200_000)).toMatchObject({ kind: 'anomaly', anomalyId: anomaly.id });
  expect(ask(380_000)).toMatchObject({ kind: 'held-back', anomalyId: anomaly.id, answer: expect.stringContaining('echo of the anomaly that ended 1970-01-01 00:03:30 UTC') as string });
  expect(ask(500_000)).toMatchObject({ kind: 'held-back', anomalyId: null, answer: expect.stringContaining('no anomaly is stored') as string });
});

it('tells of a counter how far it grew', async () => {
  const later = await logCommit(200, 800);
  const value = (row: number) => 50_000 + 10 * row + ((row * 7919) % 13) + ((row * 31) % 7);
  later.samples.values.forEach((_, row) => (later.samples.values[row] = value(row)));
  commitBatch(made.store, later, nothingFound);
  expect(ask(600_000)).toMatchObject({ channels: [{ channel: 'v', observed: value(400), from: value(398) }], details: expect.arrayContaining([expect.stringMatching(/^growth of v/)]) as string[] });
  expect(ask(0).channels[0]).not.toHaveProperty('from');
});

it('says what was learned, what is before and what after', () => {
  expect(ask(100_000)).toMatchObject({ kind: 'warm-up', score: null, answer: expect.stringContaining('sample 51 of the 128') as string });
  expect(ask(-60_000)).toMatchObject({ kind: 'before', time: -60_000, channels: [] });
  expect(ask(400_000)).toMatchObject({ kind: 'after', details: ['Test is stopped.'] });
  expect(() => ask(0, 99)).toThrow(expect.objectContaining({ code: 'AF_NOT_FOUND' }));
});

it('says between which samples nothing came', async () => {
  const later = await logCommit(200, 300);
  later.samples.times.forEach((time, row) => (later.samples.times[row] = time + 3_600_000));
  commitBatch(made.store, { ...later, eventTimes: later.samples.times }, nothingFound);
  expect(ask(1_800_000)).toMatchObject({ kind: 'silent', answer: expect.stringMatching(/^No sample came for 1 hours?, from 1970-01-01 00:03:18 UTC to 1970-01-01 01:03:20 UTC/) as string });
});
