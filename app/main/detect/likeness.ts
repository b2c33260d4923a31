import type { SeriesStretch } from '../../shared/domain/series.ts';
import { medianOf } from '../../shared/sorted.ts';

/** Rows before an anomaly's beginning, which give the level it left, and rows from there on. */
const BEFORE = 16;
const AFTER = 48;
/** Fewer rows than this on either side say too little. */
const LEAST_BEFORE = 4;
const LEAST_AFTER = 4;
/** Two anomalies may begin so many rows apart and still be laid over each other. */
const SLACK = 4;

/** How an anomaly began: [rows, channels] distances from the level before, in typical half widths of the band; row `begin` is its first. */
export interface Cutout {
  rows: number;
  channels: number;
  begin: number;
  values: Float64Array;
  /** [channels] part of each channel in the anomaly. */
  share: readonly number[];
}

/** Intervals of time to read around an anomaly's start, so that `cutOut` has what it needs. */
export const CUTOUT_INTERVALS = { before: 2 * BEFORE, after: 2 * AFTER } as const;

/** Cuts an anomaly's beginning out of its series' samples; null where there are too few rows, or only buckets of them. A missing value counts as the level before. */
export function cutOut(stretch: SeriesStretch, start: number, share: readonly number[]): Cutout | null {
  const channels = stretch.channels.length;
  const first = stretch.times.findIndex((time) => time >= start);
  if (stretch.resolution !== 'samples' || first < LEAST_BEFORE || stretch.times.length - first < LEAST_AFTER || share.length !== channels) return null;
  const from = Math.max(0, first - BEFORE);
  const rows = Math.min(stretch.times.length, first + AFTER) - from;
  const values = new Float64Array(rows * channels);
  for (let c = 0; c < channels; c += 1) {
    const column = (of: ArrayLike<number>, begin: number, end: number) => Array.from({ length: end - begin }, (_, i) => of[(begin + i) * channels + c]!).filter(Number.isFinite);
    const level = medianOf(column(stretch.min, from, first));
    const widths = Array.from({ length: rows }, (_, i) => (stretch.high[(from + i) * channels + c]! - stretch.low[(from + i) * channels + c]!) / 2).filter((width) => width > 0);
    const unit = medianOf(widths);
    for (let row = 0; row < rows; row += 1) {
      const distance = (stretch.min[(from + row) * channels + c]! - level) / unit;
      values[row * channels + c] = Number.isFinite(distance) ? distance : 0;
    }
  }
  return { rows, channels, begin: first - from, values, share };
}

/**
 * How much two beginnings are alike, 0…1: twice their product over the sum of their squares, each channel weighed by its share, at the best place within four rows.
 * 1 is the same in form and size; the same form at half the size is 0.8; opposite or unrelated ones are 0.
 */
export function likenessOf(a: Cutout, b: Cutout): number {
  if (a.channels !== b.channels) return 0;
  let best = 0;
  for (let slack = -SLACK; slack <= SLACK; slack += 1) best = Math.max(best, likenessAt(a, b, b.begin - a.begin + slack));
  return best;
}

/** Row `i` of `a` lies over row `i + shift` of `b`. */
function likenessAt(a: Cutout, b: Cutout, shift: number): number {
  let product = 0;
  let squares = 0;
  const from = Math.max(0, -shift);
  const to = Math.min(a.rows, b.rows - shift);
  for (let row = from; row < to; row += 1) {
    for (let c = 0; c < a.channels; c += 1) {
      const weight = (a.share[c]! + b.share[c]!) / 2;
      const x = a.values[row * a.channels + c]!;
      const y = b.values[(row + shift) * b.channels + c]!;
      product += weight * x * y;
      squares += weight * (x * x + y * y);
    }
  }
  return squares > 0 ? Math.max(0, (2 * product) / squares) : 0;
}
