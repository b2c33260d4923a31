import { expect, it } from 'vitest';
import type { Lanes } from '../../../shared/domain/lanes.ts';
import { arrangeLanes, cellAt, lanesSound, lanesWords, nextPlace } from './lane-rows.ts';

const lane = (id: string, count: number, grade: number) => ({ id, name: id, seriesIds: [1], count, grade });
const lanes: Lanes = {
  from: 0, to: 100, bucketMs: 10, keyParts: [], lanes: [lane('a', 2, 0.3), lane('b', 9, 0.3), lane('c', 1, 0.8)],
  cells: { lane: Uint32Array.of(0, 2, 0, 1), bucket: Uint32Array.of(7, 5, 1, 9), count: Uint32Array.of(1, 1, 1, 9), grade: Float32Array.of(0.25, 0.75, 0.5, 0.25) },
};
const names = (order: 'worst' | 'most' | 'name') => arrangeLanes(lanes, order).map(({ name }) => name).join('');

it('puts lanes in an order and their cells by time', () => {
  expect([names('worst'), names('most'), names('name')]).toEqual(['cba', 'bac', 'abc']);
  const [first] = arrangeLanes(lanes, 'name');
  expect(first!.cells.map(({ bucket }) => bucket)).toEqual([1, 7]);
  expect(cellAt(first, 7)).toEqual({ bucket: 7, count: 1, grade: 0.25 });
  expect(cellAt(first, 6)).toBeNull();
});

it('is heard by how many there are in each stretch of one lane or of all, with a click at high severity', () => {
  const rows = arrangeLanes({ ...lanes, cells: { lane: Uint32Array.of(0, 1, 0), bucket: Uint32Array.of(1, 1, 2), count: Uint32Array.of(0, 3, 2), grade: Float32Array.of(0.25, 0.3, 0.9) } }, 'name');
  const when = (bucket: number) => `at ${bucket}`;
  expect(lanesSound(rows, 4, when)).toEqual([null, { value: 4, click: null }, { value: 2, click: 'at 2' }, null]);
  expect(lanesSound([rows[1]!], 4, when)).toEqual([null, { value: 3, click: null }, null, null]);
});

it('walks by keys from one cell that holds something to the next', () => {
  const rows = arrangeLanes(lanes, 'name');
  const walk = (keys: string[]) => keys.reduce<{ row: number; bucket: number } | null>((place, key) => nextPlace(rows, place, key) ?? place, null);
  expect(walk(['ArrowRight'])).toEqual({ row: 0, bucket: 1 });
  expect(walk(['ArrowRight', 'ArrowRight'])).toEqual({ row: 0, bucket: 7 });
  expect(walk(['ArrowRight', 'ArrowRight', 'ArrowRight'])).toEqual({ row: 0, bucket: 7 });
  expect(walk(['ArrowRight', 'End', 'ArrowDown'])).toEqual({ row: 1, bucket: 9 });
  expect(walk(['ArrowRight', 'End', 'ArrowDown', 'ArrowUp'])).toEqual({ row: 0, bucket: 7 });
  expect(walk(['ArrowRight', 'End', 'Home', 'ArrowLeft'])).toEqual({ row: 0, bucket: 1 });
  expect(walk(['n', 'PageDown', 'p'])).toEqual({ row: 0, bucket: 1 });
  expect(nextPlace(rows, null, 'x')).toBeNull();
  expect(nextPlace([], null, 'ArrowDown')).toBeNull();
});

it('says in words how many there are, where the worst is and where the most', () => {
  expect(lanesWords(arrangeLanes(lanes, 'name'), 'noon', 'one')).toBe('noon to one: 12 anomalies in 3 lanes. The worst is of high severity, in c; most, 9, are in b.');
  expect(lanesWords([], 'noon', 'one')).toBe('No anomalies.');
});
