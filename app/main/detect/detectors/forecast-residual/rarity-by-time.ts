import { TAIL_CELLS, TAIL_RARITY } from '../../calibrate.ts';
import { TAIL } from './bands.ts';
import { S } from './series-state.ts';

/** Decades that an alarm's rarity gains or loses at most for how seldom or often rows come. */
const LEAST_PACE = -2.5;
const MOST_PACE = 0.5;
/** Series of a row an hour or slower: one decade is given to each row, for a false alarm in a thousand rows is one in six weeks. None below a row a minute. */
const SLOW_BONUS = 1.5;
const MINUTE_MS = 60_000;

/** log₁₀ of the minutes between rows, or between blocks of so many rows, within limits: what comes often must be rarer to be an alarm. */
export function decadesOf(s: Float64Array, rows = 1): number {
  const interval = rows * s[S.interval]!;
  return interval > 0 ? Math.max(LEAST_PACE, Math.min(MOST_PACE, Math.log10(interval / MINUTE_MS))) : 0;
}

/** What decides about learning: the rarest statistic's rarity, corrected by how often so rare a maximum has really been seen, and for slow series by what a row is worth. */
export function combinedRarity(s: Float64Array, rarity: number): number {
  const at = S.tails + TAIL.combined * TAIL_CELLS;
  const begin = Math.log(s[at]!);
  if (rarity <= begin) return (TAIL_RARITY * rarity) / begin;
  const beyond = (rarity - begin) / (s[at + 1]! * Math.LN10);
  const slowness = Math.min(1, Math.max(0, Math.log(s[S.interval]! / MINUTE_MS) / Math.log(60)));
  return TAIL_RARITY + beyond + SLOW_BONUS * slowness * Math.min(1, beyond);
}
