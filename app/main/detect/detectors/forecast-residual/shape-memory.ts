import { S, SHAPE_RING, SHAPE_WINDOW, SKETCH_FIELDS, WINDOWS_KEPT, type SeriesState, type StateLayout } from './series-state.ts';

/** Windows overlap, so that one in so many rows is measured and offered. */
const EVERY = 4;
/** A window is described by its first coefficients, which leave its level out, and the size of what they leave. */
const COEFFICIENTS = SKETCH_FIELDS - 1;
/** Windows from which a distance is told. */
const LEAST_WINDOWS = 32;
/** Offers after which the memory is as slow as it gets. */
const SLOWEST = 20_000;

/** [COEFFICIENTS, SHAPE_WINDOW] rows 1 to 6 of the orthonormal discrete cosine transform (Ahmed, Natarajan & Rao, IEEE Transactions on Computers 23, 1974). */
const basis = Float64Array.from({ length: COEFFICIENTS * SHAPE_WINDOW }, (_, i) => {
  const k = Math.floor(i / SHAPE_WINDOW) + 1;
  return Math.sqrt(2 / SHAPE_WINDOW) * Math.cos((Math.PI * (2 * (i % SHAPE_WINDOW) + 1) * k) / (2 * SHAPE_WINDOW));
});
const shape = new Float64Array(SKETCH_FIELDS);

/**
 * How far the window that ends with `value` is from the second nearest of the windows remembered (the first may be a chance likeness): a discord's measure
 * (Keogh, Lin & Fu, ICDM 2005) on a sketch of each window. In the channel's unit, measured each fourth row; 0 until there are enough. A missing value stands as the one before.
 */
export function followShape(state: SeriesState, layout: StateLayout, value: number): number {
  const { scalars: s, windows } = state;
  const filled = s[S.shapeRows]!;
  const before = filled === 0 ? 0 : s[layout.shapeRing + ((filled - 1) % SHAPE_RING)]!;
  s[layout.shapeRing + (filled % SHAPE_RING)] = Number.isFinite(value) ? value : before;
  s[S.shapeRows] = filled + 1;
  const known = Math.min(WINDOWS_KEPT, s[S.shapeOffers]!);
  if (filled + 1 < SHAPE_WINDOW || known < LEAST_WINDOWS) return 0;
  if (filled % EVERY !== 0) return s[S.shapeDistance]!;
  sketch(s, layout.shapeRing, filled + 1 - SHAPE_WINDOW);
  let first = Infinity;
  let second = Infinity;
  for (let w = 0, at = 0; w < known; w += 1, at += SKETCH_FIELDS) {
    let square = 0;
    for (let f = 0; f < SKETCH_FIELDS; f += 1) {
      const difference = shape[f]! - windows[at + f]!;
      square += difference * difference;
    }
    if (square < first) {
      second = first;
      first = square;
    } else if (square < second) second = square;
  }
  s[S.shapeDistance] = Math.sqrt(second);
  return s[S.shapeDistance]!;
}

/** Remembers the window before the present one, each fourth row, by reservoir sampling (Vitter, ACM Transactions on Mathematical Software 11, 1985) that forgets slowly. */
export function learnShape(state: SeriesState, layout: StateLayout): void {
  const { scalars: s, windows } = state;
  const filled = s[S.shapeRows]!;
  if (filled < SHAPE_RING || filled % EVERY !== 0) return;
  const offers = s[S.shapeOffers]!;
  s[S.shapeOffers] = offers + 1;
  const place = offers < WINDOWS_KEPT ? offers : chance(offers) % Math.min(offers, SLOWEST);
  if (place >= WINDOWS_KEPT) return;
  sketch(s, layout.shapeRing, filled - SHAPE_RING);
  windows.set(shape, place * SKETCH_FIELDS);
}

/** Writes the window that begins with row `from` of the ring into `shape`. */
function sketch(s: Float64Array, ring: number, from: number): void {
  let mean = 0;
  for (let i = 0; i < SHAPE_WINDOW; i += 1) mean += s[ring + ((from + i) % SHAPE_RING)]!;
  mean /= SHAPE_WINDOW;
  shape.fill(0);
  let rest = 0;
  for (let i = 0; i < SHAPE_WINDOW; i += 1) {
    const value = s[ring + ((from + i) % SHAPE_RING)]! - mean;
    rest += value * value;
    for (let k = 0; k < COEFFICIENTS; k += 1) shape[k]! += basis[k * SHAPE_WINDOW + i]! * value;
  }
  for (let k = 0; k < COEFFICIENTS; k += 1) rest -= shape[k]! * shape[k]!;
  shape[COEFFICIENTS] = Math.sqrt(Math.max(0, rest));
}

/** A whole number that is the same for the same `n` (Mueller's integer hash): chance that a replay repeats. */
function chance(n: number): number {
  let x = Math.imul((n >>> 16) ^ n, 0x45d9f3b);
  x = Math.imul((x >>> 16) ^ x, 0x45d9f3b);
  return ((x >>> 16) ^ x) >>> 0;
}
