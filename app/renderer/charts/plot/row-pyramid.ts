/** Rows of one series in time order, as a stretch of the contract carries them: `n` rows, `c` channels, row-major `[n, c]`. NaN is missing. */
export interface Rows {
  /** [n] EpochMillis, rising. */
  times: Float64Array;
  /** [n, c] equal to `max` where a row is one sample. */
  min: Float64Array;
  max: Float64Array;
  expected: Float32Array;
  low: Float32Array;
  high: Float32Array;
  /** [n] 0…1. */
  score: Float32Array;
}

/** Buckets of a level hold this many of the level below. */
const fanOut = 16;
const fanOutBits = 4;

interface Level {
  /** Rows per bucket, as a power of two. */
  bits: number;
  /** Buckets in the ring. */
  size: number;
  min: Float64Array;
  max: Float64Array;
  expected: Float32Array;
  low: Float32Array;
  high: Float32Array;
  score: Float32Array;
}

/** What a range of rows comes to, per channel; written into by `RowPyramid.fold`. NaN where no row of the range has a value. */
export interface Fold {
  min: Float64Array;
  max: Float64Array;
  /** The last one known in the range. */
  expected: Float32Array;
  /** The band's outer edges over the range. */
  low: Float32Array;
  high: Float32Array;
  /** The highest in the range. */
  score: number;
}

/** An empty fold for `channels` channels. */
export function createFold(channels: number): Fold {
  return { min: new Float64Array(channels), max: new Float64Array(channels), expected: new Float32Array(channels), low: new Float32Array(channels), high: new Float32Array(channels), score: NaN };
}

/**
 * The last `capacity` rows of one series in a ring of typed arrays, with minimum and maximum per bucket of 16, 256, 4,096 … rows.
 * Rows are named by their absolute number since the pyramid was made: `start` is the oldest held, `end` is one past the newest.
 * Memory: 32 bytes per row and channel (40 where rows are buckets), 8 + 4 per row, and a fifteenth of that for the levels; grows by doubling.
 * Appending costs O(rows); folding any range costs O(16 · log16 rows) and looks at every row's extremes, so none is lost.
 */
export class RowPyramid {
  readonly channels: number;
  readonly capacity: number;
  /** Rows that came behind the newest one held; they are not drawn until the series is read again. */
  lateCount = 0;
  private newest = 0;
  private size: number;
  private times: Float64Array;
  private ground: Level;
  private levels: Level[] = [];

  /** `capacity` is rounded up to a power of two of at least 256. */
  constructor(channels: number, capacity = 1 << 20) {
    this.channels = channels;
    this.capacity = Math.max(256, 2 ** Math.ceil(Math.log2(capacity)));
    this.size = 256;
    this.times = new Float64Array(this.size);
    this.ground = makeLevel(0, this.size, channels);
    this.makeLevels();
  }

  get end(): number { return this.newest; }
  get start(): number { return Math.max(0, this.newest - this.size); }
  /** Time of a row that is held. */
  timeAt(row: number): number { return this.times[row & (this.size - 1)]!; }
  get firstTime(): number | null { return this.newest === 0 ? null : this.timeAt(this.start); }
  get lastTime(): number | null { return this.newest === 0 ? null : this.timeAt(this.newest - 1); }
  /** Bytes held. */
  get bytes(): number {
    return this.times.byteLength + [this.ground, ...this.levels].reduce((sum, level) =>
      sum + level.min.byteLength + (level.max === level.min ? 0 : level.max.byteLength) + 3 * level.low.byteLength + level.score.byteLength, 0);
  }

  /** Takes rows in; those older than the newest row held are left out and counted in `lateCount`. */
  append(rows: Rows): void {
    const c = this.channels;
    const first = this.newest;
    this.grow(Math.min(this.capacity, this.newest + rows.times.length));
    const mask = this.size - 1;
    let last = this.lastTime ?? -Infinity;
    for (let i = 0; i < rows.times.length; i++) {
      const time = rows.times[i]!;
      if (!(time >= last)) { this.lateCount++; continue; }
      last = time;
      const at = this.newest++ & mask;
      this.times[at] = time;
      for (let k = 0; k < c; k++) {
        const from = i * c + k;
        const to = at * c + k;
        const low = rows.min[from]!;
        const high = rows.max[from]!;
        if (low !== high && low === low && this.ground.max === this.ground.min) this.ground.max = this.ground.min.slice();
        this.ground.min[to] = low;
        this.ground.max[to] = high;
        this.ground.expected[to] = rows.expected[from]!;
        this.ground.low[to] = rows.low[from]!;
        this.ground.high[to] = rows.high[from]!;
      }
      this.ground.score[at] = rows.score[i]!;
    }
    this.build(Math.max(first, this.start), this.newest);
  }

  /** The first row whose time is not before `time`, looking from row `from` on; `end` where there is none. */
  lowerBound(time: number, from = this.start): number {
    let low = Math.max(from, this.start);
    let step = 1;
    let high = low;
    while (high < this.newest && this.timeAt(high) < time) {
      low = high + 1;
      high += step;
      step *= 2;
    }
    high = Math.min(high, this.newest);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.timeAt(middle) < time) low = middle + 1; else high = middle;
    }
    return low;
  }

  /** Folds rows `[from, to)`, which must be held, into `into`. */
  fold(from: number, to: number, into: Fold): void {
    into.min.fill(NaN);
    into.max.fill(NaN);
    into.expected.fill(NaN);
    into.low.fill(NaN);
    into.high.fill(NaN);
    into.score = NaN;
    let row = from;
    while (row < to) {
      let level = this.ground;
      for (const above of this.levels) {
        const width = 2 ** above.bits;
        if (row % width !== 0 || row + width > to) break;
        level = above;
      }
      mergeInto(into, level, Math.floor(row / 2 ** level.bits) & (level.size - 1), this.channels);
      row += 2 ** level.bits;
    }
  }

  /** The rows from a number on, in arrays of their own; those that are held. */
  rows(from: number): Rows {
    const first = Math.max(from, this.start);
    const [n, c] = [this.newest - first, this.channels];
    const double = () => new Float64Array(n * c);
    const single = () => new Float32Array(n * c);
    const rows: Rows = { times: new Float64Array(n), min: double(), max: double(), expected: single(), low: single(), high: single(), score: new Float32Array(n) };
    const fold = createFold(c);
    for (let i = 0; i < n; i++) {
      this.fold(first + i, first + i + 1, fold);
      rows.times[i] = this.timeAt(first + i);
      rows.score[i] = fold.score;
      for (const column of ['min', 'max', 'expected', 'low', 'high'] as const) rows[column].set(fold[column], i * c);
    }
    return rows;
  }

  private build(from: number, to: number): void {
    if (from >= to) return;
    const fold = createFold(this.channels);
    let below = this.ground;
    for (const level of this.levels) {
      const width = 2 ** level.bits;
      const step = 2 ** below.bits;
      for (let bucket = Math.floor(from / width); bucket * width < to; bucket++) {
        fold.min.fill(NaN); fold.max.fill(NaN); fold.expected.fill(NaN); fold.low.fill(NaN); fold.high.fill(NaN);
        fold.score = NaN;
        for (let row = bucket * width; row < Math.min(to, (bucket + 1) * width); row += step) {
          mergeInto(fold, below, Math.floor(row / step) & (below.size - 1), this.channels);
        }
        const at = bucket & (level.size - 1);
        level.min.set(fold.min, at * this.channels);
        level.max.set(fold.max, at * this.channels);
        level.expected.set(fold.expected, at * this.channels);
        level.low.set(fold.low, at * this.channels);
        level.high.set(fold.high, at * this.channels);
        level.score[at] = fold.score;
      }
      below = level;
    }
  }

  /** Before the ring has reached its capacity it has never wrapped, so that rows lie at their own numbers and a plain copy will do. */
  private grow(rows: number): void {
    if (rows <= this.size) return;
    while (this.size < rows) this.size *= 2;
    const times = new Float64Array(this.size);
    times.set(this.times);
    this.times = times;
    this.ground = widen(this.ground, this.size, this.channels);
    this.makeLevels();
    this.build(0, this.newest);
  }

  private makeLevels(): void {
    this.levels = [];
    for (let bits = fanOutBits; 2 ** bits * fanOut <= this.size; bits += fanOutBits) {
      // Twice the buckets that fit: the oldest one is seldom whole, and a power of two keeps the ring a mask.
      this.levels.push(makeLevel(bits, (this.size / 2 ** bits) * 2, this.channels));
    }
  }
}

function makeLevel(bits: number, size: number, channels: number): Level {
  const n = size * channels;
  const min = new Float64Array(n);
  return { bits, size, min, max: bits === 0 ? min : new Float64Array(n), expected: new Float32Array(n), low: new Float32Array(n), high: new Float32Array(n), score: new Float32Array(size) };
}

function widen(level: Level, size: number, channels: number): Level {
  const wide = makeLevel(level.bits, size, channels);
  wide.min.set(level.min);
  if (level.max !== level.min) {
    wide.max = new Float64Array(size * channels);
    wide.max.set(level.max);
  }
  wide.expected.set(level.expected);
  wide.low.set(level.low);
  wide.high.set(level.high);
  wide.score.set(level.score);
  return wide;
}

// Written as negated comparisons so that a NaN already held gives way and a NaN that comes does not.
function mergeInto(fold: Fold, level: Level, at: number, channels: number): void {
  for (let k = 0; k < channels; k++) {
    const i = at * channels + k;
    const min = level.min[i]!;
    const max = level.max[i]!;
    const low = level.low[i]!;
    const high = level.high[i]!;
    const expected = level.expected[i]!;
    if (min === min && !(fold.min[k]! <= min)) fold.min[k] = min;
    if (max === max && !(fold.max[k]! >= max)) fold.max[k] = max;
    if (low === low && !(fold.low[k]! <= low)) fold.low[k] = low;
    if (high === high && !(fold.high[k]! >= high)) fold.high[k] = high;
    if (expected === expected) fold.expected[k] = expected;
  }
  const score = level.score[at]!;
  if (score === score && !(fold.score >= score)) fold.score = score;
}
