import { medianOf } from '../../shared/sorted.ts';

/** What is new in each step of a channel's past: what its own past, level and season don't foretell, as ranks of mean 0 and variance 1. */
export interface Innovations {
  /** [n] */
  ranks: Float64Array;
  /** [mostLag + 1] their own autocorrelation, 1 at lag 0. */
  own: Float64Array;
  /** Steps that still vary freely: n without the medians that were taken out for the season. */
  free: number;
}

/** The largest lag that is looked at, in steps. */
export const mostLag = 60;
/** Steps that are needed, and the part of them in which something has to have come, and has to differ from the step before: what seldom changes has no usual way. */
const leastSteps = 300;
const leastFilled = 0.55;
const leastChanging = 0.5;
/** Above this autocorrelation at lag 1 it is the changes that are looked at. */
const nearUnitRoot = 0.95;
const mostOrder = 20;
const dayMs = 86_400_000;
/** Rounds of a season that are needed to take it out, and the autocorrelation at its length from which on there is one. */
const leastRounds = 3;
const leastSeasonal = 0.15;
/** Robust deviations at which a value is cut, so that one fault in the past makes neither season nor model. */
const cut = 6;

/**
 * The innovations of a channel on equal steps (`values` [n], NaN where nothing came; the first at `from`, EpochMillis), null where the past says too little. What nearly has a
 * unit root is differenced, the season of the day and all others that show are taken out, and an autoregression (Yule–Walker, its order by AIC, at most 20) is taken off: the prewhitening of each series by its own model before
 * they are cross-correlated (Haugh 1976, JASA 71:378; Box & Jenkins, ch. 12). Departure: ranks stand for the residuals, so that no single step decides. O(n²/6).
 */
export function innovationsOf(values: Float64Array, from: number, stepMs: number): Innovations | null {
  const n = values.length;
  const filled = values.reduce((sum, value) => sum + Number(Number.isFinite(value)), 0);
  if (n < leastSteps || filled < leastFilled * n) return null;
  const level = carriedForward(values);
  let changing = 0;
  for (let i = 1; i < n; i += 1) if (level[i] !== level[i - 1]) changing += 1;
  if (changing < leastChanging * (n - 1)) return null;

  const isWandering = autocorrelation(level, 1)[1]! > nearUnitRoot;
  let rest = clipped(isWandering ? changesOf(level) : level);
  let free = n;
  const takeOut = (length: number, begin: number) => {
    rest = withoutSeason(rest, length, begin);
    free -= length;
  };
  if (n * stepMs >= leastRounds * dayMs && stepMs <= dayMs / 4) takeOut(dayMs / stepMs, from / stepMs);
  for (let season = seasonOf(changesOf(rest)); season !== null; season = seasonOf(changesOf(rest))) {
    takeOut(season, 0);
    if (free < leastSteps / 2) return null;
  }

  const ranks = ranksOf(withoutOwnPast(rest));
  return { ranks, own: autocorrelation(ranks, mostLag), free };
}

function changesOf(values: Float64Array): Float64Array {
  return values.map((value, i) => (i === 0 ? 0 : value - values[i - 1]!));
}

function carriedForward(values: Float64Array): Float64Array {
  let last = values.find(Number.isFinite) ?? 0;
  return values.map((value) => (last = Number.isFinite(value) ? value : last));
}

/** Less the median of its phase, `length` steps a round; `begin` is the phase of the first. A mean would carry a fault of one round into all, in both series alike. */
function withoutSeason(values: Float64Array, length: number, begin: number): Float64Array {
  const cells = Math.max(1, Math.round(length));
  const cellOf = (i: number) => Math.min(cells - 1, Math.floor(((((begin + i) % length) + length) % length) * (cells / length)));
  const phases = Array.from({ length: cells }, (): number[] => []);
  values.forEach((value, i) => phases[cellOf(i)]!.push(value));
  const medians = phases.map((phase) => (phase.length === 0 ? 0 : medianOf(phase)));
  return values.map((value, i) => value - medians[cellOf(i)]!);
}

/** The length of the strongest season, steps, by the highest local peak of the autocorrelation of the changes (that of values that wander has peaks by chance) among those that three rounds show. */
function seasonOf(values: Float64Array): number | null {
  const most = Math.floor(values.length / (2 * leastRounds));
  const own = autocorrelation(values, most);
  let best: number | null = null;
  for (let lag = 4; lag < most; lag += 1) {
    const isPeak = own[lag]! > own[lag - 1]! && own[lag]! >= own[lag + 1]! && own[lag]! >= leastSeasonal;
    if (isPeak && (best === null || own[lag]! > own[best]! + 0.02)) best = lag;
  }
  return best;
}

/** Autocorrelation at lags 0 to `most`. */
function autocorrelation(values: Float64Array, most: number): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const off = values.map((value) => value - mean);
  const at = (lag: number) => {
    let sum = 0;
    for (let i = lag; i < off.length; i += 1) sum += off[i]! * off[i - lag]!;
    return sum;
  };
  const variance = at(0);
  return Float64Array.from({ length: most + 1 }, (_, lag) => (variance === 0 ? Number(lag === 0) : at(lag) / variance));
}

function clipped(values: Float64Array): Float64Array {
  const median = medianOf(values);
  const unit = 1.4826 * medianOf(values.map((value) => Math.abs(value - median)));
  return unit === 0 ? values : values.map((value) => Math.max(-cut, Math.min(cut, (value - median) / unit)));
}

/** Levinson–Durbin; the order of the least AIC. */
function withoutOwnPast(values: Float64Array): Float64Array {
  const own = autocorrelation(values, mostOrder);
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let weights: number[] = [];
  let best: number[] = [];
  let left = 1;
  let least = 0;
  for (let order = 1; order <= mostOrder && left > 1e-9; order += 1) {
    const reflection = (own[order]! - weights.reduce((sum, weight, i) => sum + weight * own[order - 1 - i]!, 0)) / left;
    weights = [...weights.map((weight, i) => weight - reflection * weights[order - 2 - i]!), reflection];
    left *= 1 - reflection * reflection;
    const aic = n * Math.log(Math.max(left, 1e-12)) + 2 * order;
    if (aic < least) [least, best] = [aic, weights];
  }
  return values.map((value, i) => best.reduce((rest, weight, k) => rest - weight * ((values[i - 1 - k] ?? mean) - mean), value - mean));
}

/** Ranks, equals at their middle, of mean 0 and variance 1. */
function ranksOf(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let at = 0; at < order.length;) {
    let end = at + 1;
    while (end < order.length && values[order[end]!] === values[order[at]!]) end += 1;
    for (let i = at; i < end; i += 1) ranks[order[i]!] = (at + end - 1) / 2 - (values.length - 1) / 2;
    at = end;
  }
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0) / ranks.length) || 1;
  return ranks.map((rank) => rank / deviation);
}
