import * as z from 'zod';

/** Milliseconds since 1970-01-01T00:00:00Z; may have a fraction (Kafka ticks in micro- or nanoseconds keep theirs). */
export const epochMillisSchema = z.number().finite();
export type EpochMillis = number;

/** A closed range of event time, in `EpochMillis`; `from <= to`. */
export const timeRangeSchema = z.object({ from: epochMillisSchema, to: epochMillisSchema }).refine((r) => r.from <= r.to, 'from must not be after to');
export type TimeRange = z.infer<typeof timeRangeSchema>;

/** How a field writes event time. `iso` is ISO 8601 or any text that states a zone; text without a zone is read in the zone that the mapping names, and `05/06/2026` month first. `day-first`: the same, but `05/06/2026` is June 5. `excel`: days since 1899-12-30 with their fraction, as spreadsheets number them. `receive` takes the broker's own stamp, `row` the record's number, one second each (for files that hold no time). */
export const timeUnitSchema = z.enum(['s', 'ms', 'us', 'ns', 'iso', 'day-first', 'excel', 'receive', 'row']);
export type TimeUnit = z.infer<typeof timeUnitSchema>;

/** How a field writes time, in words. */
export const timeUnitWords: Record<TimeUnit, string> = {
  s: 'seconds since 1970', ms: 'milliseconds since 1970', us: 'microseconds since 1970', ns: 'nanoseconds since 1970', iso: 'date and time as text', 'day-first': 'date and time as text, day first', excel: 'days as a spreadsheet numbers them',
  receive: 'time of receipt at the broker', row: 'row number, one a second',
};

/** Whether a time that is written as text says its zone, at its end but for what stands in brackets: `Z`, an offset (`+02`, `-0430`, `+05:30`), `UTC`, `GMT`, or one of North America, which RFC 2822 knows (`EST`). */
export function saysZone(text: string): boolean {
  return /(?:\d[zZ]|:\d{2}[^+-]*[+-]\d{2}(?::?\d{2})?|UTC|GMT|[ECMP][SD]T)(?:\s*\([^()]*\))?$/.test(text.trim());
}

/** A day as it is written with slashes or dashes: two numbers, of which the order is another question, and the year, behind slashes also of two digits. */
export const slashedDay = /^\s*(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4})|\/(\d{2}))(?=$|[ T,])/;

/**
 * The order of day and month in days written with slashes or dashes, as the values themselves decide it by a number over 12, and the unit that this makes; null where there are none such, or where what changes most stands last, as in `26/01/15`
 * (year first). `isDecided` is false where nothing in the values says so: they are taken in the order in which the largest step from one to the next is smaller, month first where they are alike, or, where a number over 12 may be the year, day first.
 */
export function slashOrder(values: readonly unknown[]): { unit: 'iso' | 'day-first'; isDecided: boolean } | null {
  const days = values.flatMap((value) => {
    const found = typeof value === 'string' ? slashedDay.exec(value) : null;
    return found === null ? [] : [{ first: found[1]!, second: Number(found[2]), shortYear: found[4] }];
  });
  if (days.length === 0) return null;
  if (days.some(({ second }) => second > 12)) return { unit: 'iso', isDecided: true };
  const isDayFirst = days.some(({ first }) => Number(first) > 12);
  const shortYears = new Set(days.flatMap(({ shortYear }) => shortYear ?? []));
  const changing = new Set(days.map(({ first }) => first)).size - shortYears.size;
  const mayBeginWithYear = shortYears.size > 0 && [...shortYears].every((year) => Number(year) >= 1 && Number(year) <= 31);
  if (mayBeginWithYear && changing < 0) return null;
  if (isDayFirst) return { unit: 'day-first', isDecided: !(mayBeginWithYear && changing === 0) };
  return { unit: largestStep(values, 'day-first') < largestStep(values, 'iso') ? 'day-first' : 'iso', isDecided: false };
}

/** The most days from a value to the next, as days with slashes or dashes and years of four digits are read in this order. */
function largestStep(values: readonly unknown[], order: 'iso' | 'day-first'): number {
  let largest = 0;
  let before = NaN;
  for (const value of values) {
    const [, first, second, year] = (typeof value === 'string' ? slashedDay.exec(value) : null) ?? [];
    if (year === undefined) continue;
    const day = Date.UTC(Number(year), Number(order === 'iso' ? first : second) - 1, Number(order === 'iso' ? second : first)) / 86_400_000;
    if (Math.abs(day - before) > largest) largest = Math.abs(day - before);
    before = day;
  }
  return largest;
}

/** The unit that a time's first example (as text) looks like, by its size; today is about 1.8·10⁹ s. */
export function guessTimeUnit(examples: readonly string[]): TimeUnit {
  const size = Math.abs(Number(examples.find((one) => one !== '') ?? NaN));
  if (Number.isNaN(size)) return slashOrder(examples)?.unit ?? 'iso';
  return size >= 1e17 ? 'ns' : size >= 1e14 ? 'us' : size >= 1e11 ? 'ms' : 's';
}

/** A moment in UTC, to the second, with its day, for sentences that also stand where nothing around them tells it, such as in a notification. */
export function utcMoment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
