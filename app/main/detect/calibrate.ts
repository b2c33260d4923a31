/**
 * From a statistic to a calibrated score. The tail of each statistic is learned on the stream itself (extreme value theory), so a score
 * means the same for every series and detector: the probability `p` that a normal row is at least this odd.
 *
 * score = 1 − p^¼, so 0 is ordinary, 0.68 is one row in a hundred, 0.9 one in 10⁴, 0.99 one in 10⁸. `rarity` is −log₁₀ p, in [0, 12].
 */
export const MAX_RARITY = 12;

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
const TAIL_RARITY = -Math.log10(TAIL_RATIO);
/** How many excesses the first guess counts for, and how many are remembered. */
const PRIOR_EXCESSES = 12;
const EXCESS_MEMORY = 400;

/**
 * A Pareto tail beyond a running high quantile: in `cells` from `at`, the quantile, the tail index (mean log excess; Hill, Annals of Statistics 3,
 * 1975) and the number of samples learned. The quantile moves by stochastic approximation on a log scale, so no samples are kept.
 */
export const tailCells = { quantile: 0, index: 1, count: 2 } as const;

/** Begins a tail at a first guess of its 98 % quantile (> 0) and tail index. */
export function beginTail(cells: Float64Array, at: number, quantile: number, index: number): void {
  cells[at] = quantile;
  cells[at + 1] = index;
  cells[at + 2] = 0;
}

/** −log₁₀ of the probability that a normal row's statistic is at least `value`; below the quantile a straight line down to 0. */
export function tailRarity(cells: Float64Array, at: number, value: number): number {
  const quantile = cells[at]!;
  if (!(value > 0)) return 0;
  if (value <= quantile) return (TAIL_RARITY * value) / quantile;
  return Math.min(MAX_RARITY, TAIL_RARITY + Math.log(value / quantile) / (cells[at + 1]! * Math.LN10));
}

/** Learns a normal row's statistic. An excess counts as at most the tail's probability of 10⁻⁷, so that one row can't stretch the tail at will. */
export function learnTail(cells: Float64Array, at: number, value: number, gainFloor = 0.0015): void {
  const count = cells[at + 2]! + 1;
  cells[at + 2] = count;
  const quantile = cells[at]!;
  const index = cells[at + 1]!;
  const beyond = value > quantile;
  const gain = Math.max(gainFloor, 0.6 / (count + 20));
  if (beyond) {
    const excess = Math.min(Math.log(value / quantile), index * (7 - TAIL_RARITY) * Math.LN10);
    const excesses = Math.min(EXCESS_MEMORY, PRIOR_EXCESSES + count * TAIL_RATIO);
    cells[at + 1] = Math.max(0.03, index + (excess - index) / (excesses + 1));
  }
  /** Equilibrium where up and down steps balance: 2 % up by 49, 98 % down by 1. */
  cells[at] = quantile * Math.exp(gain * (beyond ? 1 - TAIL_RATIO : -TAIL_RATIO) * 4);
}
