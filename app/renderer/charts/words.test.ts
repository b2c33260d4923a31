import { describe, expect, it } from 'vitest';
import { durationWords, momentWords, tickLabels, shortMomentWords } from './words.ts';

const noon = Date.UTC(2026, 2, 5, 12, 0, 0);

describe('words for charts', () => {
  it('say a length of time in its two largest units', () => {
    expect([0.25, 250, 1500, 61_000, 7_500_000, 90_000_000, 3_600_000].map(durationWords)).toEqual(['250 µs', '250 ms', '1.5 s', '1 min 1 s', '2 h 5 min', '1 d 1 h', '1 h']);
  });
  it('name the day once under a row of clock times, and again where it changes', () => {
    const labels = tickLabels([noon, noon + 6 * 3_600_000, noon + 12 * 3_600_000], 6 * 3_600_000, 'utc');
    expect(labels[0]).toMatch(/^12:00\n.*5/);
    expect(labels[1]).toBe('18:00');
    expect(labels[2]).toMatch(/^00:00\n.*6/);
  });
  it('show milliseconds only where there are some', () => {
    expect(momentWords(noon, 'utc')).toContain('12:00:00');
    expect(momentWords(noon, 'utc')).not.toContain('.000');
    expect(momentWords(noon + 7, 'utc')).toContain('12:00:00.007');
  });
});

it('leaves out of a moment what its range makes plain, and no more', () => {
  const words = (from: string, to: string) => shortMomentWords(Date.parse(from), { from: Date.parse(from), to: Date.parse(to) }, 'utc');
  expect(words('2026-04-05T22:25:10Z', '2026-04-05T23:55:00Z')).toBe('22:25:10');
  expect(words('2026-04-05T22:25:10Z', '2026-04-07T16:55:00Z')).toMatch(/^Apr 5, 22:25$/);
  expect(words('2026-04-05T23:55:10Z', '2026-04-06T00:55:00Z')).toMatch(/^Apr 5, 23:55:10$/);
  expect(words('2025-12-31T22:00:00Z', '2026-04-07T16:55:00Z')).toMatch(/^Dec 31, 2025, 22:00$/);
});
