import { RowPyramid } from './row-pyramid.ts';
import type { Rows } from './row-pyramid.ts';

/** Edges of a band are kept in 32 bits: above a total of which half of the last of these is more than so much of the band's width, how it lies about the growth is not known. */
const mostBlur = 1 / 16;
const halfBit = 2 ** -24;

/**
 * The rows of a layer with the growth of its `counters` since the value before, for a usual interval (ms), in place of what they stand at; expected and band likewise, so far as 32 bits tell them. NaN at the first value and at a reset.
 * A bucket (the rows until `bucketsUntil`, EpochMillis) begins with its lowest: its growth is the mean since the bucket before began, and has no band.
 */
export class RowGrowth {
  readonly pyramid: RowPyramid;
  readonly counters: readonly number[];
  private readonly stood: RowPyramid;
  private readonly interval: number;
  private readonly bucketsUntil: number;
  private readonly before: { value: Float64Array; time: Float64Array; isExact: boolean[] };
  private done = 0;

  constructor(stood: RowPyramid, counters: readonly number[], interval: number, bucketsUntil: number) {
    [this.stood, this.counters, this.interval, this.bucketsUntil] = [stood, counters, interval, bucketsUntil];
    this.pyramid = new RowPyramid(stood.channels, stood.capacity);
    this.before = { value: new Float64Array(stood.channels).fill(NaN), time: new Float64Array(stood.channels), isExact: [] };
  }

  /** Takes in the rows that came since. */
  follow(): RowPyramid {
    const rows = this.stood.rows(this.done);
    for (const c of this.counters) for (let row = 0; row < rows.times.length; row += 1) this.grow(rows, row, c);
    this.done = this.stood.end;
    this.pyramid.append(rows);
    return this.pyramid;
  }

  private grow(rows: Rows, row: number, c: number): void {
    const { value: values, time: times, isExact } = this.before;
    const cell = row * this.stood.channels + c;
    const time = rows.times[row]!;
    const isBucket = time <= this.bucketsUntil;
    const [least, most, from] = [rows.min[cell]!, rows.max[cell]!, values[c]!];
    const intervals = this.interval > 0 ? Math.max(1, Math.round((time - times[c]!) / this.interval)) : 1;
    const isReset = least < from;
    const grown = (value: number) => (value - from) / intervals;
    rows.min[cell] = rows.max[cell] = isReset ? NaN : grown(least);
    const isTold = !isBucket && !isReset && isExact[c] === true && Math.abs(from) * halfBit <= mostBlur * (rows.high[cell]! - rows.low[cell]!);
    for (const edge of [rows.expected, rows.low, rows.high]) edge[cell] = isTold ? grown(edge[cell]!) : NaN;
    if (!Number.isFinite(most)) return;
    // Where it was reset within a bucket, what that begins with is not known.
    values[c] = isReset && isBucket ? NaN : least;
    times[c] = time;
    isExact[c] = !isBucket || least === most;
  }
}
