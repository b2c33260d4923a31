import { expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident, IncidentAct } from '../../../shared/domain/incident.ts';
import type { Pin } from '../../../shared/domain/notebook.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import type { IncidentFacts } from '../incidents/incident-facts.ts';
import { incidentReport } from './incident-report.ts';

const start = Date.UTC(2026, 2, 29, 0, 30);
const incident = { id: 'i', title: 'Spike in pump 1 and 1 more', severity: 'high', state: 'resolved', ongoing: false, owner: null, tags: ['valve'], start, end: start + 3_600_000, firstMover: 1, anomalyCount: 2, seriesCount: 2 } as unknown as Incident;
const anomaly = (n: number, more: object = {}) => ({
  id: `a${n}`, seriesId: n, seriesName: `pump ${n}`, shape: 'spike', start: start + n, end: start + n, severity: 'high', score: 0.97, threshold: 0.9, verdict: null, detector: 'd', modelVersion: 'd-1',
  explanation: 'Load reached 9.', evidence: [{ channel: 'load', observed: 9, expected: 4, low: 3, high: 5, share: 0.75 }, { channel: 'flow', observed: null, expected: 1, low: null, high: null, share: 0.25 }], ...more,
}) as unknown as Anomaly;
const facts = (more: Partial<IncidentFacts> = {}): IncidentFacts => ({
  incident, stream: { name: 'Pumps', source: { kind: 'kafka', topic: 'pumps' }, detector: { sensitivity: 0.5 } } as unknown as Stream, members: [anomaly(1), anomaly(2, { verdict: 'true' })], linked: [], seriesCount: 2, pins: [], alike: [], feedback: [], acts: [],
  pictures: [{ seriesName: 'pump 1', channel: 'load', unit: 'kW', range: { from: start, to: start + 1 }, stretch: null, anomalies: [] }],
  movements: { movements: [], readCount: 0, seriesCount: 0, sampleCount: 0 }, models: [{ detector: 'd', modelVersion: 'd-1', files: {} }], backend: 'native', version: '0.1.0', madeAt: start, ...more,
});
const said = (document: ReturnType<typeof incidentReport>) => JSON.stringify(document);
const act = (id: number, kind: IncidentAct['kind'], text: string, replaces: number | null = null) => ({ id, incidentId: 'i', kind, text, replaces, moved: null, actor: 'Kim', at: start }) as IncidentAct;

it('tells times in the zone that it names, over the change of the clock, and each channel with its share', () => {
  const text = said(incidentReport(facts(), 'Europe/Berlin'));
  for (const words of ['2026-03-29 01:30:00', '2026-03-29 03:30:00', 'all are Europe/Berlin', 'pump 1 moved first: Load reached 9.', 'load 75 % (9; usually 3 to 5), flow 25 % (missing)', '0.970 of 0.900', 'True problem', 'not judged', 'none: it learned from this stream alone', '1 of 2 series are drawn']) expect(text).toContain(words);
});

it('shows a note once, as it reads now, and its changes in the history', () => {
  const { blocks } = incidentReport(facts({ acts: [act(1, 'comment', 'Old.'), act(2, 'comment', 'New.\nSecond line.', 1), act(3, 'resolved', '')] }), 'UTC');
  expect(blocks.filter(({ kind }) => kind === 'note')).toEqual([{ kind: 'note', head: 'Kim, 2026-03-29 00:30:00, changed 2026-03-29 00:30:00', text: 'New.\nSecond line.' }]);
  expect(said(incidentReport(facts({ acts: [act(1, 'comment', 'Old.'), act(2, 'comment', 'New.', 1)] }), 'UTC'))).toMatch(/"Wrote a note".*"Changed a note"/);
});

it('names the stream of a pinned chart where it is another one', () => {
  const pinned = (streamName: string | null) => ({ pin: { caption: 'See', actor: 'Kim', at: start } as Pin, picture: { seriesName: 'k', channel: 'load', unit: '', range: { from: start, to: start + 1 }, stretch: null, anomalies: [] }, streamName });
  const { blocks } = incidentReport(facts({ pins: [pinned('Pumps'), pinned('Compressors'), pinned(null)] }), 'UTC');
  expect(blocks.flatMap((block) => (block.kind === 'text' && block.text.startsWith('Pinned by') ? [block.text.replace(/.*:\d\d/, '')] : []))).toEqual(['.', '; of the stream Compressors.', '.']);
});

it('says so where anomalies or samples have expired, and how many rows it left out', () => {
  expect(said(incidentReport(facts(), 'UTC'))).toContain('pump 1, load: its samples have expired');
  const empty = incidentReport(facts({ members: [], pictures: [], seriesCount: 0, models: [] }), 'UTC');
  expect(empty.lead).toBe('Its anomalies have expired: retention has deleted them.');
  expect(said(empty)).not.toContain('"table"');
  expect(said(incidentReport(facts({ members: Array.from({ length: 450 }, (_, n) => anomaly(n)) }), 'UTC'))).toContain('The first 300 of 450 are shown.');
});
