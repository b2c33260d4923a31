import { beginTail, TAIL_CELLS } from '../../calibrate.ts';
import { C, S } from '../forecast-residual/series-state.ts';

/** Rows of a series that are remembered, and rows after which what was learned comes into use: nothing changes within a block, so that it does not matter where calls begin. */
export const MEMORY = 512;
export const BLOCK = 64;

/** Numbers of a series after those of `S`, in which the conditions of the data are kept. */
export const K = {
  /** Remembered rows, rows waiting to be, and normal rows for each one that is taken; normal rows since the last. */
  count: S.tails,
  waiting: S.tails + 1,
  stride: S.tails + 2,
  sinceTaken: S.tails + 3,
  /** Mean of the distance over about 16 rows. */
  smooth: S.tails + 4,
  /** Waiting rows that came within the present block. */
  fresh: S.tails + 5,
  /** Tails of the distance and of its mean. */
  tails: S.tails + 6,
} as const;
const CHANNELS_FROM = K.tails + 2 * TAIL_CELLS;
/** Per channel after those of `C` that conditions use: its unit, and the mean distance from what was expected. */
export const UNIT = C.filled + 1;
export const MISS = C.filled + 2;
const CHANNEL_CELLS = C.filled + 3;

/** Where things lie in a series' numbers, for a number of channels. */
export interface Layout {
  channels: number;
  channel(c: number): number;
  /** [MEMORY, c] remembered rows, then [2·BLOCK, c] rows that wait; in the channels' own units. */
  memory: number;
  waiting: number;
  length: number;
}

/** Where everything lies in the numbers of a series with so many channels. */
export function layoutOf(channels: number): Layout {
  const memory = CHANNELS_FROM + channels * CHANNEL_CELLS;
  const waiting = memory + MEMORY * channels;
  return { channels, channel: (c) => CHANNELS_FROM + c * CHANNEL_CELLS, memory, waiting, length: waiting + 2 * BLOCK * channels };
}

/** The numbers of a series of which nothing is known. */
export function newState(layout: Layout): Float64Array {
  const s = new Float64Array(layout.length);
  s[K.stride] = 1;
  s[S.flaggedAt] = -Infinity;
  s[S.rest] = NaN;
  for (let c = 0; c < layout.channels; c += 1) {
    s[layout.channel(c) + C.last] = NaN;
    s[layout.channel(c) + C.rest] = NaN;
    s[layout.channel(c) + UNIT] = 1;
  }
  beginTail(s, K.tails, 1, 0.12);
  beginTail(s, K.tails + TAIL_CELLS, 1, 0.1);
  return s;
}

/**
 * Takes a normal row in: every `stride`-th waits, and is remembered at the end of the next block, when it is no longer a neighbour in time. A full memory lets every
 * second row go and takes half as often from then on, so that it spans the whole past evenly.
 */
export function offerRow(s: Float64Array, layout: Layout, row: Float64Array, stride: number): void {
  s[K.sinceTaken]! += 1;
  if (s[K.sinceTaken]! < stride || s[K.waiting]! >= 2 * BLOCK) return;
  s[K.sinceTaken] = 0;
  s.set(row, layout.waiting + s[K.waiting]! * layout.channels);
  s[K.waiting]! += 1;
  s[K.fresh]! += 1;
}

/** The end of a block: what waited through it is remembered, and the units are measured anew; rows that came within it wait on, unless the memory is only being filled. */
export function endBlock(s: Float64Array, layout: Layout, isFilling: boolean): void {
  const { channels, memory, waiting } = layout;
  const kept = isFilling ? 0 : s[K.fresh]!;
  const ripe = s[K.waiting]! - kept;
  s[K.fresh] = 0;
  for (let row = 0; row < ripe; row += 1) {
    if (s[K.count]! >= MEMORY) {
      for (let to = 0; to < MEMORY / 2; to += 1) s.copyWithin(memory + to * channels, memory + 2 * to * channels, memory + (2 * to + 1) * channels);
      s[K.count] = MEMORY / 2;
      s[K.stride]! *= 2;
    }
    s.copyWithin(memory + s[K.count]! * channels, waiting + row * channels, waiting + (row + 1) * channels);
    s[K.count]! += 1;
  }
  s.copyWithin(waiting, waiting + ripe * channels, waiting + s[K.waiting]! * channels);
  s[K.waiting] = kept;
  if (ripe > 0) measureUnits(s, layout);
}

/** A channel's unit is its standard deviation over the remembered rows; of one that stands still a thousandth of its size. */
function measureUnits(s: Float64Array, { channels, channel, memory }: Layout): void {
  const count = s[K.count]!;
  for (let c = 0; c < channels; c += 1) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < count; row += 1) sum += s[memory + row * channels + c]!;
    const mean = sum / count;
    for (let row = 0; row < count; row += 1) squares += (s[memory + row * channels + c]! - mean) ** 2;
    s[channel(c) + UNIT] = Math.max(Math.sqrt(squares / count), 1e-3 * Math.abs(mean), 1e-9);
  }
}
