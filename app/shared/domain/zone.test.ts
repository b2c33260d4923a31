import { expect, it } from 'vitest';
import { fromWall, isZone, tellingsOf } from './zone.ts';

const at = (wall: string, zone: string) => new Date(fromWall(Date.parse(`${wall}Z`), zone)).toISOString().slice(0, 16);

it.each([
  ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T02:30', '2026-03-29T03:00', ['2026-03-29T00:59', '2026-03-29T01:30', '2026-03-29T01:00']],
  ['America/New_York', '2026-03-08T01:59', '2026-03-08T02:30', '2026-03-08T03:00', ['2026-03-08T06:59', '2026-03-08T07:30', '2026-03-08T07:00']],
  ['Pacific/Auckland', '2026-09-27T01:59', '2026-09-27T02:30', '2026-09-27T03:00', ['2026-09-26T13:59', '2026-09-26T14:30', '2026-09-26T14:00']],
])('in %s the hour that the clock jumps over is read as after the jump', (zone, before, within, after, expected) => {
  expect([before, within, after].map((wall) => at(wall, zone))).toEqual(expected);
});

it.each([
  ['Europe/Berlin', '2026-10-25T01:59', '2026-10-25T02:30', '2026-10-25T03:00', ['2026-10-24T23:59', '2026-10-25T01:30', '2026-10-25T02:00']],
  ['America/New_York', '2026-11-01T00:59', '2026-11-01T01:30', '2026-11-01T02:00', ['2026-11-01T04:59', '2026-11-01T06:30', '2026-11-01T07:00']],
  ['Australia/Lord_Howe', '2026-04-05T01:29', '2026-04-05T01:45', '2026-04-05T02:00', ['2026-04-04T14:29', '2026-04-04T15:15', '2026-04-04T15:30']],
])('in %s of the time that the clock tells twice the second is taken', (zone, before, twice, after, expected) => {
  expect([before, twice, after].map((wall) => at(wall, zone))).toEqual(expected);
});

it('gives both tellings of such a time, and one of any other', () => {
  const both = (wall: string, zone: string) => tellingsOf(Date.parse(`${wall}Z`), zone).map((time) => new Date(time).toISOString().slice(0, 16));
  expect(both('2026-10-25T02:30', 'Europe/Berlin')).toEqual(['2026-10-25T00:30', '2026-10-25T01:30']);
  expect(both('2026-04-05T01:45', 'Australia/Lord_Howe')).toEqual(['2026-04-04T14:45', '2026-04-04T15:15']);
  for (const [wall, utc] of [['2026-10-25T01:59', '2026-10-24T23:59'], ['2026-10-25T03:00', '2026-10-25T02:00'], ['2026-03-29T02:30', '2026-03-29T01:30'], ['2026-07-01T12:00', '2026-07-01T10:00']] as const) expect(both(wall, 'Europe/Berlin')).toEqual([utc, utc]);
});

it('knows zones by the names that the machine has', () => {
  expect(['UTC', 'Europe/Berlin', 'Berlin', ''].map(isZone)).toEqual([true, true, false, false]);
});
