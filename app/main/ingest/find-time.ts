import { slashOrder, timeUnitWords, type TimeUnit } from '../../shared/domain/time.ts';
import { eventTimeReader, midnight } from './event-time.ts';
import { isCompact } from './rare-dates.ts';

/** What a sample's records hold under one name. */
export interface FieldSeen {
  field: string;
  present: number;
  numeric: number;
  distinct: Set<string>;
  examples: string[];
  values: unknown[];
}

/** Names of fields that hold times. */
export const timeName = /(^|[._\s-])(time|timestamp|date|datetime|ts|event_?time|at|when|minute|epoch|unix|zeit|zeitpunkt|zeitstempel|datum|tag|fecha|hora|jour|heure|horodatage)([._\s-]|$)|time$|^t$/i;
/** A name under which whole numbers are mostly no times; a spreadsheet's days are, where they rise. */
const dayName = /(^|[._\s-])day([._\s-]|$)/i;
/** Names of fields that may count from the beginning of a recording, with the unit where they say it. */
const relativeName = /^(?:t|ts|time|timestamp|elapsed|elapsed[ _-]?time|seconds|secs?|(?:time|t|elapsed)[ _.([-]+(s|sec\w*|ms|msec\w*|milli\w*|us|usec\w*|micro\w*|ns|nsec\w*|nano\w*)[)\]]?)$/i;
const relativeUnits = [[/^m(s|ill)/i, 'ms'], [/^(u|mic)/i, 'us'], [/^n/i, 'ns']] as const;
/** A time of day, alone. */
const timeOfDay = /^\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?([ap]m)?\s*$/i;
/** Names of fields that hold the hour of a day, 0 to 23 or 1 to 24. */
const hourName = /^(hour|hours|hr|hour_?of_?day|stunde|heure|hora)$/i;
/** Larger numbers are seconds since 1970 already. */
const relativeBelow = 1e8;
/** The days from 1990 to 2079, as spreadsheets number them. */
const [firstDay, lastDay] = [32_874, 65_746];
/** Dates and times as text, which hardly anything else looks like. */
const isText = (unit: TimeUnit) => unit === 'iso' || unit === 'day-first';

/** The field of event time, and why. */
export interface TimeFound {
  field: string;
  unit: TimeUnit;
  reason: string;
  doubtful: boolean;
  /** It counts from the beginning of a recording. */
  isRelative: boolean;
  /** The field of the time of day, where this one holds days alone. */
  clock?: string;
  /** A day of it of which nothing says what stands first; null where there is none. */
  undecided?: string | null;
}

/** The field that is most likely the event time of `count` records; null where none is. */
export function findTime(seen: readonly FieldSeen[], count: number, saved: boolean): TimeFound | null {
  const candidates = seen.flatMap((field) => {
    if (field.present < count * 0.5 || field.present === 0) return [];
    const unit = unitOf(field);
    if (unit === null) return [];
    const named = timeName.test(field.field) || unit === 'excel';
    const read = eventTimeReader(unit);
    const times = field.values.map((value) => read(value)).filter((time) => !Number.isNaN(time));
    if (times.length < field.present * 0.9) return [];
    if (!named && !isText(unit) && unit !== 'ms' && !isClock(times)) return [];
    let rising = 0;
    for (let i = 1; i < times.length; i++) if (times[i]! >= times[i - 1]!) rising += 1;
    const order = times.length < 2 ? 1 : rising / (times.length - 1);
    return [{ field: field.field, unit, order, undecided: slashOrder(field.values)?.isDecided === false ? String(field.values.find((value) => slashOrder([value]) !== null)) : null, score: (named ? 2 : 0) + order + (isText(unit) ? 0.5 : 0) + (field.distinct.size > 1 ? 0.5 : 0) }];
  });
  const best = candidates.sort((a, b) => b.score - a.score)[0];
  if (best === undefined) return saved ? findRelative(seen, count) : null;
  const doubtful = candidates.length > 1 && candidates[1]!.score > best.score - 0.5;
  return { field: best.field, unit: best.unit, doubtful, reason: `${timeUnitWords[best.unit]}, ${best.order > 0.9 ? 'rising' : 'not always rising'} over ${count} records`, isRelative: false, undecided: best.undecided, ...clockOf(seen, best.field, count) };
}

/** Whether times never go back, and most of their steps are alike: a counter's are not. */
function isClock(times: readonly number[]): boolean {
  const steps = times.slice(1).map((time, i) => time - times[i]!).filter((step) => step !== 0).sort((a, b) => a - b);
  const middle = steps[steps.length >> 1];
  return middle !== undefined && steps[0]! > 0 && steps.filter((step) => step === middle).length >= 0.5 * steps.length;
}

/** The field whose values are times of day, or hours, beside one that holds days alone. */
function clockOf(seen: readonly FieldSeen[], day: string, count: number): { clock?: string } {
  const { values } = seen.find(({ field }) => field === day)!;
  if (!values.every((value) => typeof value === 'string' && (!value.includes(':') || midnight.test(value)))) return {};
  const whole = seen.filter((one) => one.present > 0 && one.present >= count * 0.9);
  const isHour = (value: unknown) => String(value).trim() !== '' && Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= 24;
  const clock = whole.find((one) => one.values.filter((value) => typeof value === 'string' && timeOfDay.test(value)).length >= one.present * 0.9) ?? whole.find((one) => hourName.test(one.field) && one.values.every(isHour));
  return clock === undefined ? {} : { clock: clock.field };
}

/**
 * A field named like a time that counts up from near zero, each record beyond the one before (with equal times, records of one series would be taken for repeated ones).
 * Only in a file: a live record has a stamp that says more.
 */
function findRelative(seen: readonly FieldSeen[], count: number): TimeFound | null {
  for (const { field, present, numeric, values } of seen) {
    const named = relativeName.exec(field);
    if (named === null || present < Math.max(3, count * 0.9) || numeric < present * 0.9) continue;
    const times = values.map(Number).filter((time) => Number.isFinite(time));
    if (times[0]! < 0 || times.at(-1)! >= relativeBelow || times.some((time, i) => i > 0 && time <= times[i - 1]!)) continue;
    const unit = relativeUnits.find(([pattern]) => pattern.test(named[1] ?? ''))?.[1] ?? 's';
    return { field, unit, isRelative: true, doubtful: true, reason: `${timeUnitWords[unit].replace('since 1970', 'from the beginning')}, rising over ${count} records` };
  }
  return null;
}

/** The unit by magnitude: today is about 1.8·10⁹ s. */
export function unitOf(field: FieldSeen): TimeUnit | null {
  const isDigits = field.present > 0 && field.values.every(isCompact);
  if (isDigits || field.numeric < field.present * 0.9) {
    // A few rows that can't be read must not hide the time from all others: they are quarantined one by one.
    const unit = slashOrder(field.values)?.unit ?? 'iso';
    const read = eventTimeReader(unit);
    return field.values.filter((value) => (isDigits || typeof value === 'string') && !Number.isNaN(read(value))).length >= Math.max(1, field.present * 0.9) ? unit : null;
  }
  const size = Math.abs(Number(field.values[Math.floor(field.values.length / 2)]));
  if (size >= 1e17 && size < 1e19) return 'ns';
  if (size >= 1e14 && size < 1e16) return 'us';
  if (size >= 1e11 && size < 1e13) return 'ms';
  if (size >= 1e8 && size < 1e10) return 's';
  if (!timeName.test(field.field) && !(dayName.test(field.field) && isRising(field.values.map(Number)))) return null;
  return field.values.every((value) => Number(value) >= firstDay && Number(value) < lastDay) ? 'excel' : null;
}

/** Whether values differ and hardly ever go back, as those of a few series one after the other do. */
function isRising(values: readonly number[]): boolean {
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  return steps.some((step) => step > 0) && steps.filter((step) => step < 0).length <= 0.1 * steps.length;
}
