import { expect, it } from 'vitest';
import type { Finding } from '../../../shared/domain/tableau-finding.ts';
import { annotationsOf, markTimesOf } from './mark-times.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5);
const mapping = { time: 'DAY(t)', keys: ['Ward'] };
/** One series of marks at these times. */
const at = (...times: number[]) => markTimesOf({ keys: [['7']], series: new Uint32Array(times.length), times: Float64Array.from(times) })!;
const days = at(start, start + day, start + 2 * day);
const one = (id: string, peakTime: number, rest: Partial<Finding> = {}): Finding => ({ id, key: ['7'], start: peakTime, end: peakTime, peakTime, severity: 'low', score: 0.5, shape: 'spike', explanation: '', verdict: null, annotation: null, ...rest }) as Finding;

it('knows which mark’s period holds a moment, and none in a gap, before the first mark or after the last one’s period', () => {
  expect(days.range).toEqual({ from: start, to: start + 3 * day });
  expect(days.periodAt(['7'], start + day + 5 * hour)).toEqual({ from: start + day, to: start + 2 * day });
  expect(days.periodAt(['7'], start + 2 * day + 23 * hour)).toEqual({ from: start + 2 * day, to: start + 3 * day });
  expect([days.periodAt(['7'], start - 1), days.periodAt(['7'], start + 3 * day), days.periodAt(['8'], start)]).toEqual([null, null, null]);
  const gap = at(start, start + day, start + 2 * day, start + 9 * day, start + 10 * day);
  expect([gap.periodAt(['7'], start + 3 * day), gap.periodAt(['7'], start + 9 * day + hour)]).toEqual([null, { from: start + 9 * day, to: start + 10 * day }]);
  expect(at(start).periodAt(['7'], start)).toEqual({ from: start, to: start });
});

it('takes months of any length as one mark’s period each', () => {
  const months = at(...[0, 1, 2, 3].map((month) => Date.UTC(2026, month, 1)));
  expect(months.periodAt(['7'], Date.UTC(2026, 0, 31, 12))).toEqual({ from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 1) });
});

it('annotates the mark whose period holds several anomalies, once, with their count and the worst', () => {
  const { wanted } = annotationsOf([one('a', start + hour), one('b', start + 5 * hour, { severity: 'high', shape: 'dip' }), one('c', start + 7 * hour), one('d', start + day)], mapping, days);
  expect(wanted.map(({ text, members }) => [text, members])).toEqual([
    ['High: 3 anomalies within this day, worst dip, 7, 2026-01-05 00:00 UTC', ['b', 'a', 'c']],
    ['Low: spike, 7, 2026-01-06 00:00 UTC', ['d']],
  ]);
  expect(wanted[0]!.criteria).toEqual([{ field: 'DAY(t)', min: start, max: start, isTime: true }, { field: 'Ward', values: ['7'] }]);
});

it('takes away texts of before: another count, one judged false, and nothing of other marks or people', () => {
  const listed = [one('a', start + hour), one('b', start + 5 * hour, { verdict: 'false' }), one('c', start + day, { verdict: 'false' }), one('d', start + 2 * day + hour, { verdict: 'false' })];
  const { wanted, isGone } = annotationsOf(listed, mapping, days);
  expect(wanted.map(({ text }) => text)).toEqual(['Low: 1 anomaly within this day, worst spike, 7, 2026-01-05 00:00 UTC']);
  expect(['Medium: 2 anomalies within this day, worst new pattern, 7, 2026-01-05 00:00 UTC', 'Low: spike, 7, 2026-01-06 00:00 UTC', 'Low: 1 anomaly within this day, worst spike, 7, 2026-01-07 00:00 UTC'].map(isGone)).toEqual([true, true, true]);
  expect([wanted[0]!.text, 'Low: 1 anomaly within this day, worst spike, 8, 2026-01-05 00:00 UTC', 'Low: 1 anomaly within this day, worst spike, 7, 2026-01-09 00:00 UTC', '3 anomalies within this day'].map(isGone)).toEqual([false, false, false, false]);
});

it('annotates the worst sixty alone, and findings at their own time where the marks are not known', () => {
  const many = Array.from({ length: 70 }, (_, i) => one(String(i), start + i * hour, { score: i / 100 }));
  const { wanted, isGone } = annotationsOf(many, mapping, null);
  expect([wanted.length, wanted[0]!.id, wanted.at(-1)!.id]).toEqual([60, '69', '10']);
  expect([isGone('Low: spike, 7, 2026-01-05 00:00 UTC'), isGone(wanted[0]!.text)]).toEqual([true, false]);
});
