import type { DrawPoints } from './decimate.ts';
import type { Rows } from './row-pyramid.ts';

/** Rows for a layer of a series. A series has an `overview` over all it has, and may have a finer `detail` over a stretch of it. */
export interface RowsMessage {
  type: 'rows';
  key: string;
  /** Starts the layer over; it holds all there is between these times (EpochMillis; Infinity where it goes on with the live tail). Null appends. */
  covers: { from: number; to: number } | null;
  /** Leaves out rows that are not newer than the newest held: the seam between what was stored and what came since. */
  seam: boolean;
  channels: number;
  /** Samples behind a row; more than one where rows are buckets. */
  samplesPerRow: number;
  rows: Rows;
}

/** The first of `keys` that covers the range is drawn, else the last one that holds anything. */
export interface Ask {
  keys: string[];
  from: number;
  to: number;
  columns: number;
  /** Nothing after this is shown. */
  until: number;
  /** Counters by what they grow by; left out where it is not asked which channels are counters. */
  growth?: boolean | undefined;
}

export type Answer = DrawPoints & {
  /** A finer layer would show more than this answer does. */
  coarse: boolean;
  /** Places of the series' channels that are counters. */
  counters: readonly number[];
  /** Whether those are drawn by their growth, and whether that is partly a mean over some rows. */
  isGrowth: boolean;
  isMean: boolean;
};

export type ToPlotWorker =
  | RowsMessage
  | { type: 'drop'; key: string }
  | { type: 'ask'; ticket: number; asks: Ask[] };

export type FromPlotWorker =
  /** In the order of the asks; null for a series without rows. */
  | { type: 'answers'; ticket: number; answers: (Answer | null)[] };

/** The buffers of an answer, which are handed over rather than copied. */
export function buffersOf(answer: Answer): ArrayBuffer[] {
  return [answer.times, answer.score, ...answer.values, ...answer.expected, ...answer.low, ...answer.high].map((array) => array.buffer as ArrayBuffer);
}
