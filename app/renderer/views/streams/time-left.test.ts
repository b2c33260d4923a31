import { expect, it } from 'vitest';
import { timeLeft } from './time-left.ts';

it('tells the time left from the pace so far', () => {
  expect(timeLeft(0.2, 0.6, 8000)).toBeCloseTo(8000);
});
it('says nothing before anything was done, or within the first second', () => {
  expect(timeLeft(0.5, 0.5, 9000)).toBeNull();
  expect(timeLeft(0, 0.5, 200)).toBeNull();
});
