import { describe, expect, it } from 'vitest';
import { eventTimeReader } from './event-time.ts';

describe('reading event time', () => {
  const berlin = eventTimeReader('iso', 'Europe/Berlin');
  const iso = (time: number) => new Date(time).toISOString().slice(0, 16);

  it('takes text that says no zone for UTC, or for the zone that is told, by its summer time', () => {
    expect(iso(eventTimeReader('iso')('28.03.2026 10:00'))).toBe('2026-03-28T10:00');
    expect(['28.03.2026 10:00', '2026-03-29 10:00', '2026-07-01', '07/01/2026 02:30 PM', '2026-03-29T02:30'].map((text) => iso(berlin(text)))).toEqual(['2026-03-28T09:00', '2026-03-29T08:00', '2026-06-30T22:00', '2026-07-01T12:30', '2026-03-29T01:30']);
    expect(iso(eventTimeReader('day-first', 'America/New_York')('01/07/2026 10:00'))).toBe('2026-07-01T14:00');
  });
  it('reads days with dots whose year has two digits', () => {
    expect(['28.03.26 10:00', '1.2.99'].map((text) => iso(eventTimeReader('iso')(text)))).toEqual(['2026-03-28T10:00', '1999-02-01T00:00']);
    expect(eventTimeReader('iso')('28.03.2')).toBeNaN();
  });
  it('reads days with dashes in either order, and a half of the day that is written onto the time', () => {
    expect([eventTimeReader('iso')('05-06-2026 7:05pm'), eventTimeReader('day-first')('13-06-2026 12:30 AM')].map(iso)).toEqual(['2026-05-06T19:05', '2026-06-13T00:30']);
  });
  it('leaves text that says its zone, and numbers, as they are', () => {
    expect(['2026-07-01T10:00Z', '2026-07-01T10:00:00+05:30', '2026-07-01 10:00:00 -0400'].map((text) => iso(berlin(text)))).toEqual(['2026-07-01T10:00', '2026-07-01T04:30', '2026-07-01T14:00']);
    const stated = ['2026-07-01 10:00:00+02', '2026-07-01T10:00:00.5-03', 'Wed Jul 01 2026 10:00:00 GMT+0100 (British Summer Time)', '2026-07-01 10:00:00 EDT', 'Wed, 01 Jul 2026 10:00:00 GMT'];
    for (const reader of [berlin, eventTimeReader('iso')]) expect(stated.map((text) => iso(reader(text)))).toEqual(['2026-07-01T08:00', '2026-07-01T13:00', '2026-07-01T09:00', '2026-07-01T14:00', '2026-07-01T10:00']);
    expect(eventTimeReader('s', 'Europe/Berlin')('1772719200')).toBe(1_772_719_200_000);
    expect(berlin('no time')).toBeNaN();
    expect(berlin(`2026${':00'.repeat(300_000)}`)).toBeNaN(); // at once, though a pattern looks for an offset behind each of them
  });
});
