import { describe, expect, it } from 'vitest';
import { readMoment, writeMoment } from './read-moment.ts';

describe('a moment as written', () => {
  it('is read with its zone', () => {
    expect(readMoment('2026-03-05 14:30 +02:00')).toBe(Date.UTC(2026, 2, 5, 12, 30));
    expect(readMoment(' 2026-03-05T14:30:10.5Z ')).toBe(Date.UTC(2026, 2, 5, 14, 30, 10, 500));
  });
  it('is this computer\'s without one', () => {
    expect(readMoment('2026-03-05')).toBe(new Date(2026, 2, 5).getTime());
  });
  it('is of the zone that is asked for, and is written as it is read', () => {
    expect(readMoment('2026-03-05 14:30', 'utc')).toBe(Date.UTC(2026, 2, 5, 14, 30));
    expect(writeMoment(Date.UTC(2026, 2, 5, 22, 30, 9, 999), 'utc')).toBe('2026-03-05 22:30:09');
    const local = new Date(2026, 6, 5, 23, 59, 1).getTime();
    expect([writeMoment(local, 'local'), readMoment(writeMoment(local, 'local'))]).toEqual(['2026-07-05 23:59:01', local]);
  });
  it('is null where it is none', () => {
    expect(['yesterday', '2026-13-40', '14:30', ''].map((text) => readMoment(text))).toEqual([null, null, null, null]);
  });
});
