import { keepSmallest } from './keep-smallest.ts';
import { probationOf } from './nab-score.ts';

const GAUSSIAN_WINDOW = 6400;
const GAUSSIAN_STEP = 100;

/** NAB's windowed Gaussian: how much of the normal distribution of the last 6,400 rows lies nearer to their mean than the value, halved from 1; the distribution moves on every 100 rows. */
export function windowedGaussian(values: Float64Array): Float64Array {
  const raw = new Float64Array(values.length);
  let from = 0;
  let to = 0;
  let sum = 0;
  let squares = 0;
  let mean = 0;
  let spread = 1;
  const take = (row: number, sign: number): void => {
    sum += sign * filled(values, row);
    squares += sign * filled(values, row) ** 2;
  };
  const settle = (): void => {
    const count = to - from;
    mean = sum / count;
    spread = Math.sqrt(Math.max(0, squares / count - mean * mean)) || 1e-6;
  };
  for (let row = 0; row < values.length; row += 1) {
    if (to > 0) raw[row] = belowTail(Math.abs(filled(values, row) - mean) / spread);
    if (row < GAUSSIAN_WINDOW) {
      take(row, 1);
      to = row + 1;
      settle();
    } else if (row - to + 1 >= GAUSSIAN_STEP) {
      for (; to <= row; to += 1) take(to, 1);
      for (const end = to - GAUSSIAN_WINDOW; from < end; from += 1) take(from, -1);
      settle();
    }
  }
  return raw;
}

/** Share of the standard normal distribution below `z` ≥ 0: 1 less half the complementary error function, by the Chebyshev fit of Numerical Recipes (6.2; relative error below 1.2e-7). */
function belowTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const series = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368].reduce((sum, factor) => sum * t + factor, 0);
  return 1 - 0.5 * t * Math.exp(-x * x - 1.26551223 + t * series);
}

const WINDOW = 64;
const KEPT_ROWS = 4000;
const REFIT_ROWS = 250;
const REFERENCES = 1000;
const NEIGHBOURS = 5;
/** Values after which a distance is given up that is too large already. */
const BLOCK = 16;

/**
 * Distance of the last 64 rows, less their mean, to the 5th nearest of about 1,000 such windows of the last 4,000 rows, which are taken anew every 250
 * (online Sub-KNN). In units of the spread of those rows.
 */
export function subsequenceNeighbours(values: Float64Array): Float64Array {
  const rows = values.length;
  const raw = new Float64Array(rows);
  const start = Math.max(4 * WINDOW, Math.min(probationOf(rows), 400));
  const best = new Float64Array(NEIGHBOURS);
  const window = new Float64Array(WINDOW);
  let references = new Float64Array(0);
  let spread = 1;
  const cut = (end: number, into: Float64Array, at: number): void => {
    let mean = 0;
    for (let k = 0; k < WINDOW; k += 1) mean += filled(values, end - WINDOW + 1 + k) / WINDOW;
    for (let k = 0; k < WINDOW; k += 1) into[at + k] = filled(values, end - WINDOW + 1 + k) - mean;
  };
  for (let row = 0; row < rows; row += 1) {
    if (references.length > 0) {
      cut(row, window, 0);
      best.fill(Infinity);
      for (let at = 0; at < references.length; at += WINDOW) {
        let distance = 0;
        for (let from = 0; from < WINDOW && distance < best[NEIGHBOURS - 1]!; from += BLOCK) for (let k = from; k < from + BLOCK; k += 1) distance += (window[k]! - references[at + k]!) ** 2;
        keepSmallest(best, distance);
      }
      raw[row] = Math.sqrt(best[NEIGHBOURS - 1]!) / spread;
    }
    const seen = row + 1;
    if (seen < start || (seen - start) % REFIT_ROWS !== 0) continue;
    const first = Math.max(0, seen - KEPT_ROWS);
    const windows = seen - first - WINDOW + 1;
    const step = Math.max(1, Math.floor(windows / REFERENCES));
    references = new Float64Array(Math.ceil(windows / step) * WINDOW);
    for (let at = 0, end = first + WINDOW - 1; end < seen; at += WINDOW, end += step) cut(end, references, at);
    spread = deviation(values.subarray(first, seen)) + 1e-9;
  }
  return raw;
}

function deviation(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
}

/** The value, or where it is missing the last one before it. */
function filled(values: Float64Array, row: number): number {
  for (let at = row; at >= 0; at -= 1) if (!Number.isNaN(values[at]!)) return values[at]!;
  return 0;
}
