import { numberWords } from '../../shared/number-words.ts';
import type { TimeRange } from '../../shared/domain/time.ts';

export type Zone = 'local' | 'utc';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = zone + JSON.stringify(options);
  let made = formats.get(name);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(undefined, { ...options, hourCycle: 'h23', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) });
    formats.set(name, made);
  }
  return made;
}
const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const date: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

/** A moment in full, to the second (to the millisecond where it has some): "5 Mar 2026, 14:03:20". */
export function momentWords(time: number, zone: Zone): string {
  const fraction = Math.floor(time) % second !== 0 ? { fractionalSecondDigits: 3 as const } : {};
  return format(zone, { ...date, year: 'numeric', ...clock, second: '2-digit', ...fraction }).format(time);
}

/** When something was done, to the second, which is as exact as anyone asks: "5 Mar 2026, 14:03:20". */
export function doneWords(time: number, zone: Zone): string {
  return momentWords(Math.floor(time / second) * second, zone);
}

/** A moment without what `range` makes plain: only the clock time where it begins and ends on one day, the year only where it does not within one. */
export function shortMomentWords(time: number, range: TimeRange, zone: Zone): string {
  const span = range.to - range.from;
  const isWithin = (part: Intl.DateTimeFormatOptions) => format(zone, part).format(range.from) === format(zone, part).format(range.to);
  const seconds: Intl.DateTimeFormatOptions = span > 12 * hour ? {} : { second: '2-digit', ...(span < 20 * second ? { fractionalSecondDigits: 3 } : {}) };
  if (!isWithin({ year: 'numeric' })) return format(zone, { ...date, year: 'numeric', ...clock, ...seconds }).format(time);
  if (!isWithin(date)) return format(zone, { ...date, ...clock, ...seconds }).format(time);
  return format(zone, { ...clock, second: '2-digit', ...seconds }).format(time);
}

/** A length of time in its two largest units: "2 h 5 min". */
export function durationWords(ms: number): string {
  if (ms < 1) return `${numberWords(ms * 1000)} µs`;
  if (ms < second) return `${numberWords(Math.round(ms))} ms`;
  if (ms < 10 * second) return `${numberWords(Math.round(ms / 100) / 10)} s`;
  const parts: [number, string][] = [[day, 'd'], [hour, 'h'], [minute, 'min'], [second, 's']];
  const at = parts.findIndex(([size]) => ms >= size);
  const [size, unit] = parts[at]!;
  const whole = Math.floor(ms / size);
  const next = parts[at + 1];
  const rest = next === undefined ? 0 : Math.floor((ms - whole * size) / next[0]);
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${next![1]}`;
}

/** Labels of a time axis whose ticks are `stepMs` apart: clock time, with the day in a second line at the first tick and wherever it changes. */
export function tickLabels(ticks: readonly number[], stepMs: number, zone: Zone): string[] {
  if (stepMs >= 360 * day) return ticks.map((tick) => format(zone, { year: 'numeric' }).format(tick));
  if (stepMs >= 28 * day) return ticks.map((tick) => format(zone, { month: 'short', year: 'numeric' }).format(tick));
  const days = ticks.map((tick) => format(zone, date).format(tick));
  if (stepMs >= day) return days;
  const options: Intl.DateTimeFormatOptions = { ...clock, ...(stepMs < minute ? { second: '2-digit' } : {}), ...(stepMs < second ? { fractionalSecondDigits: 3 } : {}) };
  return ticks.map((tick, i) => {
    const time = format(zone, options).format(tick);
    return days[i] === days[i - 1] ? time : `${time}\n${days[i]}`;
  });
}
