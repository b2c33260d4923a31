import { expect, it } from 'vitest';
import { eventTimeReader } from './event-time.ts';

it.each([
  ['20260302', '2026-03-02T00:00:00.000Z'], ['202603021405', '2026-03-02T14:05:00.000Z'], ['20260302T140507Z', '2026-03-02T14:05:07.000Z'], ['2026-03-02 14', '2026-03-02T14:00:00.000Z'],
  ['2026-03-02 10:00:00,123', '2026-03-02T10:00:00.123Z'], ['2-Mar-26', '2026-03-02T00:00:00.000Z'], ['02-Mar-26 10:30', '2026-03-02T10:30:00.000Z'], ['2026-W05', '2026-01-26T00:00:00.000Z'], ['2021-W01-3', '2021-01-06T00:00:00.000Z'],
  ['2026-Q2', '2026-04-01T00:00:00.000Z'], ['Q4 2026', '2026-10-01T00:00:00.000Z'], ['2026-03-02 10:00:00 CET', '2026-03-02T09:00:00.000Z'], ['02.03.2026 10:00 CEST', '2026-03-02T08:00:00.000Z'], ['2026-03-02T10:00:00+02:00[Europe/Berlin]', '2026-03-02T08:00:00.000Z'],
])('%s is a time', (text, time) => {
  expect(new Date(eventTimeReader('iso')(text)).toISOString()).toBe(time);
});
it.each(['12345678', '20261302', '2026-W60', '1.5', '202603'])('%s is none', (text) => {
  expect(eventTimeReader('iso')(text)).toBeNaN();
});
it('reads the days of spreadsheets to a tenth of a second, in any zone alike', () => {
  expect(new Date(eventTimeReader('excel', 'Europe/Berlin')('46083.041667')).toISOString()).toBe('2026-03-02T01:00:00.000Z');
});
