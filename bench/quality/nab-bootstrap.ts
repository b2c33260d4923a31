import { createSeededRandom } from '../../app/main/seeded-random.ts';
import type { MeasuredFile } from './measure-file.ts';
import { nabProfiles, nabWeights, probationOf } from './nab-score.ts';

/** What each file adds to NAB's raw standard score at each of a detector's thresholds, above all windows missed: [threshold][file]. */
export type NabGains = Float64Array[];

const THRESHOLDS = 400;
const { hit, missed, falseRow } = nabProfiles.standard;

/** Gains of alerts, where a detector has its own, else of the rows beyond thresholds that 0.01 to 10 % of all rows exceed. */
export function gainsOf(files: readonly MeasuredFile[], score: (file: MeasuredFile) => Float64Array): NabGains {
  const weights = files.map(({ rows, windows }) => nabWeights({ rows, windows }));
  const gainOf = (at: number, rows: Iterable<number>): number => {
    const { worth, window } = weights[at]!;
    const best = new Map<number, number>();
    let gain = 0;
    for (const row of rows) {
      const place = files[at]!.judgedFrom + row;
      const inside = window[place]!;
      if (inside < 0) gain += worth[place]! * falseRow;
      else best.set(inside, Math.max(best.get(inside) ?? -Infinity, worth[place]! * hit));
    }
    for (const value of best.values()) gain += value + missed;
    return gain;
  };
  const tried = files.find(({ onsetsByThreshold }) => onsetsByThreshold.length > 0)?.onsetsByThreshold ?? [];
  if (tried.length > 0) return tried.map((_, k) => Float64Array.from(files, (file, at) => gainOf(at, file.onsetsByThreshold[k]!.onsets)));
  const falling = Float64Array.from(files.flatMap((file) => Array.from(score(file)))).sort().reverse();
  const thresholds = Array.from({ length: THRESHOLDS }, (_, k) => falling[Math.floor(falling.length * 10 ** (-4 + (3 * k) / THRESHOLDS))]!);
  return thresholds.map((threshold) => Float64Array.from(files, (file, at) => {
    const column = score(file);
    return gainOf(at, Array.from(column.keys()).filter((row) => column[row]! >= threshold));
  }));
}

export interface Difference {
  mean: number;
  /** The 5 % and 95 % quantiles over the resamples. */
  low: number;
  high: number;
}

/**
 * How far two detectors' NAB standard scores lie apart when the corpus is drawn anew, file by file with replacement, each at its best threshold in every draw.
 * One is better than the other only where `low` is above 0.
 */
export function bootstrapDifference(files: readonly MeasuredFile[], ours: NabGains, theirs: NabGains, draws = 1000): Difference {
  const random = createSeededRandom('nab');
  const differences = Array.from({ length: draws }, () => {
    const drawn = Uint32Array.from(files, () => Math.floor(random.uniform() * files.length));
    return standardScore(files, ours, drawn) - standardScore(files, theirs, drawn);
  }).sort((a, b) => a - b);
  const mean = differences.reduce((sum, value) => sum + value, 0) / draws;
  return { mean, low: differences[Math.floor(0.05 * draws)]!, high: differences[Math.floor(0.95 * draws)]! };
}

/** The best over the thresholds, on the files of that order. */
export function standardScore(files: readonly MeasuredFile[], gains: NabGains, drawn: ArrayLike<number>): number {
  let windows = 0;
  let unjudged = 0;
  for (let at = 0; at < drawn.length; at += 1) {
    const file = files[drawn[at]!]!;
    windows += file.windows.length;
    unjudged += file.windows.filter(({ end }) => end < probationOf(file.rows)).length;
  }
  let best = 0;
  for (const gain of gains) {
    let sum = 0;
    for (let at = 0; at < drawn.length; at += 1) sum += gain[drawn[at]!]!;
    best = Math.max(best, sum);
  }
  return (100 * (best + missed * unjudged)) / (windows * (hit + missed));
}
