import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Series, SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { Finding } from '../../../shared/domain/tableau-finding.ts';
import { tieOf } from './series-tie.ts';
import { listedOf } from './tied-findings.ts';

const series = ['Ward 7', 'Ward 8'].map((ward, i): Series => ({ id: (i + 1) as SeriesId, streamId: 'beds' as StreamId, name: ward, dimensions: { ward }, channels: ['beds', 'staff'], sampleCount: 1, firstTime: 0, lastTime: 1 }));
const tied = { series, tie: tieOf({ keys: ['Ward'], channels: ['AVG(Beds)'] }, series) };
const finding = (id: string, ward: string, start: number, verdict: Finding['verdict'] = null) => ({ id, key: [ward], start, end: start + 5, peakTime: start, severity: 'high', score: 0.99, shape: 'spike', explanation: id, verdict, annotation: null }) as unknown as Finding;
const anomaly = (id: string, seriesId: number, start: number, verdict: Anomaly['verdict'] = null, channel = 'beds', score = 0.9) => ({ id, seriesId, start, end: start + 5, peakTime: start, severity: 'low', score, shape: 'spike', explanation: id, verdict, evidence: [{ channel: 'staff', share: 0.4 }, { channel, share: 0.6 }] }) as unknown as Anomaly;

describe('what is listed beside a view', () => {
  it('is a finding with the anomalies of its series at its time, whose verdict stands for it', () => {
    const [one, ...others] = listedOf([finding('f', 'Ward 7', 10)], tied, [anomaly('a', 1, 14, 'expected'), anomaly('b', 1, 12, null, 'beds', 0.95)]);
    expect([one!.series?.id, one!.anomalies.map(({ id }) => id), one!.verdict, one!.isOfStream, others]).toEqual([1, ['b', 'a'], null, false, []]);
  });
  it('keeps the own verdict of a finding at whose time the stream has no anomaly', () => {
    const [one] = listedOf([finding('f', 'Ward 7', 10, 'false')], tied, [anomaly('a', 2, 10, 'true')]);
    expect([one!.verdict, one!.anomalies]).toEqual(['false', []]);
  });
  it('is an anomaly of the stream that the view did not find, under the key that the view has', () => {
    expect(listedOf([], tied, [anomaly('a', 2, 50, 'true')])).toMatchObject([{ id: 'a', key: ['Ward 8'], isOfStream: true, verdict: 'true', series: { id: 2 } }]);
  });
  it('leaves out anomalies of what the view does not show', () => {
    expect(listedOf([], tied, [anomaly('a', 2, 50, null, 'staff'), anomaly('b', 9, 50)])).toEqual([]);
    expect(listedOf([finding('f', 'Ward 7', 10)], null, [anomaly('a', 1, 10)])).toMatchObject([{ id: 'f', series: null, anomalies: [] }]);
  });
});
