import type { TensorBackend } from '../../worker/tensor-backend.ts';
import { UNIT, K, type Layout } from './state.ts';

/** Neighbours that a distance is taken to: the farthest of so many. */
export const NEIGHBOURS = 5;
/** TensorFlow picks some more, in 32 bits; which of them are nearest is decided in 64. */
export const CANDIDATES = 8;
/** Most numbers of one tensor of distances, and a far place for what is not remembered. */
const MOST_CELLS = 4_000_000;
const FAR = 1e12;
/** A channel counts for so many units at most: beyond, it is odd enough by itself. */
const MOST_UNITS = 10;

/** Rows of one series against the same memory: [rows, c] values without missing ones. */
export interface Segment {
  state: Float64Array;
  rows: Float64Array;
  count: number;
}

/** The nearest remembered rows of each row of a segment: [count, NEIGHBOURS] places in the memory, the nearest first, and their distances in units per channel (root mean square). */
export interface Neighbours {
  places: Uint16Array;
  distances: Float64Array;
}

/**
 * Searches for all segments at once: squared distances as one product of matrices per call, [series, rows, c] × [series, c, memory], of which TensorFlow keeps the least.
 * Each memory must hold at least CANDIDATES rows.
 */
export function findNearest({ tf }: TensorBackend, layout: Layout, segments: readonly Segment[]): Neighbours[] {
  const found: Neighbours[] = [];
  for (let from = 0; from < segments.length; ) {
    let to = from;
    let rows = 0;
    let memory = 0;
    for (; to < segments.length; to += 1) {
      const most = [Math.max(rows, segments[to]!.count), Math.max(memory, segments[to]!.state[K.count]!)] as const;
      if (to > from && (to + 1 - from) * most[0] * most[1] > MOST_CELLS) break;
      [rows, memory] = most;
    }
    found.push(...search(tf, layout, segments.slice(from, to), rows, memory));
    from = to;
  }
  return found;
}

function search(tf: TensorBackend['tf'], layout: Layout, segments: readonly Segment[], rows: number, memory: number): Neighbours[] {
  const { channels } = layout;
  const left = new Float32Array(segments.length * rows * channels);
  const right = new Float32Array(segments.length * memory * channels);
  const lengths = new Float32Array(segments.length * memory).fill(FAR);
  segments.forEach(({ state, rows: values, count }, i) => {
    const standard = (value: number, c: number) => {
      const unit = state[layout.channel(c) + UNIT]!;
      return Math.max(-MOST_UNITS, Math.min(MOST_UNITS, (value - state[layout.memory + c]!) / unit));
    };
    for (let row = 0; row < count; row += 1) for (let c = 0; c < channels; c += 1) left[(i * rows + row) * channels + c] = standard(values[row * channels + c]!, c);
    for (let row = 0; row < state[K.count]!; row += 1) {
      let length = 0;
      for (let c = 0; c < channels; c += 1) {
        const z = standard(state[layout.memory + row * channels + c]!, c);
        right[(i * memory + row) * channels + c] = z;
        length += z * z;
      }
      lengths[i * memory + row] = length;
    }
  });
  // |a − b|² without |a|², which does not change the order.
  const picked = tf.tidy(() => {
    const product = tf.matMul(tf.tensor3d(left, [segments.length, rows, channels]), tf.tensor3d(right, [segments.length, memory, channels]), false, true);
    const nearness = tf.sub(tf.mul(product, 2), tf.tensor3d(lengths, [segments.length, 1, memory]));
    return tf.topk(nearness, CANDIDATES, true).indices;
  });
  const candidates = picked.dataSync();
  picked.dispose();
  return segments.map((segment, i) => decide(layout, segment, candidates.subarray(i * rows * CANDIDATES, (i + 1) * rows * CANDIDATES)));
}

function decide(layout: Layout, { state, rows, count }: Segment, candidates: ArrayLike<number>): Neighbours {
  const { channels } = layout;
  const found: Neighbours = { places: new Uint16Array(count * NEIGHBOURS), distances: new Float64Array(count * NEIGHBOURS) };
  for (let row = 0; row < count; row += 1) {
    const near = Array.from({ length: CANDIDATES }, (_, k) => {
      const place = candidates[row * CANDIDATES + k]!;
      let square = 0;
      for (let c = 0; c < channels; c += 1) square += Math.min(MOST_UNITS, Math.abs(rows[row * channels + c]! - state[layout.memory + place * channels + c]!) / state[layout.channel(c) + UNIT]!) ** 2;
      return { place, distance: Math.sqrt(square / channels) };
    }).sort((a, b) => a.distance - b.distance || a.place - b.place);
    for (let k = 0; k < NEIGHBOURS; k += 1) {
      found.places[row * NEIGHBOURS + k] = near[k]!.place;
      found.distances[row * NEIGHBOURS + k] = near[k]!.distance;
    }
  }
  return found;
}
