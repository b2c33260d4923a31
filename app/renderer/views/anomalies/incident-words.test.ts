import { describe, expect, it } from 'vitest';
import { incidentSchema } from '../../../shared/domain/incident.ts';
import { filterIncidents, incidentSizeWords } from './incident-words.ts';

const any = { text: '', stream: '', severity: '', state: '', from: '', to: '' };
const incident = (id: string, part: object = {}) => incidentSchema.parse({ id, streamId: 'ward', state: 'open', severity: 'low', title: `Spike in ${id}`, start: 0, end: 10, ongoing: false, firstMover: 1, anomalyCount: 1, seriesCount: 1, ...part });
const ids = (all: { id: string }[]) => all.map((one) => one.id);

describe('the list of incidents', () => {
  it('stands newest first', () => {
    expect(ids(filterIncidents([incident('a'), incident('b', { start: 5 })], any))).toEqual(['b', 'a']);
  });
  it('is narrowed by each part of the filter', () => {
    const all = [incident('bed-1'), incident('bed-2', { severity: 'high', state: 'resolved' }), incident('pump', { streamId: 'pumps', start: 100_000, end: 101_000 })];
    expect(ids(filterIncidents(all, { ...any, text: ' BED ' })).sort()).toEqual(['bed-1', 'bed-2']);
    expect(ids(filterIncidents(all, { ...any, stream: 'pumps' }))).toEqual(['pump']);
    expect(ids(filterIncidents(all, { ...any, severity: 'medium' }))).toEqual(['bed-2']);
    expect(ids(filterIncidents(all, { ...any, state: 'resolved' }))).toEqual(['bed-2']);
    expect(ids(filterIncidents(all, { ...any, from: '1970-01-01T00:01:41Z' }))).toEqual(['pump']);
    expect(ids(filterIncidents(all, { ...any, to: '1970-01-01T00:00:01Z' })).sort()).toEqual(['bed-1', 'bed-2']);
  });
  it('leaves out parts that an old or mistyped address asks for', () => {
    expect(filterIncidents([incident('a')], { ...any, severity: 'terrible', from: 'yesterday' })).toHaveLength(1);
  });
});

it('says how much an incident holds', () => {
  expect(incidentSizeWords({ anomalyCount: 1, seriesCount: 1 })).toBe('1 anomaly in 1 series');
  expect(incidentSizeWords({ anomalyCount: 3, seriesCount: 2 })).toBe('3 anomalies in 2 series');
});
