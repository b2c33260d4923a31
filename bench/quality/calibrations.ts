/**
 * Causal maps from a raw score to a comparable one; each row uses itself and earlier rows. Other detectors' scores go through all of them, and count at their best:
 * a choice in their favour that is made with the labels in sight.
 */
import { probationOf } from './nab-score.ts';

/** A way to read a detector's scores; `rests` where later rows of an alarm are kept down, which ruins a ranking of rows. */
export interface Variant {
  name: string;
  rests: boolean;
  score: Float64Array;
}

const ALERT_LEVELS = [1.5, 2, 2.5, 3, 4];
const OWN_LEVELS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** The 18 variants of a raw score; `own` is the same in [0, 1] by the detector's own scale. The rest after an alarm is a fifth of the rows that are not judged. */
export function variantsOf(raw: Float64Array, own: Float64Array): Variant[] {
  const rest = 0.2 * probationOf(raw.length);
  const levels = tail(raw);
  const plain = { own, z: unit(againstPast(raw), 8), tail: unit(levels, 4) };
  return [
    ...Object.entries(plain).map(([name, score]) => ({ name, rests: false, score })),
    ...Object.entries(plain).map(([name, score]) => ({ name: `${name}+rest`, rests: true, score: rested(score, rest) })),
    ...ALERT_LEVELS.map((level) => ({ name: `tail+rest${level}`, rests: true, score: unit(cooledDown(levels, level, rest), 4) })),
    ...OWN_LEVELS.map((level) => ({ name: `own+rest${level}`, rests: true, score: cooledDown(own, level, rest) })),
  ];
}

/** Into [0, 1): 1 − exp(−s/scale). */
export function unit(score: Float64Array, scale: number): Float64Array {
  return score.map((value) => 1 - Math.exp(-Math.max(0, value) / scale));
}

const PAST = 2000;

/** Standard deviations above an exponentially weighted mean of the past. */
export function againstPast(raw: Float64Array, warmUp = 50): Float64Array {
  const out = new Float64Array(raw.length);
  let mean = 0;
  let variance = 0;
  raw.forEach((value, row) => {
    const spread = Math.sqrt(variance + 1e-12);
    if (row >= warmUp) out[row] = Math.max(0, Math.min((value - mean) / spread, 1e6));
    const gain = 1 / Math.min(row + 1, PAST);
    const step = row >= warmUp ? Math.min(Math.max(value - mean, -6 * spread), 6 * spread) : value - mean;
    mean += gain * step;
    variance = (1 - gain) * (variance + gain * step * step);
  });
  return out;
}

const TOP = 0.02;

/** −log₁₀ of the tail probability among the last 2,000 rows: by rank inside, by a Pareto tail (Hill) beyond the top 2 %. */
export function tail(raw: Float64Array, warmUp = 60): Float64Array {
  const out = new Float64Array(raw.length);
  const sorted: number[] = [];
  const excesses: number[] = [];
  let excessSum = 0;
  let excessCount = 0;
  for (let row = 0; row < raw.length; row += 1) {
    const value = raw[row]!;
    if (row > 0) sorted.splice(placeOf(sorted, raw[row - 1]!), 0, raw[row - 1]!);
    if (sorted.length > PAST) sorted.splice(placeOf(sorted, raw[row - 1 - PAST]!), 1);
    let excess = NaN;
    if (sorted.length >= warmUp) {
      const [high, middle, ninth] = [quantileOf(sorted, 1 - TOP), quantileOf(sorted, 0.5), quantileOf(sorted, 0.9)];
      if (row > 0 && raw[row - 1]! > high) excess = Math.log(Math.max(raw[row - 1]! / high, 1e-12));
      excessSum += Number.isFinite(excess) ? excess : 0;
      excessCount += Number.isFinite(excess) ? 1 : 0;
      const oldest = excesses[row - PAST];
      if (oldest !== undefined && Number.isFinite(oldest)) {
        excessSum -= oldest;
        excessCount -= 1;
      }
      const index = excessCount > 0 ? Math.max(0.05, excessSum / excessCount) : 0.3;
      out[row] = value > high ? Math.min(30, -Math.log10(TOP) + Math.log10(Math.max(1, value / Math.max(high, 1e-9))) / index)
        : value > ninth ? 1 + ((value - ninth) / (high - ninth + 1e-12)) * 0.7
        : value > middle ? 0.3 + ((value - middle) / (ninth - middle + 1e-12)) * 0.7 : 0.15;
    }
    excesses.push(excess);
  }
  return out;
}

function placeOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Between the ranks, as pandas does. */
function quantileOf(sorted: readonly number[], ratio: number): number {
  const place = ratio * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}

/** Within `rest` rows of a higher one a row is cut to at most half. */
export function rested(score: Float64Array, rest: number): Float64Array {
  const width = Math.max(Math.trunc(rest), 1);
  const highest: number[] = [];
  return score.map((value, row) => {
    while (highest.length > 0 && highest[0]! < row - width) highest.shift();
    const before = highest.length > 0 ? score[highest[0]!]! : 0;
    while (highest.length > 0 && score[highest.at(-1)!]! <= value) highest.pop();
    highest.push(row);
    return value > before ? value : (0.5 * value * value) / Math.max(before, 1e-12);
  });
}

/** After an alarm at or beyond `level` no second one for `rest` rows. */
export function cooledDown(score: Float64Array, level: number, rest: number): Float64Array {
  let last = -Infinity;
  return score.map((value, row) => {
    if (value < level) return Math.min(value, level * 0.999);
    if (row - last <= rest) return 0.5 * level;
    last = row;
    return value;
  });
}
