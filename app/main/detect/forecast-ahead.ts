import { growthsOf } from '../../shared/domain/counter.ts';

/** What is expected of one channel after its newest value, step by step. */
export interface Ahead {
  /** Between two steps: the usual spacing of the samples. */
  intervalMs: number;
  /** [horizon] each. */
  expected: Float64Array;
  low: Float64Array;
  high: Float64Array;
  /** Which way of forecasting erred least on the newest half, in a sentence. */
  method: string;
  /** Moments of the past from which that way was tried: the band is made of how it missed from there. */
  trials: number;
}

/** Steps of history that are looked at, and the fewest that say something. */
const mostSteps = 2_000;
const leastSteps = 96;
/** Moments of the newest half from which the ways are tried. */
const mostTrials = 200;
/** The band holds nine of ten of the past misses at its step. */
const tail = 0.05;
/** Neighbouring steps whose misses are taken together, either way. */
const nearSteps = 2;
/** Seasons that are averaged, and how fast the present distance from them fades with each step. */
const seasons = 3;
const fade = 0.9;
const dayMs = 86_400_000;

interface Way {
  words: string;
  /** Value `h` steps after place `t`. */
  at(values: Float64Array, t: number, h: number): number;
}

/**
 * Expects `horizon` steps after the newest sample of a channel: of several simple ways (the last value stays; the mean of the last 24; the same time of the day, of the week or of the period that is found, with
 * and without the present distance from it, which fades; of a counter the same of its growth, too) the one that erred least in absolute terms from up to 200 moments of the newest half. The band's edges at each step are the 5 % and 95 % quantiles of how
 * that way missed from those moments at that step and its neighbours, and never narrow with the horizon. Values below zero are cut off where none of the history was. Null where there are fewer than
 * 96 regular steps, or nothing at the end. `times` [n] EpochMillis ascending, `values` [n], NaN is missing. Some 10 ms, at most 0.2 s. Departs from conformal prediction (Stankevičiūtė et al. 2021) in that
 * the moments overlap, so that nine of ten is what to expect and no guarantee.
 */
export function forecastAhead(times: Float64Array, values: Float64Array, horizon: number): Ahead | null {
  const intervalMs = spacing(times);
  const grid = intervalMs > 0 ? onGrid(times, values, intervalMs) : null;
  if (grid === null || grid.length < Math.max(leastSteps, 3 * horizon)) return null;
  const first = Math.max(grid.length >> 1, grid.length - 4 * horizon - mostTrials * 4);
  const lastTrial = grid.length - 1 - horizon;
  const stride = Math.max(1, Math.ceil((lastTrial - first + 1) / mostTrials));
  const trials = Array.from({ length: Math.floor((lastTrial - first) / stride) + 1 }, (_, k) => first + k * stride);
  let best: { way: Way; error: number } | null = null;
  for (const way of [...waysFor(grid, intervalMs, first), ...growingWays(grid, intervalMs, first)]) {
    let error = 0;
    for (const t of trials) for (let h = 1; h <= horizon; h += 1) error += Math.abs(grid[t + h]! - way.at(grid, t, h));
    if (best === null || error < best.error) best = { way, error };
  }
  const { way } = best!;
  const missed = Array.from({ length: horizon }, (_, k) => trials.map((t) => grid[t + k + 1]! - way.at(grid, t, k + 1)));
  const isNeverNegative = grid.every((value) => value >= 0);
  const floor = (value: number) => (isNeverNegative ? Math.max(0, value) : value);
  const ahead: Ahead = { intervalMs, expected: new Float64Array(horizon), low: new Float64Array(horizon), high: new Float64Array(horizon), method: way.words, trials: trials.length };
  let [below, above] = [0, 0];
  for (let k = 0; k < horizon; k += 1) {
    const sorted = Float64Array.from(missed.slice(Math.max(0, k - nearSteps), k + nearSteps + 1).flat()).sort();
    below = Math.min(below, sorted[Math.floor(tail * (sorted.length - 1))]!);
    above = Math.max(above, sorted[Math.ceil((1 - tail) * (sorted.length - 1))]!);
    const expected = way.at(grid, grid.length - 1, k + 1);
    ahead.expected[k] = floor(expected);
    ahead.low[k] = floor(expected + below);
    ahead.high[k] = floor(expected + above);
  }
  return ahead;
}

/** The median distance of two samples; 0 where there are none. */
function spacing(times: Float64Array): number {
  const gaps = Float64Array.from({ length: Math.max(0, times.length - 1) }, (_, k) => times[k + 1]! - times[k]!).sort();
  return gaps[gaps.length >> 1] ?? 0;
}

/** The newest values on even steps, each the last known one at its step; null where the newest is missing. */
function onGrid(times: Float64Array, values: Float64Array, intervalMs: number): Float64Array | null {
  let row = times.length - 1;
  if (!Number.isFinite(values[row])) return null;
  const steps = Math.min(mostSteps, Math.floor((times[row]! - times[0]!) / intervalMs + 0.5) + 1);
  const grid = new Float64Array(steps);
  for (let k = steps - 1; k >= 0; k -= 1) {
    const at = times[times.length - 1]! - (steps - 1 - k) * intervalMs;
    while (row > 0 && (times[row]! > at + intervalMs / 2 || !Number.isFinite(values[row]))) row -= 1;
    if (!Number.isFinite(values[row])) return grid.slice(k + 1);
    grid[k] = values[row]!;
  }
  return grid;
}

function waysFor(grid: Float64Array, intervalMs: number, first: number): Way[] {
  const ways: Way[] = [
    { words: 'The last value stays.', at: (values, t) => values[t]! },
    { words: 'The mean of the last 24 values stays.', at: (values, t) => meanOf(values, t - 23, t) },
  ];
  const found = foundPeriod(grid, first);
  const periods: [number, string][] = [[dayMs / intervalMs, 'the same time of the days before'], [(7 * dayMs) / intervalMs, 'the same time of the weeks before'], ...(found === null ? [] : [[found, `the same place in a period of ${found} values`] as [number, string]])];
  for (const [length, words] of periods) {
    const period = Math.round(length);
    if (Math.abs(length - period) > 0.02 || period < 4 || period > first / 2) continue;
    const season = (values: Float64Array, t: number, h: number) => {
      let sum = 0;
      let count = 0;
      for (let back = Math.max(1, Math.ceil(h / period)), k = 0; k < seasons && t + h - (back + k) * period >= 0; k += 1, count += 1) sum += values[t + h - (back + k) * period]!;
      return count === 0 ? values[t]! : sum / count;
    };
    ways.push({ words: `The mean of ${words}.`, at: season });
    ways.push({ words: `The mean of ${words}, and the present distance from it, which fades.`, at: (values, t, h) => season(values, t, h) + fade ** h * (values[t]! - season(values, t, 0)) });
  }
  return ways;
}

/** Ways in which a counter may go on growing. */
function growingWays(grid: Float64Array, intervalMs: number, first: number): Way[] {
  const growths = growthsOf(grid.map((_, step) => step * intervalMs), grid);
  if (growths === null) return [];
  return waysFor(growths, intervalMs, first).map(({ words, at }) => {
    let [from, steps, grown] = [-1, 0, 0];
    return {
      words: `It goes on growing. Of its growth: ${words}`,
      at(values, t, h) {
        if (t !== from || h < steps) [from, steps, grown] = [t, 0, 0];
        for (; steps < h; steps += 1) grown += at(growths, t, steps + 1);
        return values[t]! + grown;
      },
    };
  });
}

/** The lag at which the first part goes most with itself, where that is at least 0.3 and a peak; null where there is none. */
function foundPeriod(grid: Float64Array, first: number): number | null {
  const mean = meanOf(grid, 0, first - 1);
  const goes = (lag: number) => {
    let [both, own] = [0, 0];
    for (let k = lag; k < first; k += 1) both += (grid[k]! - mean) * (grid[k - lag]! - mean);
    for (let k = 0; k < first; k += 1) own += (grid[k]! - mean) ** 2;
    return own === 0 ? 0 : (both / own) * (first / (first - lag));
  };
  const longest = Math.floor(first / 3);
  const by = Float64Array.from({ length: longest + 2 }, (_, lag) => (lag < 3 ? 1 : goes(lag)));
  let best = -1;
  for (let lag = 4; lag <= longest; lag += 1) if (by[lag]! >= 0.3 && by[lag]! > by[lag - 1]! && by[lag]! >= by[lag + 1]! && (best < 0 || by[lag]! > by[best]! + 0.05)) best = lag;
  return best < 0 ? null : best;
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  const begin = Math.max(0, from);
  for (let k = begin; k <= to; k += 1) sum += values[k]!;
  return sum / Math.max(1, to - begin + 1);
}
