/** Keeps a matrix of pairs with missing values invertible. */
const LEAST_PIVOT = 1e-5;
/** Share of the relations that is never believed: rows of one series are not drawn apart. */
const LEAST_SHRINKAGE = 0.003;

/**
 * The inverse [c, c] of the correlation of a covariance that lies at `covariance`. It is shrunk towards independence by as much of it as may be chance after `learned` rows (Schäfer & Strimmer,
 * Statistical Applications in Genetics and Molecular Biology 4, 2005): relations that are strong are believed soon, however many channels there are.
 * `rounding` [c] are the standard deviations of what values are rounded by: a relation that is exact but for it is not held to more.
 */
export function invertCorrelation(cells: Float64Array, covariance: number, channels: number, learned: number, rounding?: Float64Array): Float64Array {
  const work = new Float64Array(channels * channels);
  const varianceOf = (c: number): number => cells[covariance + c * channels + c]! + (rounding?.[c] ?? 0) ** 2;
  let chance = 0;
  let squares = 0;
  for (let c = 0; c < channels; c += 1) {
    for (let d = 0; d < c; d += 1) {
      const scale = Math.sqrt(varianceOf(c) * varianceOf(d));
      const correlation = scale > 0 ? cells[covariance + c * channels + d]! / scale : 0;
      work[c * channels + d] = correlation;
      squares += correlation * correlation;
      chance += (1 - correlation * correlation) ** 2 / Math.max(1, learned - 1);
    }
  }
  const kept = 1 - Math.min(1, LEAST_SHRINKAGE + (squares > 0 ? chance / squares : 0));
  for (let c = 0; c < channels; c += 1) {
    work[c * channels + c] = 1;
    for (let d = 0; d < c; d += 1) work[d * channels + c] = work[c * channels + d]! *= kept;
  }
  invertSymmetric(work, channels);
  return work;
}

/** Inverts a symmetric positive definite matrix [n, n] in place, by Cholesky's decomposition. */
export function invertSymmetric(matrix: Float64Array, n: number): void {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i * n + k]! * lower[j * n + k]!;
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / lower[j * n + j]!;
    }
  }
  for (let column = 0; column < n; column += 1) {
    const x = new Float64Array(n);
    for (let i = column; i < n; i += 1) {
      let sum = i === column ? 1 : 0;
      for (let k = column; k < i; k += 1) sum -= lower[i * n + k]! * x[k]!;
      x[i] = sum / lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      let sum = x[i]!;
      for (let k = i + 1; k < n; k += 1) sum -= lower[k * n + i]! * matrix[k * n + column]!;
      matrix[i * n + column] = sum / lower[i * n + i]!;
    }
  }
}
