/**
 * Samples as columns, the form in which the hot path moves them. `n` rows, `c` channels; rows of one series are in event-time
 * order, rows of different series may interleave. All buffers may be transferred to another thread, after which they are gone here.
 */
export interface SampleColumns {
  /** Number of rows. */
  rows: number;
  /** Number of channels, the same for the whole stream. */
  channels: number;
  /** [n] index of the series inside its stream, from 0. */
  series: Uint32Array;
  /** [n] EpochMillis. */
  times: Float64Array;
  /** [n, c] row-major; NaN where the channel is missing. */
  values: Float64Array;
}

/** How an anomaly looks, by code; index into `shapes`. `none` belongs to a row that is not anomalous. */
export const shapes = ['none', 'spike', 'dip', 'shift', 'drift', 'spread', 'frozen', 'gap', 'missing', 'new pattern'] as const;
export type Shape = (typeof shapes)[number];

/** What detection says of the rows of a `SampleColumns`, row for row. NaN throughout a row while its series warms up. */
export interface ScoreColumns {
  rows: number;
  channels: number;
  /** [n] how odd the row is, 0…1: for ranking and shading; NaN during warm-up. Immutable once given. */
  score: Float32Array;
  /** [n] calibrated score of the alarm, 0…1, to be held against the threshold; NaN during warm-up. */
  alarm: Float32Array;
  /** [n] calibrated score of the row's own values, 0…1: without means over the rows before it, which stay odd when it is over; NaN during warm-up, and where that is not told apart. */
  instant: Float32Array;
  /** [n] 0…1, how sure the detector is of the score (history seen, data complete). */
  confidence: Float32Array;
  /** [n, c] what was expected before the row was seen. */
  expected: Float32Array | Float64Array;
  /** [n, c] edges of the band in which about 99 % of normal rows lie. */
  low: Float32Array | Float64Array;
  high: Float32Array | Float64Array;
  /** [n, c] what a counter grew from, with what is expected from there in 64 bits: its value less what is judged. NaN for other channels; left out where there is none. */
  from?: Float64Array;
  /** [n, c] share of each channel in the score, summing to 1; NaN during warm-up. */
  share: Float32Array;
  /** [n] index into `shapes`. */
  shape: Uint8Array;
}
