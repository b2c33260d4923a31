import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Feedback } from '../../../shared/domain/feedback.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { ReportFacts } from './report-facts.ts';
import { reportName, writeReport } from './write-report.tsx';

const start = Date.UTC(2026, 2, 5, 12);
const anomaly = {
  id: 'a', streamId: 's', seriesId: 1, seriesName: 'Pump <b>1</b> & "2"', start, end: start + 3000, peakTime: start + 1000, open: false, score: 0.97, threshold: 0.9, grade: 0.5, confidence: 0.8, severity: 'high', shape: 'spike',
  evidence: [{ channel: 'load', observed: 9, expected: 4, low: 3, high: 5, share: 0.75 }, { channel: '</svg><script>', observed: null, expected: 1, low: null, high: null, share: 0.25 }],
  explanation: 'Load reached 9; between 3 and 5 was expected.', detector: 'forecast-residual', modelVersion: 'forecast-residual-2', partition: 0, firstOffset: '12', lastOffset: '15', sampleCount: 4, detectedAt: start, incidentId: null, verdict: 'true', workState: 'done',
} as unknown as Anomaly;
const facts: ReportFacts = {
  anomaly, stream: { name: 'Pumps', units: new Map([['load', 'kW']]) }, range: { from: start - 5000, to: start + 5000 }, alike: [{ anomaly: { ...anomaly, verdict: 'false' }, likeness: 0.81 }], records: null, madeAt: start + 60_000, version: '0.1.0',
  history: [{ id: 1, anomalyId: 'a', verdict: 'true', workState: null, comment: 'The seal <leaks>.', actor: 'analyst', at: start + 5000, modelVersion: 'forecast-residual-2' } as Feedback],
  stretch: { seriesId: 1 as SeriesId, channels: ['load', '</svg><script>'], resolution: 'samples', times: Float64Array.of(start, start + 1000), min: Float64Array.of(4, 1, 9, 1), max: Float64Array.of(4, 1, 9, 1), expected: Float32Array.of(4, 1, 4, 1), low: Float32Array.of(3, 0, 3, 0), high: Float32Array.of(5, 2, 5, 2), score: Float32Array.of(0, 0.97), sampleCount: 2 },
};

describe('a report', () => {
  it('says what was found, how, and what was said of it', () => {
    const html = writeReport(facts, 'utc');
    for (const words of ['high severity', 'Load reached 9; between 3 and 5 was expected.', 'All times are UTC.', 'True problem', '81 % alike', 'false alarm', 'offsets 12 to 15', 'model forecast-residual-2', 'AnomalyForce 0.1.0']) expect(html.replaceAll('<!-- -->', '')).toContain(words);
    expect(html.match(/<figure>/g)).toHaveLength(2);
  });
  it('loads nothing, and what streams and people wrote stays text', () => {
    const html = writeReport({ ...facts, records: [{ partition: 0, offset: '12', eventTime: start, key: null, text: '<img src=x onerror=alert(1)>' }] }, 'utc');
    expect(html).toContain("default-src &#x27;none&#x27;");
    expect(html).not.toMatch(/<script|<img|<b>1|<leaks|src=x onerror=[^&]*>[^<]*<\/code><script/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });
  it('says so where samples or records have expired', () => {
    const html = writeReport({ ...facts, stretch: null, records: [] }, 'utc');
    expect(html).toContain('The samples around this anomaly have expired');
    expect(html).toContain('Retention has deleted them.');
    expect(html).not.toContain('<figure>');
  });
  it('has a file name that every system takes', () => {
    expect(reportName(facts)).toEqual(expect.stringMatching(/^pump-b-1-b-2-spike-2026-03-05-\d{4}\.html$/));
  });
});
