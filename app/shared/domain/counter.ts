/** Cells of one channel, from its place. */
export const G = {
  role: 0,
  /** The last value that there was, and when. */
  last: 1,
  lastTime: 2,
  /** The last growth over a usual interval, and the largest. */
  growth: 3,
  largest: 4,
  /** Rows with a value, rows in which it grew, and the first two sizes of growth that differ, then whether there was a third. */
  rows: 5,
  increases: 6,
  sizes: 7, // 2 slots
  isIrregular: 9,
  /** Falls other than resets; resets, less those that came whole days after the one before; and when the last was. */
  falls: 10,
  resets: 11,
  lastReset: 12,
  /** What growth is rounded to, as a counter: its values are. 0 where they are not. */
  grain: 13,
} as const;
/** Numbers kept of one channel. */
export const COUNTER_CELLS = 14;

/** What a channel is taken for. It may be a counter until it is known. */
export const ROLE = { open: 0, counter: 1, plain: 2 } as const;

/** Rows from which it is decided, which must have so many increases. */
export const DECIDED_FROM = 128;
const LEAST_INCREASES = 32;
/** What is not known to be a counter by then is none. */
export const DECIDED_UNTIL = 1024;
/** A counter falls, other than by a reset, in one row of so many at most: later a meter that was set back is an anomaly. */
const ROWS_PER_FALL = 1024;
/** Besides the first one, and those that come days after another (orders of the day), it is reset in one row of so many at most: a cycle is no counter. */
const ROWS_PER_RESET = 128;
/** A reset leaves at most this share of the value, or the largest growth so far. */
const RESET_RATIO = 0.05;
const MOST_LEFT = 0.5;
const DAY_MS = 86_400_000;
/** By which a day may be longer or shorter, when clocks are set. */
const DAY_SLACK_MS = 3_600_000;
/** Growth within a moment is taken as that of so much of an interval. */
const LEAST_INTERVALS = 1 / 8;
const MOST_DECIMALS = 9;

/** A channel's growth in a row, and what it grew from: `value` ≈ `from` + `growth` × `intervals`. */
export interface Growth {
  growth: number;
  from: number;
  intervals: number;
}

/** Of a channel of which nothing was seen. */
export function beginCounter(cells: Float64Array, at: number): void {
  cells.fill(0, at, at + COUNTER_CELLS);
  cells.fill(NaN, at + G.last, at + G.growth);
  cells[at + G.lastReset] = NaN;
}

/**
 * How far a channel grew since its last value, for a usual `interval` (ms; 0 where none is known: from row to row), and keeps what tells a counter: it never falls but by a reset. At a reset it is taken to go on growing as before,
 * for what it grew by is not known. NaN where there is no value, or none before.
 */
export function followCounter(cells: Float64Array, at: number, value: number, time: number, interval: number): Growth {
  const last = cells[at + G.last]!;
  if (!Number.isFinite(value)) return { growth: NaN, from: last, intervals: 1 };
  const intervals = interval > 0 ? Math.max(LEAST_INTERVALS, (time - cells[at + G.lastTime]!) / interval) || 1 : 1;
  const step = value - last;
  const isReset = step < 0 && value >= 0 && value <= Math.min(MOST_LEFT * last, Math.max(RESET_RATIO * last, cells[at + G.largest]! * intervals));
  cells[at + G.last] = value;
  cells[at + G.lastTime] = time;
  cells[at + G.rows]! += 1;
  if (value < 0) cells[at + G.falls] = Infinity;
  if (isReset) {
    takeReset(cells, at, time);
    const growth = cells[at + G.growth]!;
    return { growth, from: value - growth * intervals, intervals };
  }
  if (step !== step) return { growth: NaN, from: NaN, intervals };
  if (step < 0) cells[at + G.falls]! += 1;
  const grain = cells[at + G.grain]!;
  const growth = grain > 0 ? Math.round(step / intervals / grain) * grain : step / intervals;
  if (step > 0) takeIncrease(cells, at, step, growth);
  cells[at + G.growth] = growth;
  return { growth, from: last, intervals };
}

/** Whether the channel's rows so far rule out that it is a counter. */
export function isRefuted(cells: Float64Array, at: number): boolean {
  const rows = cells[at + G.rows]!;
  return cells[at + G.falls]! > Math.floor(rows / ROWS_PER_FALL) || cells[at + G.resets]! > 1 + rows / ROWS_PER_RESET;
}

/** Whether they show that it is one: it grew often enough, and not always alike. */
export function isShown(cells: Float64Array, at: number): boolean {
  return cells[at + G.rows]! >= DECIDED_FROM && cells[at + G.increases]! >= LEAST_INCREASES && cells[at + G.isIrregular] === 1;
}

/** From row to row how far a channel grew, [n], where all of its rows are a counter's: the first and a reset as the row beside them, NaN where it is missing. Null where they are not. */
export function growthsOf(times: Float64Array, values: Float64Array): Float64Array | null {
  const cells = new Float64Array(COUNTER_CELLS);
  beginCounter(cells, 0);
  let isNone = false;
  const growths = values.map((value, row) => {
    const { growth } = followCounter(cells, 0, value, times[row]!, 0);
    isNone ||= isRefuted(cells, 0);
    return growth;
  });
  if (isNone || !isShown(cells, 0)) return null;
  growths[values.findIndex(Number.isFinite)] = growths.find(Number.isFinite)!;
  return growths;
}

/** The places of a stretch's channels that are counters by its rows, `times` [n] and `values` [n, channels]: 128 at least, of buckets their highest. */
export function countersOf(channels: number, times: Float64Array, values: Float64Array): number[] {
  return Array.from({ length: channels }, (_, c) => c).filter((c) => growthsOf(times, Float64Array.from(times, (_, row) => values[row * channels + c]!)) !== null);
}

/** The power of ten that all of these are multiples of; 0 where there is none. */
export function grainOf(values: Iterable<number>): number {
  let decimals = 0;
  for (const value of values) {
    while (decimals <= MOST_DECIMALS && !isRounded(value, decimals)) decimals += 1;
    if (decimals > MOST_DECIMALS) return 0;
  }
  return 10 ** -decimals;
}

function isRounded(value: number, decimals: number): boolean {
  if (!Number.isFinite(value)) return true;
  const times = value * 10 ** decimals;
  return Math.abs(times - Math.round(times)) <= 4 * Number.EPSILON * Math.abs(times);
}

/** Resets a day or some days apart are not counted. */
function takeReset(cells: Float64Array, at: number, time: number): void {
  const days = (time - cells[at + G.lastReset]!) / DAY_MS;
  const isDaily = Math.round(days) >= 1 && Math.abs(days - Math.round(days)) * DAY_MS <= DAY_SLACK_MS;
  if (!isDaily) cells[at + G.resets]! += 1;
  cells[at + G.lastReset] = time;
}

function takeIncrease(cells: Float64Array, at: number, step: number, growth: number): void {
  cells[at + G.increases]! += 1;
  cells[at + G.largest] = Math.max(cells[at + G.largest]!, growth);
  if (cells[at + G.sizes] === 0) cells[at + G.sizes] = step;
  else if (step === cells[at + G.sizes]) return;
  else if (cells[at + G.sizes + 1] === 0) cells[at + G.sizes + 1] = step;
  else if (step !== cells[at + G.sizes + 1]) cells[at + G.isIrregular] = 1;
}
