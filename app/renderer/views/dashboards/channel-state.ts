import type { Tone } from '../../ui/pill.tsx';
import type { StreamState } from '../../../shared/domain/stream.ts';
import type { SeriesStretch } from '../../../shared/domain/series.ts';

/** One channel at one moment, beside what was expected of it; null is missing or not known. */
export interface Reading {
  value: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
}

/** The last row of a stretch in which the channel has a value; null where there is none. */
export function lastReading({ times, max, expected, low, high, channels }: SeriesStretch, channel: number): (Reading & { time: number }) | null {
  for (let row = times.length - 1; row >= 0; row -= 1) {
    const at = row * channels.length + channel;
    if (Number.isFinite(max[at])) return { time: times[row]!, value: max[at]!, expected: given(expected[at]), low: given(low[at]), high: given(high[at]) };
  }
  return null;
}

/** Whether what was read last is how things stand: not of a stream that stands still or was read to its end. */
export function readsOn(state: StreamState): boolean {
  return state === 'running' || state === 'held' || state === 'connecting';
}

/** How a value stands to its band. */
export function bandState({ value, low, high }: Pick<Reading, 'value' | 'low' | 'high'>): 'above' | 'below' | 'within' | 'unknown' {
  if (value === null || low === null || high === null) return 'unknown';
  return value > high ? 'above' : value < low ? 'below' : 'within';
}

export const bandWords = { above: 'above its band', below: 'below its band', within: 'within its band', unknown: 'no band yet' } as const;

/** How a value stands to its band, as a state: green for one that holds now alone; what it was is said as such. */
export function bandStanding(state: ReturnType<typeof bandState>, isCurrent: boolean): { tone: Tone; words: string } {
  if (!isCurrent) return { tone: 'plain', words: state === 'unknown' ? 'no band then' : `was ${bandWords[state]}` };
  return { tone: state === 'within' ? 'good' : state === 'unknown' ? 'plain' : 'warn', words: bandWords[state] };
}

/** Rows of a stretch whose channel leaves its band, among those that have one. */
export function outsideCount({ times, min, max, low, high, channels }: SeriesStretch, channel: number): { outside: number; of: number } {
  let outside = 0;
  let of = 0;
  for (let row = 0; row < times.length; row += 1) {
    const at = row * channels.length + channel;
    if (!Number.isFinite(max[at]) || !Number.isFinite(low[at]) || !Number.isFinite(high[at])) continue;
    of += 1;
    if (max[at]! > high[at]! || min[at]! < low[at]!) outside += 1;
  }
  return { outside, of };
}

function given(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
