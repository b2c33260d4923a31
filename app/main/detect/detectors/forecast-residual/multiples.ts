import { beginTail, learnTail, MAX_RARITY, TAIL_CELLS, tailRarity } from '../../calibrate.ts';

/** Numbers kept, from `at` on: the mean that values are multiples of; their running 2 %, 50 % and 98 % quantiles; a fast mean; the share of values that are as good as none; the tails of the values' multiples, and of the fast mean's. */
export const MULTIPLE_CELLS = 6 + 2 * TAIL_CELLS;
const FAST = 4;
const NONE = 5;
const TAIL = 6;
const FAST_TAIL = TAIL + TAIL_CELLS;
const COUNT = TAIL + 2;
const QUANTILES = [0.02, 0.5, 0.98] as const;
const MEAN_SPAN = 512;
const FAST_SPAN = 64;
const QUANTILE_SPAN = 4096;
/** Rows from which multiples count, and with which they come to half of the most that they count for. */
const COUNT_FROM = 256;
const HALF_ROWS = 4096;
const MOST_WEIGHT = 0.75;
/** Values below this share of the mean are as good as none. Where more than a share of some 1,024 rows are, there is nothing to be a multiple of; the quantiles are of the others, or they would sink as long as nothing comes and need longer yet to rise. */
const LEAST = 0.01;
const MOST_NONE = 0.02;
const NONE_SPAN = 1024;
/** Skewed is what reaches this many times as far above its median as below. In logs the two sides of a symmetric series are alike; they may differ by as much. */
const SKEW = 2;

/** Begins `MULTIPLE_CELLS` numbers in `s` from `at`, which know of no value. */
export function beginMultiples(s: Float64Array, at: number): void {
  s.fill(0, at, at + TAIL);
  beginTail(s, at + TAIL, 3, 0.2);
  beginTail(s, at + FAST_TAIL, 1.5, 0.05);
}

/**
 * The rarity of a row with its value, and a fast mean, as multiples of the mean of some 512 rows taken in. Where values are positive, skewed, and symmetric in logs (volumes, ranges, counts that are
 * not small: see Limpert, Stahel & Abt, BioScience 51, 2001), bursts and swings of all sizes are the rule, and the multiple says more of a large one than a forecast or a difference of means that are
 * carried away with it. Elsewhere, and where values are below their mean, `rarity` is left as it is: dips have no multiple.
 */
export function withMultiple(s: Float64Array, at: number, value: number, rarity: number): number {
  const rows = s[at + COUNT]!;
  if (!(value >= 0) || rows < COUNT_FROM || !isLogSymmetric(s, at)) return rarity;
  const mean = s[at]!;
  if (value < mean && s[at + FAST]! < mean) return rarity;
  const weight = (MOST_WEIGHT * rows) / (rows + HALF_ROWS);
  const multiple = Math.max(tailRarity(s, at + TAIL, value / mean), tailRarity(s, at + FAST_TAIL, s[at + FAST]! / mean));
  return rarity + weight * (Math.min(MAX_RARITY, multiple) - rarity);
}

function isLogSymmetric(s: Float64Array, at: number): boolean {
  const [low, middle, high] = [s[at + 1]!, s[at + 2]!, s[at + 3]!];
  if (!(s[at + NONE]! <= MOST_NONE && low > LEAST * s[at]! && middle > low && high > middle)) return false;
  const ofLogs = Math.log(high / middle) / Math.log(middle / low);
  return high - middle > SKEW * (middle - low) && ofLogs < SKEW && ofLogs > 1 / SKEW;
}

/** Learns from every value, odd ones too: the tail takes in no more of each than it can bear. Only the fast mean's leaves flagged rows out, or a level that stays would soon be usual. A value below 0 has no multiple: all begins anew. NaN is passed by. */
export function learnMultiple(s: Float64Array, at: number, value: number, flagged: boolean): void {
  if (!Number.isFinite(value)) return;
  if (value < 0) return beginMultiples(s, at);
  if (s[at] === 0) {
    beginMultiples(s, at);
    s.fill(value, at, at + NONE);
    return;
  }
  const rows = s[at + COUNT]!;
  learnTail(s, at + TAIL, value / s[at]!);
  if (!flagged) learnTail(s, at + FAST_TAIL, s[at + FAST]! / s[at]!);
  s[at + FAST]! += (value - s[at + FAST]!) / FAST_SPAN;
  s[at]! += Math.max(1 / (rows + 2), 1 / MEAN_SPAN) * (value - s[at]!);
  const isNone = value < LEAST * s[at]!;
  s[at + NONE]! += ((isNone ? 1 : 0) - s[at + NONE]!) / NONE_SPAN;
  if (isNone) return;
  const gain = 4 * Math.max(1 / (rows + 30), 1 / QUANTILE_SPAN);
  for (let i = 0; i < QUANTILES.length; i += 1) s[at + 1 + i]! *= Math.exp(gain * (value > s[at + 1 + i]! ? QUANTILES[i]! : QUANTILES[i]! - 1));
}
