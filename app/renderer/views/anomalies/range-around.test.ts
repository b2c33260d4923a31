import { expect, it } from 'vitest';
import { rangeAround, recordRange } from './range-around.ts';

const minutely = { firstTime: 0, lastTime: 60_000 * 999, sampleCount: 1000 };

it('shows a short anomaly with 120 samples before and 40 after', () => {
  expect(rangeAround({ start: 30_000_000, end: 30_060_000 }, minutely)).toEqual({ from: 30_000_000 - 120 * 60_000, to: 30_060_000 + 40 * 60_000 });
});
it('shows a long one with twice its length before and once after', () => {
  expect(rangeAround({ start: 30_000_000, end: 48_000_000 }, minutely)).toEqual({ from: -6_000_000, to: 66_000_000 });
});
it('takes a second where a series has a single sample', () => {
  expect(rangeAround({ start: 5000, end: 5000 }, { firstTime: 5000, lastTime: 5000, sampleCount: 1 })).toEqual({ from: -115_000, to: 45_000 });
});
it('shows the records of five samples before and after, or of ten seconds around a single one', () => {
  expect(recordRange({ start: 60_000, end: 69_000, sampleCount: 10 })).toEqual({ from: 55_000, to: 74_000 });
  expect(recordRange({ start: 60_000, end: 60_000, sampleCount: 1 })).toEqual({ from: 50_000, to: 70_000 });
});
