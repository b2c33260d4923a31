import { expect, it } from 'vitest';
import { windowOf } from './incident-window.ts';

it('an incident is looked at with what was before it; a single sample with as many as show what is usual, from the first sample on', () => {
  expect(windowOf({ start: 10_000_000, end: 10_600_000 }, 1000, -Infinity)).toEqual({ from: 9_400_000, to: 10_900_000 });
  expect(windowOf({ start: 0, end: 0 }, 900_000, -Infinity)).toEqual({ from: -60 * 900_000, to: 30 * 900_000 });
  expect(windowOf({ start: 0, end: 0 }, 0, -20_000)).toEqual({ from: -20_000, to: 30_000 });
});
