import { beginTail, TAIL_CELLS } from '../../calibrate.ts';
import { WINDOW } from './forecast-network.ts';
import { beginMultiples, MULTIPLE_CELLS } from './multiples.ts';
import { JUMP_CELLS } from './recurrent-jumps.ts';
import { beginDrift, driftCells } from './slow-drift.ts';

/**
 * All that is kept of one series: flat numbers, so that a copy, a save and a load are each one step and exact.
 * `scalars` is laid out by `stateLayout`; `profile` is the seasonal profile, empty until a period is chosen; `windows` are the shapes remembered.
 */
export interface SeriesState {
  scalars: Float64Array;
  /** Three times [bins, channels]: mean, NaN before a first value; how much better than the mean the last value, moved by the profile's step or by the network, forecasts; mean miss; then [bins] samples seen, and [bins] when it was odd, see `isOfSeason`; then the week beside a day, see `weekCells`. */
  profile: Float32Array;
  /** Sketches of the windows remembered, then of the recent ones; empty where there are several channels. See `followShape`. */
  windows: Float32Array;
}

/** Fields of the whole series. */
export const S = {
  rows: 0,
  firstTime: 1,
  lastTime: 2,
  /** Typical ms between rows; 0 until known. */
  interval: 3,
  /** 1 where three of four first intervals were within a quarter of the median. */
  regular: 4,
  /** Log of the interval, averaged over about 16 rows; and the longest gap so far in intervals. */
  fastPace: 5,
  longestGap: 6,
  /** Flagged rows (an unflagged one takes half a one back), and rows left in which everything is learned. */
  flaggedRun: 7,
  adoptionLeft: 8,
  /** Rows from which statistics were learned, and rows since the slow means began. */
  learnedRows: 9,
  bandRows: 10,
  /** Energy of the standardised residuals over about 16 and 128 rows. */
  energyShort: 11,
  energyLong: 12,
  /** Bins of the profile, its bin's length in ms, and 1 while it is in use. */
  profileBins: 13,
  profileBinMs: 14,
  profileUsed: 15,
  /** Rows where all channels were as in the row before: the current run and the longest normal one. */
  stillRun: 16,
  longestStillRun: 17,
  stillRate: 18,
  /** Samples taken into the ring of shapes. */
  shapeRows: 19,
  firstIntervals: 20, // 16 slots
  /** Rows learned by each band. */
  bandLearned: 36, // BANDS slots
  /** Windows offered to the memory of shapes, and the row that was last flagged. */
  shapeOffers: 45,
  flaggedAt: 46,
  /** Mean over about ten rows of how odd they were, as ln(1 + rarity). */
  oddness: 47,
  /** Distance of the last window measured. */
  shapeDistance: 48,
  /** The last gap that was rare, in intervals. */
  rareGap: 49,
  /** Rows of the spike under way, how far it went, and the energies before it. See `endExcursion`. */
  excursionRows: 50,
  excursion: 51,
  energyBefore: 52, // 2 slots
  /** Samples in the ring of shapes when the last spike was over, and the distance of the last window measured with its spikes. */
  mendedAt: 54,
  rawDistance: 55,
  /** The same as it is held: it rises at once and falls slowly. */
  heldOddness: 56,
  /** Of rows unchanged in all channels: see `StillCells`. */
  stillAt: 57,
  rest: 58,
  restRun: 59,
  /** Mean size of the windows measured, level left out. */
  shapeSize: 60,
  /** 1 once it is decided whether weeks count beside days. See `learnWeek`. */
  weekKnown: 61,
  /** Mean of the standardised residuals over some rows, and before the spike under way. See `followLean`. */
  lean: 62,
  leanBefore: 63,
  tails: 64, // TAILS × TAIL_CELLS
} as const;

/** Fields of one channel. */
export const C = {
  last: 0,
  /** Mean absolute difference of neighbours over about 64 rows: the window's unit. */
  stepScale: 1,
  /** The forecast's half width in the channel's unit, averaged over a long time of normal rows. */
  slowWidth: 2,
  /** Mean absolute residual in half widths. */
  widthFactor: 3,
  /** Running 0.5 % and 99.5 % quantiles of the standardised residual. */
  lowQuantile: 4,
  highQuantile: 5,
  /** Mean absolute error of the network, of the profile, of the profile's step added to the last value, and of the slow mean. */
  networkError: 6,
  profileError: 7,
  profileStepError: 8,
  levelError: 9,
  missingRun: 10,
  missingRate: 11,
  stillRun: 12,
  longestStillRun: 13,
  stillRate: 14,
  stillAt: 15,
  rest: 16,
  restRun: 17,
  /** 1 where the profile explains the channel. */
  seasonal: 18,
  filled: 19,
  /** Smallest step seen: what the channel's values are rounded to, if they are. Apart for the first pass, which is ahead of the second by up to a call. */
  windowGrain: 20,
  grain: 21,
  /** Mean absolute step during the profile's first periods, and 1 where it shows a stock (it moves by less than it varies). */
  stepSize: 22,
  stock: 23,
  /** Before the spike under way, or as of the last row: the value, and the fast means. */
  before: 24,
  fastBefore: 25, // FAST_MEANS slots
  /** 1 where weeks count beside days, and sums of how far the day's mean was off in the second week, alone and with the week's. */
  weekly: 28,
  dayMiss: 29,
  weekMiss: 30,
  /** Slow means, fastest first. */
  means: 31, // MEAN_SPANS.length
} as const;

/** Time constants of the channel means, in samples. */
export const MEAN_SPANS = [8, 16, 64, 512, 1024, 8192] as const;
/** So many of them, the first, follow every row; the others are slow to follow flagged rows. */
export const FAST_MEANS = 3;
/** Bands in which each channel, given the others, has a tail of its own, after the means of the channel. */
export const ALONE_BANDS = [0, 1, 2, 4] as const;
const ALONE_TAILS = C.means + MEAN_SPANS.length;
/** The jumps remembered of a channel, from its place. */
export const JUMPS = ALONE_TAILS + ALONE_BANDS.length * TAIL_CELLS;
/** Numbers kept of one channel. */
export const CHANNEL_FIELDS = JUMPS + JUMP_CELLS;
/** Where the tail of a channel in one of `ALONE_BANDS` lies, from the channel's place. */
export function aloneTail(at: number, which: number): number {
  return at + ALONE_TAILS + which * TAIL_CELLS;
}

/** Statistics that have a tail of their own; the last is the combination of all. */
export const TAIL_NAMES = ['point', 'short shift', 'long shift', 'drift', 'level', 'balance', 'reference', 'value', 'sustained', 'energy', 'long energy', 'pace', 'lean', 'pattern', 'combined'] as const;
/** Those of them that are a vector over the channels, with a covariance. */
export const BANDS = 9;

/** Samples in a window of the shape memory (a power of two), windows kept, and numbers of a window's sketch. */
export const SHAPE_WINDOW = 64;
export const WINDOWS_KEPT = 256;
export const SKETCH_FIELDS = 7;
/** Sketches of the windows that overlap the present one: each waits for its turn to be remembered. */
export const SKETCHES_RECENT = 16;

/** Numbers of a series' remembered windows: shapes are remembered where there is one channel. */
export function windowCells(channels: number): number {
  return channels === 1 ? (WINDOWS_KEPT + SKETCHES_RECENT) * SKETCH_FIELDS : 0;
}

/** Where things lie in `scalars`, for a number of channels. */
export interface StateLayout {
  channels: number;
  channel: number;
  /** Per band: [c, c] covariance, then [c, c] inverse of its correlation. */
  bands: number;
  bandFields: number;
  /** [WINDOW, c] ring of past values; row `rows % WINDOW` is the next to be written. */
  ring: number;
  /** [2, SHAPE_WINDOW] the same for shapes: without spikes that are over, and as it came; only with one channel. */
  shapeRing: number;
  /** What is known of values as multiples of their mean; only with one channel. */
  multiples: number;
  /** What slow drifts are measured by; only with several channels. */
  drift: number;
  length: number;
}

/** Where everything lies in the scalars of a series with so many channels. */
export function stateLayout(channels: number): StateLayout {
  const channel = S.tails + TAIL_NAMES.length * TAIL_CELLS;
  const bands = channel + channels * CHANNEL_FIELDS;
  const bandFields = 2 * channels * channels;
  const ring = bands + BANDS * bandFields;
  const shapeRing = ring + WINDOW * channels;
  const multiples = shapeRing + (channels === 1 ? 2 * SHAPE_WINDOW : 0);
  const drift = multiples + (channels === 1 ? MULTIPLE_CELLS : 0);
  return { channels, channel, bands, bandFields, ring, shapeRing, multiples, drift, length: drift + driftCells(channels) };
}

/** First guesses of the tails: the 98 % quantile of a normal vector's length (Wilson & Hilferty, PNAS 17, 1931), and of a mean of such squares; and the index. */
export function firstTails(channels: number): { quantile: number; index: number }[] {
  const k = channels;
  const length = Math.sqrt(k * (1 - 2 / (9 * k) + 2.054 * Math.sqrt(2 / (9 * k))) ** 3);
  const quantiles = [length, length, length, length, length, length, length, length, length, 1.5 + 1 / Math.sqrt(k), 1.2 + 0.4 / Math.sqrt(k), 2, 2.33, 0, Math.exp(2.4)];
  const indexes = [0.18, 0.18, 0.2, 0.25, 0.2, 0.2, 0.2, 0.2, 0.2, 0.15, 0.12, 0.15, 0.16, 0.2, 0.434];
  return quantiles.map((quantile, tail) => ({ quantile, index: indexes[tail]! }));
}

/** The state of a series of which no row was seen. */
export function newSeriesState(layout: StateLayout): SeriesState {
  const scalars = new Float64Array(layout.length);
  scalars.fill(NaN, layout.ring, layout.shapeRing);
  scalars[S.flaggedAt] = -Infinity;
  scalars[S.mendedAt] = -Infinity;
  scalars[S.rest] = NaN;
  for (let c = 0; c < layout.channels; c += 1) {
    const at = layout.channel + c * CHANNEL_FIELDS;
    scalars[at + C.last] = NaN;
    scalars[at + C.rest] = NaN;
    scalars[at + C.widthFactor] = 0.5;
    scalars[at + C.lowQuantile] = -3;
    scalars[at + C.highQuantile] = 3;
    ALONE_BANDS.forEach((_, which) => beginTail(scalars, aloneTail(at, which), 2.33, 0.2));
  }
  firstTails(layout.channels).forEach(({ quantile, index }, tail) => beginTail(scalars, S.tails + tail * TAIL_CELLS, quantile, index));
  if (layout.channels === 1) beginMultiples(scalars, layout.multiples);
  else beginDrift(scalars, layout.drift, layout.channels);
  return { scalars, profile: new Float32Array(0), windows: new Float32Array(windowCells(layout.channels)) };
}

/** A copy that shares nothing with `state`. */
export function copySeriesState(state: SeriesState): SeriesState {
  return { scalars: state.scalars.slice(), profile: state.profile.slice(), windows: state.windows.slice() };
}
