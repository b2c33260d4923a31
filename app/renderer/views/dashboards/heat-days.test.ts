import { expect, it } from 'vitest';
import type { Lanes } from '../../../shared/domain/lanes.ts';
import { heatDays, heatLevel } from './heat-days.ts';

const hour = 3_600_000;
const begin = Date.UTC(2026, 2, 4);
const lanes = (cells: [bucket: number, count: number, grade: number][]): Lanes => ({
  from: begin, to: begin + 48 * hour, bucketMs: hour, lanes: [], keyParts: [],
  cells: { lane: new Uint32Array(cells.length), bucket: Uint32Array.from(cells, ([bucket]) => bucket), count: Uint32Array.from(cells, ([, count]) => count), grade: Float32Array.from(cells, ([, , grade]) => grade) },
});

it('lays hours out by day, the newest first, and adds up the lanes of an hour', () => {
  const days = heatDays(lanes([[3, 2, 0.5], [3, 1, 0.75], [25, 0, 0.25]]), { from: begin, to: begin + 48 * hour - 1 }, 'utc');
  expect(days.map(({ at }) => at)).toEqual([begin + 24 * hour, begin]);
  expect(days[1]!.hours[3]).toEqual({ from: begin + 3 * hour, count: 3, grade: 0.75 });
  expect(days[0]!.hours[1]).toEqual({ from: begin + 25 * hour, count: 0, grade: 0.25 });
  expect(days.flatMap(({ hours }) => hours).filter((cell) => cell !== null)).toHaveLength(2);
});

it('darkens by the share of the highest', () => {
  expect([0, 1, 5, 6, 10].map((value) => heatLevel(value, 10))).toEqual([1, 1, 2, 3, 4]);
  expect(heatLevel(0, 0)).toBe(1);
});
