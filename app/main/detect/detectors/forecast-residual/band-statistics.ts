import { invertCorrelation } from './invert-correlation.ts';
import type { StateLayout } from './series-state.ts';

/** Length per root channel from which a vector is shortened. */
const LENGTH_LIMIT = 3;
/** Memory of the covariance in rows. */
const COVARIANCE_SPAN = 8192;

/** How a band's vector lies in what is normal: its length, and what each channel has of it. */
export interface BandDistance {
  /** √T², the Mahalanobis length of the vector. */
  length: number;
  /** [c] part of each channel in T²; never below 0. */
  parts: Float64Array;
  /** [c] distance of each channel from what the others let expect, in standard deviations. */
  alone: Float64Array;
}

/**
 * Hotelling's T² (Annals of Mathematical Statistics 2, 1931) of the channels' values in one band against their covariance around 0. A relation between
 * channels that breaks shows as a long vector though each channel alone is in its range. NaN is a missing channel and counts as expected.
 * `floors` [c] are the least standard deviations, for channels whose values are rounded. `z` receives the values in standard deviations, `distance` the result.
 */
export function measureBand(cells: Float64Array, layout: StateLayout, band: number, vector: Float64Array, floors: Float64Array, z: Float64Array, distance: BandDistance): void {
  const { channels } = layout;
  const covariance = layout.bands + band * layout.bandFields;
  const inverse = covariance + channels * channels;
  for (let c = 0; c < channels; c += 1) {
    const variance = cells[covariance + c * channels + c]!;
    const value = vector[c]!;
    z[c] = value === value && variance > 0 ? value / Math.max(Math.sqrt(variance), floors[c]!) : 0;
  }
  if (channels === 1) {
    distance.length = Math.abs(z[0]!);
    distance.parts[0] = distance.length * distance.length;
    distance.alone[0] = distance.length;
    return;
  }
  let square = 0;
  for (let c = 0; c < channels; c += 1) {
    let product = 0;
    for (let d = 0; d < channels; d += 1) product += cells[inverse + c * channels + d]! * z[d]!;
    const part = product * z[c]!;
    square += part;
    distance.parts[c] = part > 0 ? part : 0;
    const precision = cells[inverse + c * channels + c]!;
    distance.alone[c] = z[c] !== 0 && precision > 0 ? Math.abs(product) / Math.sqrt(precision) : 0;
  }
  distance.length = Math.sqrt(Math.max(0, square));
}

/** Learns a normal row's vector into the band's covariance. `learned` counts the rows learned before; `least` is the smallest gain. */
export function learnBand(cells: Float64Array, layout: StateLayout, band: number, vector: Float64Array, learned: number, length: number, least = 1 / COVARIANCE_SPAN): void {
  const { channels } = layout;
  const covariance = layout.bands + band * layout.bandFields;
  /**
   * An M-estimate (Maronna, Annals of Statistics 4, 1976): a longer vector is learned as one of the limit's length, so that rare jumps do not hide the
   * relations of the quiet rows. The whole vector is shortened, which keeps the matrix positive definite.
   */
  const limit = LENGTH_LIMIT * Math.sqrt(channels);
  const shorten = learned < 32 || length <= limit ? 1 : (limit / length) ** 2;
  const gain = Math.max(1 / (learned + 1), least);
  for (let c = 0; c < channels; c += 1) {
    const own = vector[c]!;
    if (own !== own) continue;
    for (let d = 0; d <= c; d += 1) {
      const other = vector[d]!;
      if (other !== other) continue;
      const at = covariance + c * channels + d;
      const old = cells[at]!;
      const product = shorten * own * other;
      /** A channel that has only now begun to move: its first step is all that is known of its size. */
      const next = old === 0 && c === d ? product : old + gain * (product - old);
      cells[at] = next;
      cells[covariance + d * channels + c] = next;
    }
  }
}

/** Makes a band's inverse anew; see `invertCorrelation`. */
export function refreshInverse(cells: Float64Array, layout: StateLayout, band: number, learned: number, rounding?: Float64Array): void {
  const { channels } = layout;
  if (channels === 1) return;
  const covariance = layout.bands + band * layout.bandFields;
  cells.set(invertCorrelation(cells, covariance, channels, learned, rounding), covariance + channels * channels);
}
