import type { Anomaly } from '../domain/anomaly.ts';
import type { SeriesStretch } from '../domain/series.ts';

/** Sets what is below zero to zero, in place; NaN stays. */
export function floorAtZero(values: Float32Array): void {
  for (let i = 0; i < values.length; i += 1) if (values[i]! < 0) values[i] = 0;
}

/**
 * A stretch whose channel `c` is drawn without a band or a forecast below zero where its values are counts: whole numbers, none below zero. Whether other values ever were negative a stretch alone does not tell;
 * `isToldFromZero` says that anomalies of it do.
 */
export function withCountsFromZero(stretch: SeriesStretch, c: number, isToldFromZero = false): SeriesStretch {
  const channels = stretch.channels.length;
  let known = 0;
  for (let at = c; at < stretch.min.length; at += channels) {
    if (Number.isNaN(stretch.min[at]!)) continue;
    if (stretch.min[at]! < 0 || (!isToldFromZero && (!Number.isInteger(stretch.min[at]!) || !Number.isInteger(stretch.max[at]!)))) return stretch;
    known += 1;
  }
  if (known === 0) return stretch;
  const floored = (edge: Float32Array) => edge.map((value, at) => (at % channels === c && value < 0 ? 0 : value));
  return { ...stretch, expected: floored(stretch.expected), low: floored(stretch.low), high: floored(stretch.high) };
}

/** A reading whose expectation and band are not below zero, for the words beside a chart that draws none there. */
export function readingFromZero<R extends { expected: number | null; low: number | null; high: number | null }>(reading: R): R {
  const floored = (value: number | null) => (value === null ? null : Math.max(0, value));
  return { ...reading, expected: floored(reading.expected), low: floored(reading.low), high: floored(reading.high) };
}

/** Whether the words of an anomaly say that the band of a channel begins at zero, as they do where it never was below: the chart beside them then begins there, too. */
export function isToldFromZero(anomalies: readonly Pick<Anomaly, 'evidence'>[], channel: string): boolean {
  return anomalies.some(({ evidence }) => evidence.some((one) => one.channel === channel && one.low === 0));
}
