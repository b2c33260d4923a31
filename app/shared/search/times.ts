import { fromWall, offsetAt } from '../domain/zone.ts';
import type { SearchTest } from './search-query.ts';

/** What times are held against: now (EpochMillis), and the zone of what is written without one (`UTC`, or an IANA name such as `Europe/Berlin`). */
export interface TimeFrame {
  now: number;
  zone: string;
}

const dayMs = 86_400_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[tT](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?([zZ]|[+-]\d{2}:\d{2})?)?$/;

/** Whether a text is a day or a moment that a query may name. */
export function isTimeText(text: string): boolean {
  return text === 'today' || text === 'yesterday' || spanOf(text, { now: 0, zone: 'UTC' }) !== null;
}

/** The span of EpochMillis that a `time` test asks for; a day reaches from its first to its last millisecond in the zone. Null: no bound. */
export function timeSpan(test: Extract<SearchTest, { kind: 'time' }>, frame: TimeFrame): { from: number | null; to: number | null } {
  return { from: test.from === null ? null : (spanOf(test.from, frame)?.from ?? null), to: test.to === null ? null : (spanOf(test.to, frame)?.to ?? null) };
}

function spanOf(text: string, { now, zone }: TimeFrame): { from: number; to: number } | null {
  if (text === 'today' || text === 'yesterday') {
    const here = new Date(now + offsetAt(now, zone) - (text === 'today' ? 0 : dayMs)).toISOString().slice(0, 10);
    return spanOf(here, { now, zone });
  }
  const found = pattern.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction, own] = found;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(date).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return null; // 31 April
  if (hour === undefined) return { from: fromWall(date, zone), to: fromWall(date + dayMs, zone) - 1 };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const wall = date + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second ?? 0) * 1000 + Number((fraction ?? '0').padEnd(3, '0'));
  const from = own === undefined ? fromWall(wall, zone) : wall - ownOffset(own);
  // A minute or second that is written reaches to its end.
  return { from, to: from + (second === undefined ? 60_000 : fraction === undefined ? 1000 : 1) - 1 };
}

function ownOffset(text: string): number {
  if (/z/i.test(text)) return 0;
  return (text.startsWith('-') ? -1 : 1) * (Number(text.slice(1, 3)) * 60 + Number(text.slice(4))) * 60_000;
}
