import { expect, it } from 'vitest';
import { overlap } from './overlap.ts';
import { readPlayhead, writePlayhead } from './playhead-address.ts';

const stateOf = (hash: string) => new URLSearchParams(hash.split('?')[1] ?? '');

it('writes range, moment and speed into the address, leaves what else stands there, and reads them back', () => {
  const held = { view: { kind: 'fixed' as const, from: 1_700_000_000_000, to: 1_700_000_060_000 }, time: 1_700_000_030_500, speed: 50 };
  const hash = writePlayhead('#/series/3?at=x', held);
  expect(stateOf(hash).get('at')).toBe('x');
  expect(readPlayhead(stateOf(hash))).toEqual(held);
  expect(writePlayhead(hash, { view: { kind: 'whole' }, time: null, speed: 1 })).toBe('#/series/3?at=x');
  expect(writePlayhead('#/series/3', { view: null, time: null, speed: null })).toBe('#/series/3');
});

it('takes no range that ends before it begins, no moment that is none and no speed out of bounds', () => {
  expect(readPlayhead(new URLSearchParams('from=2026-01-02&to=2026-01-01&t=noon&speed=5000'))).toEqual({ view: null, time: null, speed: null });
  expect(readPlayhead(new URLSearchParams(''))).toEqual({ view: null, time: null, speed: null });
});

it('links streams that have a moment in common, and no recordings of other days', () => {
  expect(overlap([{ from: 0, to: 10 }, { from: 5, to: 20 }])).toBe(true);
  expect(overlap([{ from: 0, to: 10 }, { from: 11, to: 20 }])).toBe(false);
  expect(overlap([])).toBe(false);
});
