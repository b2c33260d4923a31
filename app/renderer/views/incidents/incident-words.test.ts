import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../../shared/domain/incident.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { filterIncidents, incidentSizeWords, incidentStory, incidentsToTake, orderIncidents } from './incident-words.ts';

const any = { text: '', stream: '', severity: '', state: '', tag: '', from: '', to: '' };
const incident = (id: string, part: object = {}) => incidentSchema.parse({ id, streamId: 'ward', state: 'open', severity: 'low', title: `Spike in ${id}`, start: 0, end: 10, ongoing: false, firstMover: 1, anomalyCount: 1, seriesCount: 1, owner: null, tags: [], merged: null, ...part });
const ids = (all: readonly { id: string }[]) => all.map((one) => one.id);

describe('the list of incidents', () => {
  it('stands newest first', () => {
    expect(ids(filterIncidents([incident('a'), incident('b', { start: 5 })], any))).toEqual(['b', 'a']);
  });
  it('has the worst first where that is asked for, a group by its worst, the newest first among equals', () => {
    const rows = [incident('c', { severity: 'low', start: 3 }), incident('b', { severity: 'high', start: 2 }), incident('a', { severity: 'high', start: 1 })];
    const groups = new Map([['c', [rows[0]!, incident('d', { severity: 'medium' })]]]);
    expect(ids(orderIncidents([...rows, incident('e', { severity: 'low' })], groups, 'grade'))).toEqual(['b', 'a', 'c', 'e']);
    expect(ids(orderIncidents(rows, groups, ''))).toEqual(['c', 'b', 'a']);
    const raised = [incident('m', { severity: 'medium', start: 9 }), incident('l', { severity: 'medium' })];
    expect(ids(orderIncidents(raised, new Map([['l', [raised[1]!, incident('k', { seriesCount: 2 })]]]), 'grade'))).toEqual(['l', 'm']);
  });
  it('is narrowed by each part of the filter', () => {
    const all = [incident('bed-1'), incident('bed-2', { severity: 'high', state: 'resolved' }), incident('pump', { streamId: 'pumps', start: 100_000, end: 101_000 })];
    expect(ids(filterIncidents(all, { ...any, text: ' BED ' })).sort()).toEqual(['bed-1', 'bed-2']);
    expect(ids(filterIncidents(all, { ...any, stream: 'pumps' }))).toEqual(['pump']);
    expect(ids(filterIncidents(all, { ...any, severity: 'medium' }))).toEqual(['bed-2']);
    expect(ids(filterIncidents(all, { ...any, state: 'resolved' }))).toEqual(['bed-2']);
    expect(ids(filterIncidents([incident('a', { tags: ['valve'] }), incident('b', { tags: ['valves'] })], { ...any, tag: 'valve' }))).toEqual(['a']);
    expect(ids(filterIncidents(all, { ...any, from: '1970-01-01T00:01:41Z' }))).toEqual(['pump']);
    expect(ids(filterIncidents(all, { ...any, to: '1970-01-01T00:00:01Z' })).sort()).toEqual(['bed-1', 'bed-2']);
  });
  it('leaves out parts that an old or mistyped address asks for', () => {
    expect(filterIncidents([incident('a')], { ...any, severity: 'terrible', from: 'yesterday' })).toHaveLength(1);
  });
});

it('tells what happened: who moved first, who followed within which time, how long', () => {
  const member = (seriesId: number, start: number) => ({ seriesId, seriesName: `pump ${seriesId}`, start, explanation: 'load rose.' }) as Anomaly;
  const alone = incident('a', { end: 90_000 });
  expect(incidentStory(alone, [member(1, 0)])).toEqual(['pump 1: load rose.', 'It lasted 1 min 30 s.']);
  const many = [member(1, 0), member(2, 5_000), member(1, 6_000), member(3, 20_000), member(4, 30_000), member(5, 60_000)];
  expect(incidentStory({ ...alone, ongoing: true }, many)).toEqual(['pump 1 moved first: load rose.', '4 more series follow within 1 min: pump 2, pump 3, pump 4 and 1 more.', 'It goes on, so far for 1 min 30 s.']);
});

it('offers other incidents of the stream to move to, the nearest in time first, but none that was emptied', () => {
  const from = incident('a', { start: 100, end: 110 });
  const all = [from, incident('far', { start: 500, end: 510 }), incident('before', { start: 80, end: 95 }), incident('around', { start: 90, end: 120 }), incident('emptied', { start: 100, merged: { into: 'a', state: 'open' } }), incident('elsewhere', { start: 100, streamId: 'pumps' })];
  expect(ids(incidentsToTake(all, from, ''))).toEqual(['around', 'before', 'far']);
  expect(ids(incidentsToTake(all, from, ' FAR spike'))).toEqual(['far']);
});

it('says how much an incident holds', () => {
  expect(incidentSizeWords({ anomalyCount: 0, seriesCount: 0 })).toBe('No anomalies any more');
  expect(incidentSizeWords({ anomalyCount: 1, seriesCount: 1 })).toBe('1 anomaly in 1 series');
  expect(incidentSizeWords({ anomalyCount: 3, seriesCount: 2 })).toBe('3 anomalies in 2 series');
});
