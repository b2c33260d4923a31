import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../shared/domain/tableau-finding.ts';
import { annotationOf, csvOf, findingsAt, placeOfSheet, rowsOf, timeOfCell, carriedOver } from './view-rows.ts';

const columns = [{ name: 'HOUR(t)', type: 'datetime' as const }, { name: 'Ward', type: 'string' as const }, { name: 'AVG(v)', type: 'float' as const }];
const mapping = { time: 'HOUR(t)', keys: ['Ward'], channels: ['AVG(v)'] };
const rows = [['2026-01-05T00:00:00.000Z', '7', 1], ['2026-01-05T00:00:00.000Z', '8', null], [null, '7', 3], ['2026-01-05T01:00:00.000Z', '7', 4]];
const finding = { id: 'a', key: ['7'], start: Date.UTC(2026, 0, 5, 1), end: Date.UTC(2026, 0, 5, 2), peakTime: Date.UTC(2026, 0, 5, 1), severity: 'high', shape: 'spike', verdict: null } as unknown as Finding;

it('makes columns of a view’s rows, series by series, and counts rows without a time', () => {
  const made = rowsOf({ columns, rows }, mapping);
  expect(made).toEqual({ keys: [['7'], ['8']], series: new Uint32Array([0, 1, 0, 0]), times: new Float64Array([Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 5), NaN, Date.UTC(2026, 0, 5, 1)]), values: new Float64Array([1, NaN, 3, 4]), withoutTime: 1 });
  expect(rowsOf({ columns, rows }, { ...mapping, keys: ['Bed'], channels: ['SUM(v)'] })).toEqual({ missing: ['Bed', 'SUM(v)'] });
});

it('reads times as Tableau gives them', () => {
  expect([timeOfCell('2026-01-05'), timeOfCell(2026), timeOfCell(1767571200), timeOfCell(1767571200000)]).toEqual([Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 5)]);
  expect([timeOfCell('ward'), timeOfCell(null), timeOfCell(true)]).toEqual([NaN, NaN, NaN]);
});

it('finds what a mark belongs to by key and time', () => {
  expect(findingsAt([{ columns, rows: [rows[3]!] }], mapping, [finding])).toEqual([finding]);
  expect(findingsAt([{ columns, rows: [rows[0]!] }], mapping, [finding], () => ({ from: Date.UTC(2026, 0, 5) }))).toEqual([finding]);
  expect(findingsAt([{ columns, rows: [rows[0]!, rows[1]!] }, { columns: [], rows: [[]] }], mapping, [finding])).toEqual([]);
});

it('writes short words to a mark', () => {
  expect(annotationOf(finding)).toBe('High: spike, 7, 2026-01-05 01:00 UTC');
  expect(annotationOf({ ...finding, key: ['x'.repeat(500)] }).length).toBeLessThan(120);
});

it('finds a sheet again by name and place', () => {
  const sheets = [{ place: 0, name: 'Beds' }, { place: 1, name: 'Beds' }, { place: 2, name: 'Other' }];
  expect([placeOfSheet(sheets, { place: 1, name: 'Beds' }), placeOfSheet(sheets, { place: 0, name: 'Other' }), placeOfSheet(sheets, { place: 0, name: 'gone' })]).toEqual([1, 2, -1]);
});

it('writes rows as CSV', () => {
  expect(csvOf({ columns: columns.slice(1), rows: [['a "b", c', 1.5], [null, null]] })).toBe('Ward,AVG(v)\n"a ""b"", c",1.5\n,\n');
});

describe('findings of before', () => {
  it('stay where the rows at hand could not show them: another series, before what is judged, after the last row', () => {
    const rows = { keys: [['a']], series: new Uint32Array(5), times: Float64Array.of(50, 10, 20, 30, 40) };
    const finding = (id: string, key: string, start: number) => ({ id, key: [key], start }) as never as Parameters<typeof carriedOver>[0][number];
    const before = [finding('other', 'b', 40), finding('warming up', 'a', 20), finding('judged', 'a', 35), finding('last', 'a', 50), finding('later', 'a', 60)];
    expect(carriedOver(before, rows, 2).map(({ id }) => id)).toEqual(['other', 'warming up', 'later']);
    expect(carriedOver(before, rows, 9).map(({ id }) => id)).toEqual(['other', 'warming up', 'judged', 'last', 'later']);
  });
});
