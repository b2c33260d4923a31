import type { TimeUnit } from '../../../shared/domain/time.ts';

/** How a field writes time, in words. */
export const unitWords: Record<TimeUnit, string> = {
  s: 'seconds since 1970', ms: 'milliseconds since 1970', us: 'microseconds since 1970', ns: 'nanoseconds since 1970', iso: 'date and time as text', 'day-first': 'date and time as text, day first',
  receive: 'time of receipt at the broker', row: 'row number, one a second',
};
