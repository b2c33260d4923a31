import { expect, it } from 'vitest';
import { distanceWords, lagWords, readWords } from './movement-words.ts';

it('says how far a series went and how it goes with the first mover', () => {
  expect(distanceWords({ channel: 'load', isGrowth: false, distance: -4.26, usual: 'before' })).toBe('load 4.3 usual deviations below its level before');
  expect(distanceWords({ channel: 'load', isGrowth: false, distance: 99, usual: 'before' })).toBe('load 99 or more usual deviations above its level before');
  expect(distanceWords({ channel: 'load', isGrowth: false, distance: 12, usual: 'day' })).toBe('load 12 usual deviations above its level at this time on other days');
  expect(distanceWords({ channel: 'orders', isGrowth: true, distance: 12, usual: 'before' })).toBe('growth of orders 12 usual deviations above its level before');
  expect(lagWords({ correlation: 0.9, lagMs: 30_000 })).toBe('90 % together, 30 s later');
  expect(lagWords({ correlation: -0.7, lagMs: 0 })).toBe('70 % opposite, at the same time');
  expect(lagWords({ correlation: null, lagMs: null })).toBe('');
});

it('says what was left out', () => {
  expect(readWords({ movements: [], readCount: 500, seriesCount: 1_800, sampleCount: 1 })).toBe('0 series of 500 read moved farther than usual, by 1 sample. The other 1,300 were left out, the farther linked first.');
  expect(readWords({ movements: [], readCount: 2, seriesCount: 2, sampleCount: 40 })).not.toContain('left out');
});
