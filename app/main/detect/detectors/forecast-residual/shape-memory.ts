import { TAIL_CELLS } from '../../calibrate.ts';
import { TAIL } from './bands.ts';
import { S, SHAPE_WINDOW, SKETCH_FIELDS, SKETCHES_RECENT, WINDOWS_KEPT, type SeriesState, type StateLayout } from './series-state.ts';

/** Windows overlap, so that one in so many rows is measured and offered. */
const EVERY = SHAPE_WINDOW / SKETCHES_RECENT;
/** A window is described by its first coefficients, which leave its level out, and the size of what they leave. */
const COEFFICIENTS = SKETCH_FIELDS - 1;
/** Windows from which a distance is told. */
const LEAST_WINDOWS = 32;
/** Patterns come again where all but one window in fifty are nearer to one remembered than this share of their own size: three quarters of what white noise comes to, in which nothing does. */
const RECURRING = 0.24;
const SIZE_SPAN = 512;
/** Offers after which the memory is as slow as it gets. */
const SLOWEST = 20_000;

/** [COEFFICIENTS, SHAPE_WINDOW] rows 1 to 6 of the orthonormal discrete cosine transform (Ahmed, Natarajan & Rao, IEEE Transactions on Computers 23, 1974). */
const basis = Float64Array.from({ length: COEFFICIENTS * SHAPE_WINDOW }, (_, i) => {
  const k = Math.floor(i / SHAPE_WINDOW) + 1;
  return Math.sqrt(2 / SHAPE_WINDOW) * Math.cos((Math.PI * (2 * (i % SHAPE_WINDOW) + 1) * k) / (2 * SHAPE_WINDOW));
});
/** The present window, and its sketch. */
const window = new Float64Array(SHAPE_WINDOW);
const shape = new Float64Array(SKETCH_FIELDS);

/**
 * How far the window that ends with `value` is from the second nearest of the windows remembered (the first may be a chance likeness): a discord's measure
 * (Keogh, Lin & Fu, ICDM 2005) on a sketch of each window. In the channel's unit, measured each fourth row; 0 until there are enough. A missing value stands as the one before.
 * A spike that is over is left out, see `mendShape`; `S.rawDistance` is the distance with it.
 */
export function followShape(state: SeriesState, layout: StateLayout, value: number): number {
  const { scalars: s, windows } = state;
  const filled = s[S.shapeRows]!;
  const before = filled === 0 ? 0 : s[layout.shapeRing + ((filled - 1) % SHAPE_WINDOW)]!;
  const at = layout.shapeRing + (filled % SHAPE_WINDOW);
  s[at] = Number.isFinite(value) ? value : before;
  s[at + SHAPE_WINDOW] = s[at];
  s[S.shapeRows] = filled + 1;
  if (!isMeasured(filled)) return s[S.shapeDistance]!;
  const known = Math.min(WINDOWS_KEPT, s[S.shapeOffers]!);
  const oldest = (filled + 1) % SHAPE_WINDOW;
  const mended = filled - s[S.mendedAt]! < SHAPE_WINDOW;
  if (mended && known >= LEAST_WINDOWS) {
    sketch(s, layout.shapeRing + SHAPE_WINDOW, oldest);
    s[S.rawDistance] = Math.sqrt(secondNearest(windows, known));
  }
  sketch(s, layout.shapeRing, oldest);
  s[S.shapeSize]! += Math.max(1 / (s[S.shapeOffers]! + 1), 1 / SIZE_SPAN) * (Math.hypot(...shape) - s[S.shapeSize]!);
  if (known < LEAST_WINDOWS) return 0;
  s[S.shapeDistance] = Math.sqrt(secondNearest(windows, known));
  if (!mended) s[S.rawDistance] = s[S.shapeDistance]!;
  return s[S.shapeDistance]!;
}

/** The last `rows` samples were a spike: the window goes on as if each had been `value`, the one before them. */
export function mendShape(s: Float64Array, layout: StateLayout, value: number, rows: number): void {
  const filled = s[S.shapeRows]!;
  for (let back = 1; back <= rows; back += 1) s[layout.shapeRing + ((filled - back) % SHAPE_WINDOW)] = value;
  s[S.mendedAt] = filled;
}

/**
 * Keeps the sketch that `followShape` has just made, each fourth row, and remembers the one made a window before, so that no window is compared with one that it
 * overlaps: by reservoir sampling (Vitter, ACM Transactions on Mathematical Software 11, 1985) that forgets slowly. Without `learn` nothing is remembered.
 */
export function learnShape({ scalars: s, windows }: SeriesState, learn: boolean): void {
  const row = s[S.shapeRows]! - 1;
  if (!isMeasured(row)) return;
  const recent = (WINDOWS_KEPT + Math.floor(row / EVERY) % SKETCHES_RECENT) * SKETCH_FIELDS;
  if (learn && row >= 2 * SHAPE_WINDOW - 1) {
    const offers = s[S.shapeOffers]!;
    s[S.shapeOffers] = offers + 1;
    const place = offers < WINDOWS_KEPT ? offers : chance(offers) % Math.min(offers, SLOWEST);
    if (place < WINDOWS_KEPT) windows.copyWithin(place * SKETCH_FIELDS, recent, recent + SKETCH_FIELDS);
  }
  windows.set(shape, recent);
}

/** Whether the series is made of patterns that come again, as a waveform or a machine's cycle is: one that does not is odd there by itself, though none of its values are. */
export function doPatternsRecur(s: Float64Array): boolean {
  return s[S.tails + TAIL.pattern * TAIL_CELLS]! < RECURRING * s[S.shapeSize]!;
}

function isMeasured(row: number): boolean {
  return row >= SHAPE_WINDOW - 1 && row % EVERY === EVERY - 1;
}

/** Square of the second smallest distance of `shape` to the first `known` windows. Most are told to be far by their first coefficients. */
function secondNearest(windows: Float32Array, known: number): number {
  const [a, b, c, d, e, f, g] = shape as unknown as [number, number, number, number, number, number, number];
  let first = Infinity;
  let second = Infinity;
  for (let w = 0, at = 0; w < known; w += 1, at += SKETCH_FIELDS) {
    let square = (a - windows[at]!) ** 2 + (b - windows[at + 1]!) ** 2 + (c - windows[at + 2]!) ** 2;
    if (square >= second) continue;
    square += (d - windows[at + 3]!) ** 2 + (e - windows[at + 4]!) ** 2 + (f - windows[at + 5]!) ** 2 + (g - windows[at + 6]!) ** 2;
    if (square < first) {
      second = first;
      first = square;
    } else if (square < second) second = square;
  }
  return second;
}

/** Writes the sketch of the ring's window, whose oldest value is at `oldest`, into `shape`. */
function sketch(s: Float64Array, ring: number, oldest: number): void {
  let mean = 0;
  for (let i = 0; i < SHAPE_WINDOW; i += 1) mean += s[ring + i]!;
  mean /= SHAPE_WINDOW;
  let rest = 0;
  for (let i = 0; i < SHAPE_WINDOW; i += 1) {
    const value = s[ring + ((oldest + i) & (SHAPE_WINDOW - 1))]! - mean;
    window[i] = value;
    rest += value * value;
  }
  for (let k = 0; k < COEFFICIENTS; k += 1) {
    let sum = 0;
    for (let i = 0, at = k * SHAPE_WINDOW; i < SHAPE_WINDOW; i += 1) sum += basis[at + i]! * window[i]!;
    shape[k] = sum;
    rest -= sum * sum;
  }
  shape[COEFFICIENTS] = Math.sqrt(Math.max(0, rest));
}

/** A whole number that is the same for the same `n` (Mueller's integer hash): chance that a replay repeats. */
function chance(n: number): number {
  let x = Math.imul((n >>> 16) ^ n, 0x45d9f3b);
  x = Math.imul((x >>> 16) ^ x, 0x45d9f3b);
  return ((x >>> 16) ^ x) >>> 0;
}
