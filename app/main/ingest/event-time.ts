import { saysZone, slashedDay, type TimeUnit } from '../../shared/domain/time.ts';
import { tellingsOf } from '../../shared/domain/zone.ts';
import { usualForm } from './rare-dates.ts';

/** Milliseconds per unit. */
const scales = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 } as const;
/** The day that spreadsheets number 25,569. */
const unixDay = 25_569;
/** An offset from UTC in hours alone, as PostgreSQL writes it, which is none in ISO 8601 as JavaScript reads it. */
const hoursAlone = /(:\d{2}[^+-]*[+-]\d{2})$/;
/** A day as it is written with dots, in much of Europe: day, month, year, also of two digits. */
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})(?=$|[ T,])/;
/** A day with slashes whose year has two digits, month first. */
const shortSlashed = /^(\d{1,2})\/(\d{1,2})\/(\d{2})(?=$|[ T,])/;
/** A half of the day that is written onto the time, as in `7:05pm`. */
const halfOfDay = /(\d)([ap]m)\b/i;
/** The time of day that some programs write beside each day. */
export const midnight = /[ T]0?0:00(:00(\.0+)?)?$/;
/** A longer text is no time (`Wed Jul 01 2026 10:00:00 GMT+0100 (British Summer Time)` has 55 letters), and looking for one in a record of a megabyte would hold all else up. */
const longestText = 200;
/** EpochMillis beyond which a time is taken for nonsense: the years 1900 to 2200. */
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** Where the time of numbered rows begins: 2000-01-01, so that it is plainly no real one. */
export const rowEpoch = Date.UTC(2000, 0, 1);

/** Which of two moments, an hour or so apart, a row stands for. */
export type GoesOn = (first: number, second: number) => number;

/**
 * A reader of event time from a field's value: EpochMillis, NaN where it is neither text nor a number, or says no time between 1900 and 2200. Text that says no zone is of `zone`; where its clock
 * tells that time twice, it is the second, or, of rows in order, the one that `goesOn` takes.
 */
export function eventTimeReader(unit: TimeUnit, zone = 'UTC'): (value: unknown, goesOn?: GoesOn) => number {
  if (unit === 'receive' || unit === 'row') return () => NaN;
  const textOf = unit === 'day-first' ? (value: string | number) => String(value).replace(slashedDay, '$1.$2.$3$4') : String;
  const numberOf = (value: string | number) => (typeof value === 'string' && value.trim() === '' ? NaN : Number(value));
  // Six decimals of a day, which some exports write, are a tenth of a second.
  const fromNumber = unit === 'excel' ? (day: number) => Math.round((day - unixDay) * 864_000) * 100 : (time: number) => time * scales[unit as keyof typeof scales];
  const read = unit === 'iso' || unit === 'day-first' ? (value: string | number, goesOn?: GoesOn) => isoTime(textOf(value), zone, goesOn) : (value: string | number) => fromNumber(numberOf(value));
  return (value, goesOn) => {
    if (typeof value !== 'string' && typeof value !== 'number') return NaN;
    const time = read(value, goesOn);
    return time >= earliest && time <= latest ? time : NaN;
  };
}

/** ISO 8601 and the like, and days with dots (`20.11.2026 14:05`), which are written day first. */
function isoTime(value: string, zone: string, goesOn: GoesOn = (_first, second) => second): number {
  if (value.length > longestText) return NaN;
  const text = value.trim().replace(halfOfDay, '$1 $2').replace(dotted, (_all, day: string, month: string, year: string) => isoDay(year, month, day)).replace(shortSlashed, (_all, month: string, day: string, year: string) => isoDay(year, month, day));
  const time = readTime(text, zone, goesOn);
  const usual = Number.isNaN(time) ? usualForm(text) : null;
  return usual === null ? time : readTime(usual, zone, goesOn);
}

function readTime(text: string, zone: string, goesOn: GoesOn): number {
  if (!/\d{4}/.test(text) || /^\d+(\.\d+)?$/.test(text)) return NaN;
  const isStated = saysZone(text);
  const withT = text.replace(/^(\d{4}[-/]\d{1,2}[-/]\d{1,2}) /, '$1T').replaceAll('/', '-').replace(hoursAlone, '$1:00');
  const strict = Date.parse(isStated ? withT : withT.includes('T') ? `${withT}Z` : `${withT}T00:00:00Z`);
  const time = Number.isNaN(strict) ? Date.parse(isStated ? text : `${text} UTC`) : strict;
  if (isStated || zone === 'UTC' || Number.isNaN(time)) return time;
  const [first, second] = tellingsOf(time, zone);
  return first === second ? first : goesOn(first, second);
}

function isoDay(year: string, month: string, day: string): string {
  return `${year.length === 4 ? year : `${Number(year) < 70 ? 20 : 19}${year}`}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
