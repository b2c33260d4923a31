/**
 * From a statistic to a calibrated score. The tail of each statistic is learned on the stream itself (extreme value theory), so a score
 * means the same for every series and detector: the probability `p` that a normal row is at least this odd.
 *
 * score = 1 − p^¼, so 0 is ordinary, 0.68 is one row in a hundred, 0.9 one in 10⁴, 0.99 one in 10⁸. `rarity` is −log₁₀ p, in [0, 12].
 */
export const MAX_RARITY = 12;

/** A single tail says more, so that of two rows far out the farther one is still told; `foldRarity` brings it back. */
export const MOST_TAIL_RARITY = 100;
const FOLD_FROM = 10;

/** Rarity up to 10 as it is, beyond ever less, below MAX_RARITY: what no sample can vouch for keeps its order, not its size. */
export function foldRarity(rarity: number): number {
  return rarity <= FOLD_FROM ? rarity : FOLD_FROM + (MAX_RARITY - FOLD_FROM) * (1 - FOLD_FROM / rarity);
}

/** Rarity → calibrated score, 0…1. */
export function scoreOfRarity(rarity: number): number {
  return 1 - 10 ** (-Math.min(MAX_RARITY, Math.max(0, rarity)) / 4);
}

/** The inverse of `scoreOfRarity`; MAX_RARITY from a score of 0.999 on. */
export function rarityOfScore(score: number): number {
  return score >= 1 ? MAX_RARITY : Math.min(MAX_RARITY, -4 * Math.log10(1 - Math.max(0, score)));
}

/** Share of rows beyond the tail's beginning. */
const TAIL_RATIO = 0.02;
/** Its rarity. */
export const TAIL_RARITY = -Math.log10(TAIL_RATIO);
/** How many excesses the first guess counts for, and how many are remembered. */
const PRIOR_EXCESSES = 12;
const EXCESS_MEMORY = 200;
/** Smallest step of the log quantile, so that it follows a slow change within some thousand rows. */
const QUANTILE_GAIN = 0.0003;
const LEAST_INDEX = 0.03;
/** Mean log excess of an exponential distribution over its 98 % quantile: that of ln(1 + E / ln 50), E exponential. */
const EXPONENTIAL_INDEX = 0.2103;
/** That of a normal distribution's size over its own: no tail is believed to be lighter, for tens of excesses don't show it. */
const NORMAL_INDEX = 0.1299;
const TAIL_HALF_KNOWN = 2048;

/** Numbers that a tail keeps. */
export const TAIL_CELLS = 5;

/**
 * Begins a Pareto tail beyond a running high quantile, in `cells` from `at`: the 98 % quantile (> 0), the tail index (mean log excess; Hill, Annals of
 * Statistics 3, 1975), the number of samples learned, and sum and number of the excesses of the cluster under way. `quantile` and `index` are first guesses.
 * The quantile moves by stochastic approximation on a log scale, so no samples are kept.
 */
export function beginTail(cells: Float64Array, at: number, quantile: number, index: number): void {
  cells[at] = quantile;
  cells[at + 1] = index;
  cells[at + 2] = 0;
  cells[at + 3] = 0;
  cells[at + 4] = 0;
}

/** −log₁₀ of the probability that a normal row's statistic is at least `value`; below the quantile a straight line down to 0. */
export function tailRarity(cells: Float64Array, at: number, value: number): number {
  return rarityBeyond(value, cells[at]!, cells[at + 1]!);
}

/**
 * `tailRarity` where the tail is known by excesses of its own, as many as the first guess counts for, to be no heavier than an exponential one, and then as of the Weibull tail with the same mean log excess: between the
 * exponential one, which is the border between light and heavy (Pickands, Annals of Statistics 3, 1975), and a normal one. 0 elsewhere. A Pareto tail says too little of a value far out where all others lie close together.
 */
export function lightTailRarity(cells: Float64Array, at: number, value: number): number {
  const index = cells[at + 1]!;
  const isLight = index <= EXPONENTIAL_INDEX && cells[at + 2]! * TAIL_RATIO >= PRIOR_EXCESSES;
  if (!isLight || !(value > 0)) return 0;
  const beyond = value / cells[at]!;
  return Math.min(MOST_TAIL_RARITY, TAIL_RARITY * (beyond <= 1 ? beyond : beyond ** (EXPONENTIAL_INDEX / Math.max(NORMAL_INDEX, index))));
}

/**
 * `tailRarity` for ranking: quantile and index are drawn to `quantile` and `index`, by half where `TAIL_HALF_KNOWN` samples were learned. What a few hundred rows that follow each other
 * say of a tail is mostly chance, and series that are equally odd would rank by it (shrinkage; James & Stein, 4th Berkeley Symposium 1, 1961).
 */
export function drawnTailRarity(cells: Float64Array, at: number, value: number, quantile: number, index: number): number {
  const known = cells[at + 2]! / (cells[at + 2]! + TAIL_HALF_KNOWN);
  return rarityBeyond(value, quantile * (cells[at]! / quantile) ** known, index + known * (cells[at + 1]! - index));
}

function rarityBeyond(value: number, quantile: number, index: number): number {
  if (!(value > 0)) return 0;
  if (value <= quantile) return (TAIL_RARITY * value) / quantile;
  return Math.min(MOST_TAIL_RARITY, TAIL_RARITY + Math.log(value / quantile) / (index * Math.LN10));
}

/**
 * Learns a normal row's statistic. Neighbouring excesses are one cluster, of which the mean is learned when it ends (declustering by runs; Leadbetter,
 * Statistics & Probability Letters 12, 1991), and as at most the tail's own 10⁻⁷: neither one long event nor one huge value stretches the tail at will.
 */
export function learnTail(cells: Float64Array, at: number, value: number, gainFloor = QUANTILE_GAIN): void {
  const count = cells[at + 2]! + 1;
  cells[at + 2] = count;
  const quantile = cells[at]!;
  const index = cells[at + 1]!;
  const beyond = value > quantile;
  const gain = Math.max(gainFloor, 1 / (count + 30));
  if (beyond) {
    cells[at + 3]! += Math.min(Math.log(value / quantile), index * (7 - TAIL_RARITY) * Math.LN10);
    cells[at + 4]! += 1;
  } else if (cells[at + 4]! > 0) {
    const excesses = Math.min(EXCESS_MEMORY, PRIOR_EXCESSES + count * TAIL_RATIO);
    cells[at + 1] = Math.max(LEAST_INDEX, index + (cells[at + 3]! / cells[at + 4]! - index) / (excesses + 1));
    dropCluster(cells, at);
  }
  /** At rest where 2 % of the rows push it up by 49 and 98 % down by 1. */
  const moved = quantile * Math.exp(gain * (beyond ? 1 - TAIL_RATIO : -TAIL_RATIO) * 4);
  cells[at] = beyond ? Math.min(moved, value) : moved;
}

/** Forgets the cluster under way: it turned out to be an anomaly. */
export function dropCluster(cells: Float64Array, at: number): void {
  cells[at + 3] = 0;
  cells[at + 4] = 0;
}
