import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStore, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { panelSchema, type DashboardId } from '../../../shared/domain/dashboard.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { SearchGroup, SearchKind } from '../../../shared/domain/search.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { systemClock } from '../../clock.ts';
import { commentSources, commentsSql } from '../../store/search/search-comments.ts';
import { putAnomaly } from '../../store/tables/anomaly-table.ts';
import { putDashboard } from '../../store/tables/dashboard-table.ts';
import { addFeedback } from '../../store/tables/feedback-table.ts';
import { addIncidentAct, setIncident } from '../../store/tables/incident-table.ts';
import { addSeries } from '../../store/tables/series-table.ts';
import { putStream } from '../../store/tables/stream-table.ts';
import { createSearchService, type SearchService } from './search-service.ts';

const ward = 'ward' as StreamId;
const hour = 3_600_000;
const begin = Date.UTC(2026, 10, 20);
let made: ReturnType<typeof makeStore>;
let search: SearchService;
const signal = new AbortController().signal;

const incident = (n: number, more: Partial<Incident> = {}): Incident => ({
  id: `incident-${n}`, streamId: ward, state: 'open', severity: 'high', title: `Bed ${n}: spike`, start: begin + n * hour, end: begin + n * hour + 60_000 * n, ongoing: false, firstMover: 1 as SeriesId, anomalyCount: 2, seriesCount: 1, owner: null, tags: [], merged: null, ...more,
});
const anomaly = (n: number): Anomaly => ({
  id: n.toString(16).padStart(32, '0') as Anomaly['id'], streamId: ward, seriesId: 1 as SeriesId, seriesName: 'bed 1', start: begin + n, end: begin + n, peakTime: begin, open: false, score: 0.9, threshold: 0.5, grade: 0.9, confidence: 1, severity: 'high', shape: 'spike',
  evidence: [{ channel: 'SpO2', observed: 80, expected: 97, low: 95, high: 99, share: 1 }], explanation: 'SpO2 fell to 80.', detector: 'd', modelVersion: '1', partition: 0, firstOffset: '0', lastOffset: '1', sampleCount: 1, detectedAt: begin, incidentId: 'incident-1', verdict: null, workState: 'to-investigate',
});

beforeEach(() => {
  made = makeStore();
  const streams = [{ ...stream(), name: 'Pumps' }, { ...stream(), id: ward, name: 'ICU Ward', domain: 'healthcare' as const }];
  made.store.write((db) => {
    for (const one of streams) putStream(db, one);
    addSeries(db, { streamId: ward, index: 0, key: 'a', name: 'bed 1', dimensions: { bed: '1', ward: '7' }, channels: ['SpO2', 'heart rate'] });
    addSeries(db, { streamId, index: 0, key: 'b', name: 'pump 10', dimensions: { pump: '10' }, channels: ['flow'] });
    addSeries(db, { streamId, index: 1, key: 'c', name: 'pump 9', dimensions: { pump: '9' }, channels: ['flow'] });
    putAnomaly(db, anomaly(1));
    setIncident(db, incident(1));
    setIncident(db, incident(2, { state: 'resolved', owner: 'Kim Ü', severity: 'low' }));
    setIncident(db, incident(3, { streamId, title: 'pump 9: drift', ongoing: true }));
    addFeedback(db, { anomalyId: anomaly(1).id, verdict: 'true', workState: null, comment: 'The probe was loose.', actor: 'analyst', at: begin + 5, modelVersion: '1' });
    addIncidentAct(db, { incidentId: 'incident-2', kind: 'owner', text: 'Kim Ü', moved: null, actor: 'analyst', at: begin });
    addIncidentAct(db, { incidentId: 'incident-2', kind: 'comment', text: 'Loosé välves, "twice"', moved: null, actor: 'Noor', at: begin + 9 });
    putDashboard(db, { id: 'board' as DashboardId, revision: 1, savedAt: 0, name: 'Night', panels: [panelSchema.parse({ id: 'a', kind: 'text', place: { x: 0, y: 0, w: 3, h: 3 }, options: { text: 'Call the loose-probe hotline' } })] });
  });
  const health = { watermark: begin + hour, state: 'failed', anomalyCount: 1, seriesCount: 1 };
  search = createSearchService({ store: made.store, streams: { list: () => streams.map((one) => ({ stream: one, health: { ...health, state: one.id === ward ? 'running' : 'failed' } })) } as never, clock: { ...systemClock, now: () => begin + 30 * hour }, failed: (error) => { throw error; } });
});
afterEach(() => made.remove());

const run = (text: string, kind: SearchKind | null = null, limit = 10, cursor: string | null = null) => search.run({ text, zone: 'UTC', kind, limit, cursor }, signal);
/** Each kind's titles. */
async function found(text: string): Promise<Record<string, string[]>> {
  const { groups } = await run(text);
  return Object.fromEntries(groups.map(({ kind, rows }) => [kind, rows.map(({ title }) => title)]));
}

describe('a search', () => {
  it.each<[string, Record<string, string[]>]>([
    ['loose', { comment: ['Loosé välves, "twice"', 'The probe was loose.'], dashboard: ['Night'] }],
    ['"probe was" loose', { comment: ['The probe was loose.'] }],
    ['valve -probe', { comment: ['Loosé välves, "twice"'] }],
    ['"\\"twice"', { comment: ['Loosé välves, "twice"'] }],
    ['kind:comment by:noor,analyst key.ward:7', { comment: ['The probe was loose.'] }],
    ['kind:comment stream:icu time:2026-11-20', { comment: ['Loosé välves, "twice"', 'The probe was loose.'] }],
    ['kind:comment last:30h', { comment: ['Loosé välves, "twice"', 'The probe was loose.'] }],
    ['kind:comment last:29h', {}],
    ['state:open', { incident: ['pump 9: drift', 'Bed 1: spike'] }],
    ['state:failed,resolved', { incident: ['Bed 2: spike'], stream: ['Pumps'] }],
    ['owner:ü', { incident: ['Bed 2: spike'] }],
    ['-owner:none', { incident: ['Bed 2: spike'] }],
    ['owner:none severity:high is:ongoing', { incident: ['pump 9: drift'] }],
    ['kind:incident duration:>90s stream:icu', { incident: ['Bed 2: spike'] }],
    ['pump', { incident: ['pump 9: drift'], stream: ['Pumps'], series: ['pump 9', 'pump 10'] }],
    ['channel:spo2', { anomaly: ['bed 1: spike · ICU Ward'], series: ['bed 1'] }],
    ['key.pump:9', { series: ['pump 9'] }],
    ['healthcare', { stream: ['ICU Ward'] }],
    ['-pump kind:stream', { stream: ['ICU Ward'] }],
    ['hotline', { dashboard: ['Night'] }],
    ['nothing such', {}],
  ])('for %s', async (text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['kind:incident series:"pump 10"', ['pump 9: drift']],
    ['kind:incident key.pump:10', ['pump 9: drift']],
    ['kind:incident key.pump:9', []],
    ['kind:incident key.ward:7', ['Bed 1: spike']],
    ['kind:incident "pump 10"', ['pump 9: drift']],
    ['kind:incident -series:"pump 10" state:open', ['Bed 1: spike']],
    ['kind:incident series:10,bed', ['pump 9: drift', 'Bed 1: spike']],
  ])('finds incidents by any of their series: %s', async (text, expected) => {
    made.store.write((db) => putAnomaly(db, { ...anomaly(2), streamId, seriesId: 2 as SeriesId, seriesName: 'pump 10', incidentId: 'incident-3' }));
    expect(await found(text)).toEqual(expected.length === 0 ? {} : { incident: expected });
  });

  it('leads to what it found, says it in a line, and says which names are nobody\'s', async () => {
    const { groups, notes } = await run('stream:icu,xyz key.bed:1,8 series:q,bed kind:anomaly');
    expect(groups[0]).toEqual({ kind: 'anomaly', count: 1, isMore: false, searched: null, cursor: null, rows: [{ to: { kind: 'anomaly', id: anomaly(1).id }, title: 'bed 1: spike · ICU Ward', words: 'SpO2 fell to 80.', severity: 'high', at: begin + 1 }] });
    expect(notes).toEqual(['No stream\'s name has “xyz”.', 'No series has “8” as its bed.', 'No series\'s name has “q”.']);
    const [comments] = (await run('loose kind:comment')).groups;
    expect(comments!.rows.map(({ to, words }) => [to.kind, words])).toEqual([['incident', 'Noor on the incident Bed 2: spike'], ['anomaly', 'analyst on the anomaly bed 1']]);
  });

  it.each<[SearchKind, number]>([['incident', 3], ['comment', 2], ['series', 3], ['stream', 2]])('gives pages of one kind (%s), each once', async (kind, count) => {
    const titles: string[] = [];
    for (let cursor: string | null = null, left = count; left > 0; left -= 1) {
      const [page]: SearchGroup[] = (await run('', kind, 1, cursor)).groups;
      expect([page!.count, page!.rows.length, page!.cursor === null]).toEqual([left, 1, left === 1]);
      titles.push(page!.rows[0]!.title);
      cursor = page!.cursor;
    }
    expect(new Set(titles).size).toBe(count);
  });

  it('refuses a query that can\'t be understood, with the place', async () => {
    await expect(run('pump severity:no')).rejects.toMatchObject({ code: 'AF_SEARCH_QUERY_INVALID', details: { at: 14, end: 16 } });
  });

  it('finds the words of comments by their index', () => {
    for (const source of Object.values(commentSources)) {
      const { sql, values } = commentsSql(source, { query: { terms: [{ kind: 'words', negated: false, any: ['loose'] }] } });
      const plan = (made.store.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail);
      expect(plan.some((detail) => detail.startsWith(`SCAN ${source.words} VIRTUAL TABLE INDEX 0:M`))).toBe(true);
      expect(plan.filter((detail) => detail.startsWith('SCAN') && !detail.includes('VIRTUAL TABLE'))).toEqual([]);
    }
  });
});

it('knows the values of fields, those that begin with what is typed first', () => {
  const values = (field: string, typed = '', part: string | null = null) => search.complete({ field, part, typed, limit: 10 });
  expect([values('stream', 'w'), values('channel', 'sp'), values('owner'), values('by'), values('key'), values('key', '', 'PUMP'), values('series', 'p'), values('score')]).toEqual([
    ['ICU Ward'], ['SpO2'], ['Kim Ü'], ['analyst', 'Noor'], ['bed', 'pump', 'ward'], ['9', '10'], ['pump 9', 'pump 10'], [],
  ]);
});

it('keeps searches by name, tells of them, and refuses one that can\'t be understood', () => {
  const told: unknown[] = [];
  search.saved.topic.onChange(({ changed, removed }) => told.push([changed.map(({ name, text }) => [name, text]), removed.length]));
  const { id } = search.saved.save('Night', 'state:open');
  expect(search.saved.save('night', 'state:open owner:none').id).toBe(id);
  expect(() => search.saved.save('bad', 'no:no')).toThrowError(expect.objectContaining({ code: 'AF_SEARCH_QUERY_INVALID' }) as Error);
  expect(search.saved.list().map(({ name, text }) => [name, text])).toEqual([['night', 'state:open owner:none']]);
  search.saved.remove(id);
  search.saved.remove(id);
  expect(told).toEqual([[[['Night', 'state:open']], 0], [[['night', 'state:open owner:none']], 0], [[], 1]]);
});

it('says when the newest record was where “last” asks for a time after it, and what to ask instead', async () => {
  const { groups, notes } = await run('severity:high last:2h');
  expect(groups).toEqual([]);
  expect(notes).toEqual(['The newest record is of 2026-11-20 01:00:00 UTC, before the time that “last” asks for: try time:2026-11-19.. in its place.']);
  expect((await run('kind:anomaly time:2026-11-19..')).groups[0]?.count).toBe(1);
  expect((await run('severity:low owner:nobody last:40h')).notes).toEqual([]);
});
