import { expect, it } from 'vitest';
import { duration, isoTime, numberIn, wholeIn, wordOr } from './option-values.ts';

it.each([['0.5', 0.5], ['0', 0], ['1', 1], ['1e-1', 0.1]])('%s is a number from 0 to 1', (text, number) => expect(numberIn(0, 1)(text)).toBe(number));
it.each(['', ' ', 'x', '1.01', '-0.1', 'NaN', '1,5'])('“%s” is none', (text) => expect(() => numberIn(0, 1)(text)).toThrow('from 0 to 1'));
it.each(['7.5', '65536', '-1', '0x10', ''])('“%s” is no port', (text) => expect(() => wholeIn(0, 65_535)(text)).toThrow('from 0 to 65535'));
it('takes one word in place of a number', () => {
  const speed = wordOr('fast', numberIn(0.1, 1000));
  expect([speed('fast'), speed('2')]).toEqual(['fast', 2]);
  expect(() => speed('slow')).toThrow('from 0.1 to 1000');
});
it('reads lengths of time and moments', () => {
  expect([duration('90m'), duration('1.5h'), duration('2w')]).toEqual([5_400_000, 5_400_000, 1_209_600_000]);
  expect(isoTime('2026-11-01T08:00:00Z')).toBe(Date.UTC(2026, 10, 1, 8));
  for (const text of ['90', '0s', 'm', '-1h']) expect(() => duration(text)).toThrow('90m');
  expect(() => isoTime('yesterday')).toThrow('ISO');
});
