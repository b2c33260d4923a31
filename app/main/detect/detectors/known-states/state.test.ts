import { expect, it } from 'vitest';
import { openTensorBackend } from '../../worker/tensor-backend.ts';
import { createSeededRandom } from '../../../seeded-random.ts';
import { findNearest, NEIGHBOURS } from './nearest.ts';
import { BLOCK, endBlock, K, layoutOf, MEMORY, newState, offerRow, UNIT } from './state.ts';

/** A state that was offered these rows in blocks. */
function stateOf(rows: readonly number[][], fillBlocks = 2): Float64Array {
  const layout = layoutOf(rows[0]!.length);
  const state = newState(layout);
  rows.forEach((row, at) => {
    offerRow(state, layout, Float64Array.from(row), state[K.stride]!);
    if ((at + 1) % BLOCK === 0) endBlock(state, layout, at < fillBlocks * BLOCK);
  });
  return state;
}
const remembered = (state: Float64Array, channels: number) => Array.from({ length: state[K.count]! }, (_, row) => state[layoutOf(channels).memory + row * channels]!);

it('remembers a long past evenly, and nothing of the last block', () => {
  const rows = 40_000;
  const memory = remembered(stateOf(Array.from({ length: rows }, (_, at) => [at])), 1);
  expect(memory.length).toBeGreaterThan(MEMORY / 2);
  expect(memory.length).toBeLessThanOrEqual(MEMORY);
  const steps = memory.slice(1).map((row, at) => row - memory[at]!);
  expect(Math.max(...steps)).toBeLessThanOrEqual(2 * Math.min(...steps));
  expect(memory.at(-1)!).toBeLessThan(rows - BLOCK);
  expect(memory[0]!).toBeLessThan(256);
});

it('measures in standard deviations of what is remembered; a still channel counts a thousandth of its size', () => {
  const layout = layoutOf(2);
  const state = stateOf(Array.from({ length: 2 * BLOCK }, (_, at) => [at % 2, 50]));
  expect(state[layout.channel(0) + UNIT]).toBeCloseTo(0.5, 12);
  expect(state[layout.channel(1) + UNIT]).toBeCloseTo(0.05, 12);
});

it('finds the same neighbours as comparing each row with each, for several series at once', async () => {
  const backend = await openTensorBackend();
  const random = createSeededRandom(3);
  const channels = 3;
  const layout = layoutOf(channels);
  const draw = (count: number, level: number) => Array.from({ length: count }, () => [random.normal(level, 1), random.normal(level, 20), random.normal(0, 0.1)]);
  const segments = [0, 1000].map((level, at) => ({ state: stateOf(draw(BLOCK * (3 + at), level)), rows: Float64Array.from(draw(10 + at, level).flat()), count: 10 + at }));
  const found = findNearest(backend, layout, segments);
  segments.forEach(({ state, rows, count }, at) => {
    for (let row = 0; row < count; row += 1) {
      const all = Array.from({ length: state[K.count]! }, (_, place) => Math.hypot(...Array.from({ length: channels }, (_c, c) => (rows[row * channels + c]! - state[layout.memory + place * channels + c]!) / state[layout.channel(c) + UNIT]!)) / Math.sqrt(channels));
      const nearest = [...all].sort((a, b) => a - b).slice(0, NEIGHBOURS);
      for (let k = 0; k < NEIGHBOURS; k += 1) {
        expect(found[at]!.distances[row * NEIGHBOURS + k]).toBeCloseTo(nearest[k]!, 9);
        expect(all[found[at]!.places[row * NEIGHBOURS + k]!]).toBeCloseTo(nearest[k]!, 9);
      }
    }
  });
});
