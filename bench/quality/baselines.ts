/**
 * Simple detectors to compare with: each row is scored from rows before it alone. Those of several channels are fitted once on the file's train rows.
 * They answer raw scores, higher is more anomalous, and shares of the channels where they have them.
 */
import { unit } from './calibrations.ts';
import type { QualityFile } from './sets.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { subsequenceNeighbours, windowedGaussian } from './baselines-of-one-channel.ts';
import { keepSmallest } from './keep-smallest.ts';

/** [n] raw scores and [n, c] shares. */
export interface RawScores {
  raw: Float64Array;
  shares: Float64Array | null;
}

export interface Baseline {
  name: string;
  /** Whether it needs train rows. */
  trained: boolean;
  run(file: QualityFile): RawScores;
  /** The raw score in [0, 1], rising with it. */
  own(raw: Float64Array): Float64Array;
}

export const baselines: readonly Baseline[] = [
  { name: 'pca', trained: true, run: (file) => principalComponents(standardised(file, 1)), own: bounded },
  { name: 'pca-ewma', trained: true, run: (file) => principalComponents(standardised(file, 0.2)), own: bounded },
  { name: 'nearest-3000', trained: true, run: (file) => nearestRows(standardised(file, 1)), own: bounded },
  { name: 'largest-z', trained: true, run: (file) => largestZ(standardised(file, 1)), own: bounded },
  { name: 'windowed-gaussian', trained: false, run: (file) => ({ raw: windowedGaussian(file.values), shares: null }), own: (raw) => raw },
  { name: 'sub-knn-64', trained: false, run: (file) => ({ raw: subsequenceNeighbours(file.values), shares: null }), own: (raw) => unit(raw, 5) },
];

function bounded(raw: Float64Array): Float64Array {
  return raw.map((value) => value / (1 + value));
}

/** Rows in units of the train rows' spread about their mean. */
interface Standardised {
  rows: number;
  channels: number;
  trainRows: number;
  z: Float64Array;
}

/** Smooths each channel (`weight` 1 leaves it as it is) and standardises by the train rows; a channel without spread there counts in its own unit. A missing value repeats the one before. */
function standardised({ rows, channels: { length: channels }, trainRows, values }: QualityFile, weight: number): Standardised {
  const z = new Float64Array(rows * channels);
  for (let c = 0; c < channels; c += 1) {
    let smooth = NaN;
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row += 1) {
      const value = values[row * channels + c]!;
      if (!Number.isNaN(value)) smooth = Number.isNaN(smooth) ? value : smooth + weight * (value - smooth);
      z[row * channels + c] = Number.isNaN(smooth) ? 0 : smooth;
    }
    for (let row = 0; row < trainRows; row += 1) sum += z[row * channels + c]!;
    const mean = sum / trainRows;
    for (let row = 0; row < trainRows; row += 1) squares += (z[row * channels + c]! - mean) ** 2;
    const spread = Math.sqrt(squares / trainRows);
    for (let row = 0; row < rows; row += 1) z[row * channels + c] = (z[row * channels + c]! - mean) / (spread > 1e-9 ? spread : 1);
  }
  return { rows, channels, trainRows, z };
}

/** Variance that the kept components explain, and the share of train rows within the limit of each statistic. */
const EXPLAINED = 0.9;
const WITHIN_LIMIT = 0.99;

/** Hotelling's T² in the leading principal components and Q, the squared distance from them (Jackson & Mudholkar, Technometrics 21, 1979), each over its limit on the train rows, summed. Shares are of Q and T² by channel. */
function principalComponents({ rows, channels, trainRows, z }: Standardised): RawScores {
  const covariance = new Float64Array(channels * channels);
  for (let row = 0; row < trainRows; row += 1) {
    for (let i = 0; i < channels; i += 1) {
      const zi = z[row * channels + i]!;
      if (zi !== 0) for (let j = 0; j < channels; j += 1) covariance[i * channels + j]! += (zi * z[row * channels + j]!) / trainRows;
    }
  }
  const { values, vectors } = symmetricEigen(covariance, channels);
  const total = values.reduce((sum, value) => sum + value, 0);
  let kept = 0;
  for (let explained = 0; kept < channels && explained < EXPLAINED * total; kept += 1) explained += values[kept]!;

  const t2 = new Float64Array(rows);
  const q = new Float64Array(rows);
  const t2Parts = new Float64Array(rows * channels);
  const qParts = new Float64Array(rows * channels);
  const back = new Float64Array(channels);
  const pull = new Float64Array(channels);
  for (let row = 0; row < rows; row += 1) {
    const here = z.subarray(row * channels, (row + 1) * channels);
    back.fill(0);
    pull.fill(0);
    for (let k = 0; k < kept; k += 1) {
      let along = 0;
      for (let c = 0; c < channels; c += 1) along += here[c]! * vectors[k * channels + c]!;
      t2[row]! += (along * along) / values[k]!;
      for (let c = 0; c < channels; c += 1) {
        back[c]! += along * vectors[k * channels + c]!;
        pull[c]! += (along / values[k]!) * vectors[k * channels + c]!;
      }
    }
    for (let c = 0; c < channels; c += 1) {
      const residual = (here[c]! - back[c]!) ** 2;
      q[row]! += residual;
      qParts[row * channels + c] = residual;
      t2Parts[row * channels + c] = Math.max(0, here[c]! * pull[c]!);
    }
  }
  const t2Limit = quantile(t2.subarray(0, trainRows), WITHIN_LIMIT);
  const qLimit = Math.max(quantile(q.subarray(0, trainRows), WITHIN_LIMIT), 1e-12);
  return { raw: t2.map((value, row) => value / t2Limit + q[row]! / qLimit), shares: t2Parts.map((part, at) => part / t2Limit + qParts[at]! / qLimit) };
}

function quantile(values: Float64Array, ratio: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))]!;
}

const REFERENCES = 3000;
const NEIGHBOURS = 5;

/** Distance to the 5th nearest of at most 3,000 train rows, evenly taken; the train rows themselves get 0. Shares are of the distance to the nearest. */
function nearestRows({ rows, channels, trainRows, z }: Standardised): RawScores {
  const count = Math.min(REFERENCES, trainRows);
  const references = new Float64Array(count * channels);
  for (let at = 0; at < count; at += 1) {
    const row = Math.floor((at * trainRows) / count);
    references.set(z.subarray(row * channels, (row + 1) * channels), at * channels);
  }
  const raw = new Float64Array(rows);
  const shares = new Float64Array(rows * channels);
  const best = new Float64Array(NEIGHBOURS);
  for (let row = trainRows; row < rows; row += 1) {
    best.fill(Infinity);
    let nearest = 0;
    for (let at = 0; at < count; at += 1) {
      let distance = 0;
      for (let c = 0; c < channels && distance < best[NEIGHBOURS - 1]!; c += 1) distance += (z[row * channels + c]! - references[at * channels + c]!) ** 2;
      if (distance < best[0]!) nearest = at;
      keepSmallest(best, distance);
    }
    raw[row] = Math.sqrt(best[NEIGHBOURS - 1]!);
    for (let c = 0; c < channels; c += 1) shares[row * channels + c] = (z[row * channels + c]! - references[nearest * channels + c]!) ** 2;
  }
  return { raw, shares };
}

/** The channel farthest from its mean. */
function largestZ({ rows, channels, z }: Standardised): RawScores {
  const raw = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) for (let c = 0; c < channels; c += 1) raw[row] = Math.max(raw[row]!, Math.abs(z[row * channels + c]!));
  return { raw, shares: z.map((value) => value * value) };
}
