import type { WeekHours } from '../../../shared/domain/alert-rule.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;
const weekDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock of an IANA zone shows at `at` (EpochMillis): the day (Monday is 1) and the minute of the day, 0…1439. */
export function wallClock(zone: string, at: number): { day: number; minute: number } {
  let format = formats.get(zone);
  if (format === undefined) formats.set(zone, (format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })));
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: weekDays.indexOf(parts.weekday!) + 1, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether `at` lies in the hours: from `from` (taken in) to `to` (left out) on the wall clock. An hour that a zone shows twice counts both times, one that it skips never. */
export function isWithin({ days, from, to }: WeekHours, zone: string, at: number): boolean {
  const { day, minute } = wallClock(zone, at);
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  const dayBefore = ((day + 5) % 7) + 1;
  if (begin < end) return days.includes(day) && minute >= begin && minute < end;
  return (days.includes(day) && minute >= begin) || (days.includes(dayBefore) && minute < end);
}

/** The first whole minute from `at` on that does not lie in the hours, within 8 days; null where they go on for longer. About 1 ms for each night. */
export function endOf(hours: WeekHours, zone: string, at: number): number | null {
  if (!isWithin(hours, zone, at)) return at;
  const first = (Math.floor(at / minuteMs) + 1) * minuteMs;
  for (let step = 0; step <= 8 * dayMinutes; step += 1) if (!isWithin(hours, zone, first + step * minuteMs)) return first + step * minuteMs;
  return null;
}
