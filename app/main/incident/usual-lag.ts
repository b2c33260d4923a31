import { mostLag, type Innovations } from './innovations.ts';

/** How one channel usually follows another. */
export interface UsualLag {
  /** Steps; positive: the second comes after the first. */
  lag: number;
  /** Rank correlation of what is new in each, −1…1. */
  correlation: number;
  /** Steps that it was learned from. */
  steps: number;
}

/** How often, over all that is compared at once, a lag may be found where there is none. */
const falseShare = 0.01;
/** A weaker one says nothing of a single incident, however sure it is. */
const leastCorrelation = 0.2;
/** In each half of the past it is at least this part of the whole: a single stretch makes no habit. */
const leastHalf = 0.5;

/**
 * The lag, at most 60 steps either way, at which the second usually follows the first, null where none is beyond chance: the strongest correlation is held to a threshold that is corrected for `comparisons` pairs and all
 * lags (Bonferroni), over as many steps as count after what autocorrelation is left (Bartlett 1946: n / Σ ρ₁(k) ρ₂(k)), and to both halves of the past. Both are of the same steps. O(n · lags).
 */
export function usualLag(first: Innovations, second: Innovations, comparisons: number): UsualLag | null {
  const n = first.ranks.length;
  let best = { lag: 0, correlation: 0 };
  for (let lag = -mostLag; lag <= mostLag; lag += 1) {
    const correlation = correlationAt(first.ranks, second.ranks, lag, 0, n);
    if (Math.abs(correlation) > Math.abs(best.correlation)) best = { lag, correlation };
  }
  const { lag, correlation } = best;
  const inflation = Math.max(1, first.own.reduce((sum, own, k) => sum + (k === 0 ? 1 : 2 * own * second.own[k]!), 0));
  const count = (Math.min(first.free, second.free) - Math.abs(lag)) / inflation;
  const beyond = Math.atanh(Math.min(0.999999, Math.abs(correlation))) * Math.sqrt(Math.max(0, count - 3));
  if (Math.abs(correlation) < leastCorrelation || beyond < normalAt(falseShare / (2 * comparisons * (2 * mostLag + 1)))) return null;
  const halves = [correlationAt(first.ranks, second.ranks, lag, 0, n >> 1), correlationAt(first.ranks, second.ranks, lag, n >> 1, n)];
  return halves.every((half) => half / correlation >= leastHalf) ? { lag, correlation, steps: n } : null;
}

/** Of step `i` of the first with step `i + lag` of the second, both within `[from, to)`. */
function correlationAt(first: Float64Array, second: Float64Array, lag: number, from: number, to: number): number {
  const begin = from + Math.max(0, -lag);
  const end = to - Math.max(0, lag);
  let sum = 0;
  for (let i = begin; i < end; i += 1) sum += first[i]! * second[i + lag]!;
  return sum / (end - begin);
}

/** Where the standard normal's upper tail is `part`, 0 < part < 0.02; within 5e-4 (Abramowitz & Stegun 26.2.23). */
function normalAt(part: number): number {
  const t = Math.sqrt(-2 * Math.log(part));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
}
