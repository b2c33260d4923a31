import type { SeriesStretch } from '../../shared/domain/series.ts';
import { lowerBound, medianOf } from '../../shared/sorted.ts';

/** A channel's way through a window, as distances from its usual level before in its usual deviations. */
export interface Course {
  channel: string;
  /** The farthest in the window; below the usual is negative. */
  distance: number;
  /** [n] EpochMillis, over the window and what is before. */
  times: Float64Array;
  /** [n] clipped to ±10, so that one row does not decide a correlation; 0 where missing. */
  distances: Float64Array;
}

/** Fewer rows before the window than this say too little. */
export const leastBefore = 16;
/** Less than this many usual deviations is no movement (three sigma). */
export const leastDistance = 3;
export const mostDistance = 99;
export const usualPart = 0.98;
const clip = 10;
/** A weaker correlation is not told: at these lengths unrelated noise seldom reaches it at any lag. */
const leastCorrelation = 0.6;
/** Steps that a window and what is before are cut into for the correlation, and the largest lag in steps. */
const steps = 240;
const mostLag = 24;

/**
 * The channel of a stretch that went farthest from its own past within `[from, to]` (EpochMillis), null where none moved: less than three usual deviations, or no farther
 * than it is in one row of fifty before the window (not the farthest row: an earlier incident there would hide this one). Usual is the median and 1.4826 MAD of the rows before; a channel that never changed before moves by any change.
 */
export function courseOf(stretch: SeriesStretch, from: number, to: number): Course | null {
  const channels = stretch.channels.length;
  const first = lowerBound(stretch.times, from);
  const end = lowerBound(stretch.times, to + 1e-6);
  if (first < leastBefore || end <= first) return null;
  let best: Course | null = null;
  for (let c = 0; c < channels; c += 1) {
    const before: number[] = [];
    for (let row = 0; row < first; row += 1) before.push(...ends(stretch, row, c).filter(Number.isFinite));
    if (before.length < leastBefore) continue;
    const level = medianOf(before);
    const off = before.map((value) => Math.abs(value - level));
    const unit = 1.4826 * medianOf(off) || 1.2533 * (off.reduce((sum, value) => sum + value, 0) / off.length);
    const distanceAt = (row: number): number => {
      let farthest = 0;
      for (const value of ends(stretch, row, c)) {
        const distance = value === level || !Number.isFinite(value) ? 0 : (value - level) / unit;
        if (Math.abs(distance) > Math.abs(farthest)) farthest = distance;
      }
      return Math.max(-mostDistance, Math.min(mostDistance, farthest));
    };
    const all = Float64Array.from({ length: end }, (_, row) => distanceAt(row));
    const past = all.slice(0, first).map(Math.abs).sort();
    const usual = Math.max(leastDistance, past[Math.ceil(usualPart * first) - 1]!);
    let distance = 0;
    for (let row = first; row < end; row += 1) if (Math.abs(all[row]!) > Math.abs(distance)) distance = all[row]!;
    if (Math.abs(distance) <= usual || (best !== null && Math.abs(distance) <= Math.abs(best.distance))) continue;
    best = { channel: stretch.channels[c]!, distance, times: stretch.times.slice(0, end), distances: all.map((value) => Math.max(-clip, Math.min(clip, value))) };
  }
  return best;
}

/**
 * How another course goes with the first mover's over `[from, to]`: the strongest Pearson correlation within a tenth of the time either way, and its lag in ms
 * (positive: the other comes later). Null where it stays under 0.6. Both are laid on 240 steps, each the last row before its end.
 */
export function lagOf(leader: Course, other: Course, from: number, to: number): { correlation: number; lagMs: number } | null {
  const a = onSteps(leader, from, to);
  const b = onSteps(other, from, to);
  let best = { correlation: 0, lag: 0 };
  for (const lag of lagsFromNone()) {
    const correlation = correlationAt(a, b, lag);
    if (Math.abs(correlation) > Math.abs(best.correlation) + 1e-9) best = { correlation, lag };
  }
  return Math.abs(best.correlation) < leastCorrelation ? null : { correlation: best.correlation, lagMs: (best.lag * (to - from)) / steps };
}

/** Lags from 0 outwards, so that of equals the shortest is taken. */
function lagsFromNone(): number[] {
  return Array.from({ length: 2 * mostLag + 1 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2));
}

function onSteps({ times, distances }: Course, from: number, to: number): Float64Array {
  return Float64Array.from({ length: steps }, (_, step) => distances[lowerBound(times, from + ((step + 1) * (to - from)) / steps + 1e-6) - 1] ?? 0);
}

/** Of step `i` of `a` with step `i + lag` of `b`. */
function correlationAt(a: Float64Array, b: Float64Array, lag: number): number {
  const begin = Math.max(0, -lag);
  const count = steps - Math.abs(lag);
  let sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0;
  for (let i = begin; i < begin + count; i += 1) {
    const x = a[i]!;
    const y = b[i + lag]!;
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
  }
  const spread = (sumAA - (sumA * sumA) / count) * (sumBB - (sumB * sumB) / count);
  return spread <= 0 ? 0 : (sumAB - (sumA * sumB) / count) / Math.sqrt(spread);
}

/** Both edges of a bucket; of a sample its value. */
export function ends(stretch: SeriesStretch, row: number, channel: number): number[] {
  const at = row * stretch.channels.length + channel;
  return stretch.resolution === 'samples' ? [stretch.min[at]!] : [stretch.min[at]!, stretch.max[at]!];
}
