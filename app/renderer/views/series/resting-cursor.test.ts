import { expect, it } from 'vitest';
import { createTimeRange } from '../../charts/time-range.ts';
import { restCursor } from './resting-cursor.ts';

it('goes to the moment that was asked for, and back to it when the pointer has left', () => {
  const range = createTimeRange();
  range.setCursor(4);
  const end = restCursor(range, 5, 4);
  expect(range.get().cursor).toBe(5);
  range.setCursor(8);
  range.setCursor(null);
  expect(range.get().cursor).toBe(5);
  end();
  expect(range.get().cursor).toBeNull();
});

it('stays where a key or the pointer has put it while the answer was on its way, also where another moment was looked at before', () => {
  const range = createTimeRange();
  range.setCursor(4);
  const end = restCursor(range, 5, 4);
  range.setCursor(7); // asked for
  range.setCursor(9);
  end();
  restCursor(range, 7, 7);
  expect(range.get().cursor).toBe(9);
});
