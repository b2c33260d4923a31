import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStore, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { anomalyFilterSchema, type Anomaly, type AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import { conditionOf, countAnomalies, listAnomalies, openAnomalies, putAnomaly, type AnomalySort } from './anomaly-table.ts';

const hour = 3_600_000;
const sorts: readonly AnomalySort[] = ['start', 'score', 'grade', 'series'];
let made: ReturnType<typeof makeStore>;

/** Number `at` of 40: begins in hour `at`; number 3 lasts for 20 hours, the others for ten minutes. */
function anomaly(at: number): Anomaly {
  return {
    id: at.toString(16).padStart(32, '0') as Anomaly['id'], streamId, seriesId: (1 + (at % 4)) as SeriesId, seriesName: `pump ${at % 4}`, start: at * hour, end: at * hour + (at === 3 ? 20 * hour : 600_000), peakTime: at * hour, open: at === 39,
    score: (at % 5) / 5, threshold: 0.9, grade: (at % 7) / 7, confidence: 1, severity: at % 2 === 0 ? 'low' : 'high', shape: 'spike', evidence: [], explanation: at === 8 ? 'Flow fell.' : 'Load rose.', detector: 'd', modelVersion: '1', partition: 0,
    firstOffset: '0', lastOffset: '1', sampleCount: 1, detectedAt: 0, incidentId: null, verdict: null, workState: 'to-investigate',
  };
}
beforeEach(() => {
  made = makeStore();
  made.store.write((db) => { for (let at = 0; at < 40; at += 1) putAnomaly(db, anomaly(at)); });
});
afterEach(() => made.remove());

const list = (filter: Partial<AnomalyFilter>, sort: AnomalySort = 'start', limit = 100, cursor: string | null = null) =>
  made.store.read((db) => listAnomalies(db, anomalyFilterSchema.parse(filter), { sort, descending: true, limit, cursor }));
const numbers = (found: readonly Anomaly[]) => found.map(({ id }) => Number.parseInt(id, 16));

describe('anomalies of a range of time', () => {
  it('are those that reach into it, however long ago they began', () => {
    expect(numbers(list({ from: 20 * hour, to: 22 * hour }).anomalies)).toEqual([22, 21, 20, 3]);
    expect(numbers(list({ from: 24 * hour, to: 25 * hour }).anomalies)).toEqual([25, 24]);
    expect(made.store.read((db) => [{ from: 500 * hour }, { from: 20 * hour, to: 22 * hour }].map((filter) => countAnomalies(db, anomalyFilterSchema.parse(filter))))).toEqual([0, 4]);
  });
});

describe('a page of anomalies', () => {
  it.each(sorts)('by %s is followed by the next, until each was given once', (sort) => {
    const found: number[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = list({ severities: ['low'] }, sort, 7, cursor);
      found.push(...numbers(page.anomalies));
      cursor = page.cursor;
      if (cursor === null) break;
    }
    expect(found).toHaveLength(20);
    expect(found.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => 2 * at));
    const values = found.map((at) => ({ start: at, score: at % 5, grade: at % 7, series: at % 4 })[sort]);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it.each<[string, Partial<AnomalyFilter>]>([
    ['all', {}], ['a range', { from: 3 * hour, to: 9 * hour }], ['a stream', { streamIds: [streamId] }], ['a stream and a range', { streamIds: [streamId], from: 3 * hour }], ['some series', { seriesIds: [1, 2] as SeriesId[], to: 9 * hour }],
    ['a severity', { severities: ['high'] }], ['what nobody judged', { verdicts: ['none'] }], ['a shape', { shapes: ['spike'] }], ['words', { text: 'flow' }],
  ])('of %s is counted without reading bodies: an index holds all that is asked', (_, filter) => {
    const { where, values } = conditionOf(anomalyFilterSchema.parse(filter));
    const plan = made.store.db.prepare(`EXPLAIN QUERY PLAN SELECT count(*) FROM anomaly WHERE ${where}`).all(...values) as { detail: string }[];
    const reads = plan.filter(({ detail }) => /^(SCAN|SEARCH) anomaly/.test(detail));
    expect(reads.length).toBeGreaterThan(0);
    for (const { detail } of reads) expect(detail).toMatch(/COVERING INDEX|anomaly_by_length/);
  });
});

it('keeps which channels are part of an anomaly as it grows, and nothing of one that is gone', () => {
  const of = (channel: string, observed: number | null, share: number) => ({ channel, observed, expected: 2, low: 1, high: 3, share });
  const parts = () => made.store.db.prepare('SELECT channel, start_time AS start FROM anomaly_channel ORDER BY channel').all();
  const put = (evidence: Anomaly['evidence']) => made.store.write((db) => putAnomaly(db, { ...anomaly(7), evidence }));
  put([of('flow', 9, 0.2), of('load', 2, 0.8), of('heat', 2, 0)]);
  expect(parts()).toEqual([{ channel: 'flow', start: 7 * hour }, { channel: 'load', start: 7 * hour }]);
  put([of('flow', 2, 0.2), of('load', null, 0.7), of('heat', 0, 0.1)]);
  expect(parts()).toEqual([{ channel: 'heat', start: 7 * hour }, { channel: 'load', start: 7 * hour }]);
  made.store.db.exec('DELETE FROM anomaly');
  expect(parts()).toEqual([]);
});

it('finds the open anomalies of a stream by an index', () => {
  expect(numbers(made.store.read((db) => openAnomalies(db, streamId)))).toEqual([39]);
  const plan = made.store.db.prepare("EXPLAIN QUERY PLAN SELECT body FROM anomaly WHERE stream_id = ? AND json_extract(body, '$.open') ORDER BY start_time, id").all(streamId) as { detail: string }[];
  expect(plan[0]!.detail).toContain('anomaly_open');
});
