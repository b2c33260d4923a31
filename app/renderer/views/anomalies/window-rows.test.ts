import { expect, it } from 'vitest';
import { windowRows } from './window-rows.ts';

it('draws the rows in view and a few around them, however long the list', () => {
  expect(windowRows(100_000, 30, 30 * 5000, 600, 8)).toEqual({ first: 4992, last: 5028, top: 4992 * 30, height: 3_000_000 });
  expect(windowRows(3, 30, 0, 600)).toEqual({ first: 0, last: 3, top: 0, height: 90 });
  expect(windowRows(0, 30, 0, 600)).toEqual({ first: 0, last: 0, top: 0, height: 0 });
});

it('keeps rows in view when the list has become shorter than where it is scrolled to', () => {
  const window = windowRows(10, 30, 9000, 600);
  expect(window.last).toBe(10);
  expect(window.first).toBeLessThan(10);
});
