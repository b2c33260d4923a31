import { beginTail, dropCluster, learnTail, TAIL_CELLS, tailRarity } from '../../calibrate.ts';
import { invertCorrelation } from './invert-correlation.ts';

/** Rows that make a block, and so many of them have to be normal: rows that are odd by themselves are told by themselves. */
export const BLOCK_ROWS = 16;
const LEAST_ROWS = 8;
/** Memory of what is normal, and of the mean that drifts, in blocks: 65,536 and 1,024 rows. */
const NORMAL_BLOCKS = 4096;
const DRIFT_BLOCKS = 64;
/** Blocks that are learned before anything is believed, before tails learn, and before a drift counts. */
const BELIEVE_FROM = 32;
const MEASURE_FROM = 64;
const TAILS_FROM = 128;
const COUNT_FROM = 512;
/** What one block adds to a drift at most, in standard deviations. */
const MOST_RESIDUAL = 8;
/** Rarity from which blocks teach no more what is normal, the blocks after which what they show is, and as how many it is then known. */
const HOLD_RARITY = 2.5;
const ADOPT_AFTER = 1024;
const ADOPTED_AS = 64;
/** A drift is told for so many blocks when it reaches the first rarity, and again whenever it is so much rarer. */
const TELL_FROM = 3.5;
const TELL_STEP = 1.5;
const TOLD_BLOCKS = 2;
/** First guess of the tails: a drift of one standard deviation of a block is in one of fifty. */
const FIRST_QUANTILE = 1;
const FIRST_INDEX = 0.2;

/** Cells of the series: rows in the block and normal ones among them, blocks learned, blocks that taught nothing, blocks left to tell, what was told last, the rarity told. */
const BLOCK = 0;
const NORMAL = 1;
const BLOCKS = 2;
const HELD = 3;
const TELLING = 4;
const TOLD = 5;
const RARITY = 6;
const HEAD = 7;

/** Where things lie for `channels`: [c] sums of the block, means, drifts and offsets; [c] tails, and those believed; [c, c] covariance, and weights. */
function placesOf(at: number, channels: number): Record<'sums' | 'means' | 'drifts' | 'offsets' | 'tails' | 'believed' | 'covariance' | 'weights' | 'end', number> {
  const sums = at + HEAD;
  const tails = sums + 4 * channels;
  const believed = tails + TAIL_CELLS * channels;
  const covariance = believed + TAIL_CELLS * channels;
  const weights = covariance + channels * channels;
  return { sums, means: sums + channels, drifts: sums + 2 * channels, offsets: sums + 3 * channels, tails, believed, covariance, weights, end: weights + channels * channels };
}

/** Numbers kept of a series with several channels. */
export function driftCells(channels: number): number {
  return placesOf(0, channels).end;
}

export function beginDrift(s: Float64Array, at: number, channels: number): void {
  const { tails } = placesOf(at, channels);
  for (let c = 0; c < 2 * channels; c += 1) beginTail(s, tails + c * TAIL_CELLS, FIRST_QUANTILE, FIRST_INDEX);
}

export interface SlowDrift {
  /** [c] each channel's part in the drift that is told. */
  share: Float64Array;
  /**
   * Takes a row's levels [c] in; answers the rarity of a drift that is to be told now, else 0. `normal` is false for a row that is odd by itself, `decades` what a rarity gains for how seldom
   * blocks come. Where `learn` is false nothing is learned, and so nothing told.
   */
  follow(s: Float64Array, levels: Float64Array, normal: boolean, learn: boolean, decades: number): number;
}

/**
 * Finds what changes so slowly that no row is odd: wear, fouling, a sensor that goes astray. Each channel is held against what the other channels let expect (regression-adjusted variables;
 * Hawkins, Technometrics 33, 1991), as a mean over a block of rows, and the exponentially weighted mean of what is left over (Roberts, Technometrics 1, 1959) is its drift; the rarest channel counts, less what the
 * choice among them is worth. What learns with the rows learns a slow fault, too: so relations, means and tails are learned beside and believed anew only when twice as many blocks are known as before (from 2,048 on
 * when as many more are), and blocks of a suspected drift teach nothing, until it has lasted for 16,384 rows. Cost: c² a row in sixteen and 2c² + 14c numbers a series, which lie from `at` on.
 */
export function createSlowDrift(channels: number, at: number): SlowDrift {
  const { sums, means, drifts, offsets, tails, believed, covariance, weights } = placesOf(at, channels);
  const x = new Float64Array(channels);
  const share = new Float64Array(channels);
  return { share, follow };

  function follow(s: Float64Array, levels: Float64Array, normal: boolean, learn: boolean, decades: number): number {
    if (!learn) return 0;
    if (normal && levels.every(Number.isFinite)) {
      for (let c = 0; c < channels; c += 1) s[sums + c]! += levels[c]!;
      s[at + NORMAL]! += 1;
    }
    s[at + BLOCK]! += 1;
    if (s[at + BLOCK]! === BLOCK_ROWS) {
      if (s[at + NORMAL]! >= LEAST_ROWS) takeBlock(s, decades);
      s.fill(0, sums, sums + channels);
      s[at + BLOCK] = 0;
      s[at + NORMAL] = 0;
    }
    if (s[at + TELLING] === 0) return 0;
    let sum = 0;
    for (let c = 0; c < channels; c += 1) sum += share[c] = s[drifts + c]! ** 2;
    for (let c = 0; c < channels; c += 1) share[c] = sum > 0 ? share[c]! / sum : 1 / channels;
    return s[at + RARITY]!;
  }

  function takeBlock(s: Float64Array, decades: number): void {
    for (let c = 0; c < channels; c += 1) x[c] = s[sums + c]! / s[at + NORMAL]!;
    const rarity = measure(s);
    tell(s, rarity, rarity + decades);
    if (rarity >= HOLD_RARITY) {
      for (let c = 0; c < channels; c += 1) dropCluster(s, tails + c * TAIL_CELLS);
      s[at + HELD]! += 1;
      if (s[at + HELD]! < ADOPT_AFTER) return;
      s[at + HELD] = 0;
      s[at + BLOCKS] = ADOPTED_AS;
      s.fill(0, drifts, drifts + channels);
    } else s[at + HELD] = Math.max(0, s[at + HELD]! - 2);
    learnBlock(s);
  }

  /** Moves the drifts by a block's residuals; the rarity of the rarest. */
  function measure(s: Float64Array): number {
    const blocks = s[at + BLOCKS]!;
    if (blocks < MEASURE_FROM) return 0;
    let rarest = 0;
    for (let c = 0; c < channels; c += 1) {
      let residual = -s[offsets + c]!;
      for (let d = 0; d < channels; d += 1) residual += s[weights + c * channels + d]! * x[d]!;
      s[drifts + c]! += (Math.max(-MOST_RESIDUAL, Math.min(MOST_RESIDUAL, residual)) - s[drifts + c]!) / DRIFT_BLOCKS;
      if (blocks >= COUNT_FROM) rarest = Math.max(rarest, tailRarity(s, believed + c * TAIL_CELLS, Math.abs(s[drifts + c]!)));
    }
    return Math.max(0, rarest - Math.log10(channels));
  }

  function tell(s: Float64Array, rarity: number, told: number): void {
    s[at + TELLING] = Math.max(0, s[at + TELLING]! - 1);
    if (rarity < HOLD_RARITY) s[at + TOLD] = 0;
    if (told < Math.max(TELL_FROM, s[at + TOLD]! + TELL_STEP)) return;
    s[at + TELLING] = TOLD_BLOCKS;
    s[at + TOLD] = told;
    s[at + RARITY] = told;
  }

  function learnBlock(s: Float64Array): void {
    const count = s[at + BLOCKS]! + 1;
    s[at + BLOCKS] = count;
    if (count > TAILS_FROM) for (let c = 0; c < channels; c += 1) learnTail(s, tails + c * TAIL_CELLS, Math.abs(s[drifts + c]!));
    const gain = Math.max(1 / count, 1 / NORMAL_BLOCKS);
    for (let c = 0; c < channels; c += 1) x[c]! -= s[means + c]!;
    for (let c = 0; c < channels; c += 1) {
      s[means + c]! += gain * x[c]!;
      for (let d = 0; d <= c; d += 1) {
        const cell = covariance + c * channels + d;
        s[covariance + d * channels + c] = s[cell]! += gain * ((1 - gain) * x[c]! * x[d]! - s[cell]!);
      }
    }
    if (count < BELIEVE_FROM || (count % (NORMAL_BLOCKS / 2) !== 0 && (count & (count - 1)) !== 0)) return;
    believe(s, count);
    s.copyWithin(believed, tails, tails + channels * TAIL_CELLS);
  }

  /** Takes what is learned for what is normal: weights and offsets that give a block's residuals in standard deviations. */
  function believe(s: Float64Array, count: number): void {
    const inverse = invertCorrelation(s, covariance, channels, count);
    const deviation = (c: number): number => Math.sqrt(s[covariance + c * channels + c]!);
    for (let c = 0; c < channels; c += 1) {
      s[offsets + c] = 0;
      for (let d = 0; d < channels; d += 1) {
        const weight = deviation(c) > 0 && deviation(d) > 0 ? inverse[c * channels + d]! / (deviation(d) * Math.sqrt(inverse[c * channels + c]!)) : 0;
        s[weights + c * channels + d] = weight;
        s[offsets + c]! += weight * s[means + d]!;
      }
    }
  }
}
