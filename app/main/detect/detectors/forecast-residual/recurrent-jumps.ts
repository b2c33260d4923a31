/** Jumps that are remembered of a channel: each is its signed size, in standard deviations of the forecast, and its row. */
const KEPT = 4;
/** From so many standard deviations on a row is a jump, and so many rows from the last one of its channel it is another. */
const LEAST_SIZE = 3;
const PAUSE = 12;
/** A jump is like an earlier one in the same direction that had at least this share of its size: deliveries differ, a loss of stock is none. */
const LIKE_RATIO = 0.4;
/** So many like it, more often than one in so many rows, make it a habit. */
const HABIT_COUNT = 2;
const HABIT_ROWS = 100;

/** Numbers kept per channel. */
export const JUMP_CELLS = 2 * KEPT;

/**
 * How rare a jump of `size` standard deviations at `row` can be at most; `Infinity` where nothing bounds it. Where jumps like it came so often that they are a share of the rows, that share says it (the empirical
 * p-value; Davison & Hinkley, Bootstrap Methods and their Application, 1997, ch. 4). A tail is of what is rare and learns clusters slowly: refills, restarts and changes of program are told until it has. `at` is the place of the channel's cells.
 */
export function jumpRarity(s: Float64Array, at: number, row: number, size: number): number {
  if (Math.abs(size) < LEAST_SIZE) return Infinity;
  let like = 0;
  let oldest = row;
  for (let i = at; i < at + JUMP_CELLS; i += 2) {
    if (s[i]! * size <= 0 || Math.abs(s[i]!) < LIKE_RATIO * Math.abs(size) || row - s[i + 1]! < PAUSE) continue;
    like += 1;
    oldest = Math.min(oldest, s[i + 1]!);
  }
  const rows = row - oldest;
  return like < HABIT_COUNT || rows > like * HABIT_ROWS ? Infinity : Math.log10(rows / like);
}

/** Remembers a jump, in place of the oldest one. */
export function learnJump(s: Float64Array, at: number, row: number, size: number): void {
  if (!(Math.abs(size) >= LEAST_SIZE)) return;
  let oldest = at;
  for (let i = at; i < at + JUMP_CELLS; i += 2) {
    if (s[i] !== 0 && row - s[i + 1]! < PAUSE && s[i]! * size > 0) {
      if (Math.abs(size) > Math.abs(s[i]!)) s[i] = size;
      return;
    }
    if (s[i] === 0 ? s[oldest] !== 0 : s[oldest] !== 0 && s[i + 1]! < s[oldest + 1]!) oldest = i;
  }
  s[oldest] = size;
  s[oldest + 1] = row;
}
