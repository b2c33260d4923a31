import { describe, expect, it } from 'vitest';
import { durationWords, momentWords, tickLabels } from './words.ts';

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
