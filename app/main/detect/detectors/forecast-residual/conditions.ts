import { MAX_RARITY } from '../../calibrate.ts';
import { C, S } from './series-state.ts';

/** Runs have to be this many times the longest normal one. */
const STILL_RATIO = 3;
const GAP_RATIO = 2;
const LEAST_GAP = 5;
const FIRST_MOVE_PRIOR = 0.1;
const RATE_GAIN = 1 / 1024;
/** A run this rare is no normal one. */
const RARE_RUN = 5;
/** How much of the longest run is kept when a shorter one ends. */
const LONGEST_KEPT = 0.999;

/** Learns an interval: the first sixteen give the median and whether the series is regular, later ones move it slowly. */
export function learnInterval(s: Float64Array, time: number, rows: number): void {
  const step = time - s[S.lastTime]!;
  if (rows <= 16) {
    s[S.firstIntervals + rows - 1] = step;
    if (rows < 16) return;
    const sorted = s.slice(S.firstIntervals, S.firstIntervals + 16).sort();
    const median = (sorted[7]! + sorted[8]!) / 2;
    s[S.interval] = median;
    s[S.regular] = median > 0 && sorted.filter((one) => Math.abs(one - median) <= median / 4).length >= 12 ? 1 : 0;
    s[S.fastPace] = 0;
    s[S.longestGap] = median > 0 ? Math.min(10, sorted[15]! / median) : 1;
    return;
  }
  const interval = s[S.interval]!;
  if (step > interval / 2 && step < interval * 2) s[S.interval] = interval + (step - interval) / 256;
}

/** How many times faster than usual rows come, as a log over about 16 rows, never below 0: what rises when a source is flooded. */
export function followPace(s: Float64Array, time: number): number {
  const interval = s[S.interval]!;
  if (!(interval > 0)) return 0;
  const step = Math.min(Math.max(time - s[S.lastTime]!, interval / 1000), interval * 2);
  s[S.fastPace]! += (Math.log(interval / step) - s[S.fastPace]!) / 16;
  return Math.max(0, s[S.fastPace]!);
}

/** Rarity of the gap before a row; 0 for intervals that are usual. A gap of 20 times the longest normal one or more is as rare as can be. */
export function gapRarity(s: Float64Array, time: number): number {
  const interval = s[S.interval]!;
  if (!(interval > 0)) return 0;
  const gap = (time - s[S.lastTime]!) / interval;
  const usual = Math.max(LEAST_GAP, GAP_RATIO * s[S.longestGap]!) / (s[S.regular] === 1 ? 1 : 0.25);
  return gap <= usual ? 0 : Math.min(MAX_RARITY, 5 + (7 * Math.log(gap / usual)) / Math.log(10));
}

/** Learns a rare gap: one that comes again, such as a weekend's, is usual from the third time on. */
export function learnRareGap(s: Float64Array, time: number): void {
  const gap = (time - s[S.lastTime]!) / s[S.interval]!;
  if (gap <= GAP_RATIO * s[S.rareGap]!) s[S.longestGap] = Math.max(s[S.longestGap]!, gap);
  s[S.rareGap] = gap;
}

/** Learns a normal row's gap. */
export function learnGap(s: Float64Array, time: number): void {
  const interval = s[S.interval]!;
  if (interval > 0) s[S.longestGap] = Math.max(s[S.longestGap]! * 0.9999, (time - s[S.lastTime]!) / interval);
}

/** Cells of a run of unchanged values: of the whole row (`S`) or of one channel (`C`, from the channel's place). */
export interface StillCells {
  run: number;
  longest: number;
  rate: number;
  /** Where the run stands; where the last rare one stood; and the longest rare one there, once a second one was. */
  at: number;
  rest: number;
  restRun: number;
}
/** Where the runs of rows unchanged in all channels are kept. */
export const rowStill: StillCells = { run: S.stillRun, longest: S.longestStillRun, rate: S.stillRate, at: S.stillAt, rest: S.rest, restRun: S.restRun };
/** Where one channel’s runs of unchanged values are kept; `at` is the channel’s place in the scalars. */
export function channelStill(at: number): StillCells {
  return { run: at + C.stillRun, longest: at + C.longestStillRun, rate: at + C.stillRate, at: at + C.stillAt, rest: at + C.rest, restRun: at + C.restRun };
}

/**
 * Follows a run of unchanged values and says how rare it is: only a run far longer than any normal one counts, and only if repeats are rare enough for it.
 * A run that ends is remembered as normal where `learn` is true, unless it was rare; one that lasts `adoptAfter` rows is how the channel is now. What has stood still at the same `value` (of a row: the sum of its values) twice rests there, such as at 100 % or when the shop is closed: a third run
 * there is held against those. A sensor that is stuck is so anywhere.
 */
export function stillRarity(s: Float64Array, cells: StillCells, still: boolean, value: number, least: number, learn: boolean, adoptAfter: number): number {
  const run = s[cells.run]!;
  if (still) {
    s[cells.run] = run + 1;
    s[cells.at] = value;
    if (learn && run >= adoptAfter) s[cells.longest] = Math.max(s[cells.longest]!, run);
    return runRarity(s, cells, run + 1, least);
  }
  if (learn && run > 0) {
    if (runRarity(s, cells, run, least) < RARE_RUN) s[cells.longest] = Math.max(s[cells.longest]! * LONGEST_KEPT, run);
    else learnRest(s, cells, run);
  }
  s[cells.run] = 0;
  return 0;
}

function learnRest(s: Float64Array, cells: StillCells, run: number): void {
  s[cells.restRun] = s[cells.at] === s[cells.rest] ? Math.max(s[cells.restRun]!, run) : 0;
  s[cells.rest] = s[cells.at]!;
}

function runRarity(s: Float64Array, cells: StillCells, run: number, least: number): number {
  const longest = Math.max(s[cells.longest]!, s[cells.at] === s[cells.rest] ? s[cells.restRun]! : 0);
  if (run <= Math.max(least, STILL_RATIO * longest)) return 0;
  return Math.min(MAX_RARITY, (-(run - longest) * Math.log(Math.min(0.999, s[cells.rate]! + 0.01))) / Math.LN10);
}

/**
 * Rarity of the first movement of a channel that stood still in all rows so far: it has no size to be held against, but it is as rare as so long a stillness makes it. The rule of succession with Beta(0.1, 1) as prior, for
 * what stood still while the detector warmed up mostly never moves. `decades` as by time; see `decadesOf`.
 */
export function firstMoveRarity(s: Float64Array, at: number, learned: number, decades: number): number {
  const seen = learned * (1 - s[at + C.missingRate]!);
  return Math.min(MAX_RARITY, Math.max(0, Math.log10((seen + 1) / FIRST_MOVE_PRIOR) + decades));
}

/** Learns whether a normal row repeats the one before. */
export function learnStill(s: Float64Array, cells: StillCells, still: boolean, learned: number): void {
  s[cells.rate]! += Math.max(1 / (learned + 2), RATE_GAIN) * ((still ? 1 : 0) - s[cells.rate]!);
}

/** Follows a channel's missing values; the rarity of the run that ends here. A channel that is often missing needs a longer run, and one that is missing for `adoptAfter` rows is gone. */
export function missingRarity(s: Float64Array, at: number, missing: boolean, learned: number, adoptAfter: number): number {
  s[at + C.missingRun] = missing ? s[at + C.missingRun]! + 1 : 0;
  if (!missing || s[at + C.missingRun]! > adoptAfter) return 0;
  const rate = Math.min(0.95, s[at + C.missingRate]! + 1 / (learned + 30));
  return Math.min(MAX_RARITY, (-s[at + C.missingRun]! * Math.log(rate)) / Math.LN10);
}

/** Learns whether a channel was there in a normal row. */
export function learnMissing(s: Float64Array, at: number, missing: boolean, learned: number): void {
  s[at + C.missingRate]! += Math.max(1 / (learned + 2), RATE_GAIN) * ((missing ? 1 : 0) - s[at + C.missingRate]!);
}
