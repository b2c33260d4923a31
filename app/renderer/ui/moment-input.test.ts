import { expect, it } from 'vitest';
import { fromMomentInput, toMomentInput } from './moment-input.ts';

it('goes there and back in either zone', () => {
  for (const zone of ['utc', 'local'] as const) expect(fromMomentInput(toMomentInput('2026-03-05T10:20:30.000Z', zone), zone)).toBe('2026-03-05T10:20:30.000Z');
});
it('writes UTC as it is, with or without seconds typed', () => {
  expect(toMomentInput('2026-03-05T10:20:30.000Z', 'utc')).toBe('2026-03-05T10:20:30');
  expect(fromMomentInput('2026-03-05T10:20', 'utc')).toBe('2026-03-05T10:20:00.000Z');
});
it('is empty where nothing is meant', () => {
  expect([toMomentInput('', 'local'), toMomentInput('soon', 'utc'), fromMomentInput('', 'local'), fromMomentInput('', 'utc')]).toEqual(['', '', '', '']);
});
