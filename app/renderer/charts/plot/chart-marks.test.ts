import { expect, it } from 'vitest';
import { markAt, marksBetween } from './chart-marks.ts';
import type { ChartMark } from './chart-marks.ts';

const mark = (id: string, start: number, end: number): ChartMark => ({ id, start, end, severity: 'low', open: false, words: '', settled: false });

it('finds the shortest mark under the pointer, with some reach for marks of a single moment', () => {
  const marks = [mark('long', 0, 1000), mark('short', 400, 450), mark('moment', 2000, 2000)];
  expect(markAt(marks, 420, 0)).toBe(1);
  expect(markAt(marks, 800, 0)).toBe(0);
  expect(markAt(marks, 1990, 20)).toBe(2);
  expect(markAt(marks, 1500, 20)).toBe(-1);
});

it('finds the marks that touch the time from one row to the next, also those between both', () => {
  const marks = [mark('long', 0, 1000), mark('between', 1300, 1400), mark('moment', 2000, 2000)];
  expect(marksBetween(marks, 1000, 1500).map(({ id }) => id)).toEqual(['long', 'between']);
  expect(marksBetween(marks, 1500, 2000)).toEqual([]);
  expect(marksBetween(marks, 2000, 2000).map(({ id }) => id)).toEqual(['moment']);
});
