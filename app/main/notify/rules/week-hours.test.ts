import { describe, expect, it } from 'vitest';
import type { WeekHours } from '../../../shared/domain/alert-rule.ts';
import { endOf, isWithin, wallClock } from './week-hours.ts';

const zurich = 'Europe/Zurich';
const at = (text: string) => Date.parse(text);
const all = [1, 2, 3, 4, 5, 6, 7];
const night: WeekHours = { days: all, from: '22:00', to: '07:00' };
const end = (hours: WeekHours, text: string, zone = zurich) => { const found = endOf(hours, zone, at(text)); return found === null ? null : new Date(found).toISOString(); };

it('reads the wall clock of a zone, midnight as 0', () => {
  expect(wallClock(zurich, at('2026-03-01T23:00:00Z'))).toEqual({ day: 1, minute: 0 }); // Monday 2 March, 00:00
  expect(wallClock('America/St_Johns', at('2026-03-01T03:00:00Z'))).toEqual({ day: 6, minute: 23 * 60 + 30 });
});

describe('hours of the week', () => {
  const office: WeekHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };
  it.each([['2026-03-06T07:00:00Z', true], ['2026-03-06T06:59:59Z', false], ['2026-03-06T16:59:59Z', true], ['2026-03-06T17:00:00Z', false], ['2026-03-07T10:00:00Z', false]])('take in their beginning and leave out their end: %s', (text, within) => {
    expect(isWithin(office, zurich, at(text))).toBe(within);
  });
  it('that cross midnight belong to the day on which they begin', () => {
    const friday: WeekHours = { days: [5], from: '22:00', to: '07:00' };
    expect(['2026-03-06T20:59:00Z', '2026-03-06T21:00:00Z', '2026-03-07T05:59:00Z', '2026-03-07T06:00:00Z', '2026-03-06T02:00:00Z', '2026-03-07T21:00:00Z'].map((text) => isWithin(friday, zurich, at(text)))).toEqual([false, true, true, false, false, false]);
  });
  it('that cross midnight on Sunday go on into Monday', () => {
    const sunday: WeekHours = { days: [7], from: '22:00', to: '07:00' };
    expect(isWithin(sunday, zurich, at('2026-03-09T05:59:00Z'))).toBe(true);
    expect(end(sunday, '2026-03-08T22:00:00Z')).toBe('2026-03-09T06:00:00.000Z');
  });
  it('are the whole day, up to the same time on the next, where both times are the same', () => {
    const saturday: WeekHours = { days: [6], from: '06:00', to: '06:00' };
    expect(end(saturday, '2026-03-07T05:00:00Z')).toBe('2026-03-08T05:00:00.000Z');
    expect(isWithin(saturday, zurich, at('2026-03-07T04:59:00Z'))).toBe(false);
  });
});

describe('their end', () => {
  it('is the moment itself outside of them', () => expect(end(night, '2026-03-06T12:00:07Z')).toBe('2026-03-06T12:00:07.000Z'));
  it('comes on the next morning', () => expect(end(night, '2026-03-06T22:10:30Z')).toBe('2026-03-07T06:00:00.000Z'));
  it('comes an hour sooner in the night in which clocks go forward, and an hour later where they go back', () => {
    expect(end(night, '2026-03-28T21:30:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(end(night, '2026-10-24T20:30:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });
  it('is when the clock jumps, where it falls into the hour that is skipped', () => {
    const early: WeekHours = { days: all, from: '22:00', to: '02:30' };
    expect(end(early, '2026-03-28T23:00:00Z')).toBe('2026-03-29T01:00:00.000Z'); // 02:00 became 03:00
  });
  it('falls into an hour that comes twice: the first time ends them, the second begins none unless it lies in them', () => {
    const early: WeekHours = { days: all, from: '22:00', to: '02:30' };
    expect(end(early, '2026-10-24T23:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(isWithin(early, zurich, at('2026-10-25T01:15:00Z'))).toBe(true); // 02:15 again
    expect(end(early, '2026-10-25T01:15:00Z')).toBe('2026-10-25T01:30:00.000Z');
  });
  it('lies behind days that follow each other', () => {
    const weekend: WeekHours = { days: [6, 7], from: '00:00', to: '00:00' };
    expect(end(weekend, '2026-03-07T12:00:00Z')).toBe('2026-03-08T23:00:00.000Z');
  });
  it('is none where the hours go on for ever', () => expect(end({ days: all, from: '00:00', to: '00:00' }, '2026-03-07T12:00:00Z')).toBeNull());
});
