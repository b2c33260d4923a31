import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { createForecastResidual } from '../forecast-residual.ts';
import { learnBand, measureBand, refreshInverse, type BandDistance } from './band-statistics.ts';
import { BANDS, stateLayout } from './series-state.ts';
import { decodeStates } from './state-bytes.ts';

const BAND = 1;

/** A band of `channels` that has learned `rows` of `draw`, and what it says of further rows. */
function learned(channels: number, rows: number, draw: () => number[]): (row: number[]) => number {
  const layout = stateLayout(channels);
  const cells = new Float64Array(layout.length);
  const floors = new Float64Array(channels);
  const distance: BandDistance = { length: 0, parts: new Float64Array(channels), alone: new Float64Array(channels) };
  for (let row = 0; row < rows; row += 1) learnBand(cells, layout, BAND, Float64Array.from(draw()), row, 0);
  refreshInverse(cells, layout, BAND, rows);
  return (row) => {
    measureBand(cells, layout, BAND, Float64Array.from(row), floors, new Float64Array(channels), distance);
    return distance.length;
  };
}

describe('a band of several channels', () => {
  it('believes a strong relation of many channels after few rows: a channel that leaves it is plain', () => {
    const random = createSeededRandom(5);
    const draw = (): number[] => {
      const cause = random.normal();
      return Array.from({ length: 24 }, () => cause + random.normal(0, 0.1));
    };
    const measure = learned(24, 60, draw);
    const odd = draw();
    odd[3]! += 1.5;
    const normal = Array.from({ length: 200 }, () => measure(draw())).sort((a, b) => a - b);
    expect(measure(odd)).toBeGreaterThan(normal[197]!);
  });

  it('holds a relation that is exact but for rounding to no more than the rounding', () => {
    const random = createSeededRandom(7);
    const layout = stateLayout(2);
    const cells = new Float64Array(layout.length);
    const rounding = Float64Array.of(0.35, 0.35);
    const distance: BandDistance = { length: 0, parts: new Float64Array(2), alone: new Float64Array(2) };
    const oddness = (first: number, second: number): number => {
      measureBand(cells, layout, BAND, Float64Array.of(first, second), rounding, new Float64Array(2), distance);
      return distance.alone[0]!;
    };
    for (let row = 0; row < 500; row += 1) {
      const sold = Math.round(4 * Math.abs(random.normal()));
      learnBand(cells, layout, BAND, Float64Array.of(-sold, sold), row, 0);
    }
    refreshInverse(cells, layout, BAND, 500, rounding);
    expect(oddness(-5, 4)).toBeLessThan(3);
    expect(oddness(-12, 4)).toBeGreaterThan(10);
  });

  it('takes what may be chance for no relation: independent channels count by their own distance', () => {
    const random = createSeededRandom(6);
    const draw = (): number[] => Array.from({ length: 12 }, () => random.normal());
    const measure = learned(12, 40, draw);
    const lengths = Array.from({ length: 400 }, () => measure(draw()));
    /** 3.5 is what twelve normal values have, 4.1 what an inverse of the bare matrix says here. */
    expect(Math.sqrt(lengths.reduce((sum, one) => sum + one * one, 0) / lengths.length)).toBeLessThan(3.8);
  });

  it('has the last rows in what is fitted once', () => {
    const channels = 3;
    const rows = 301;
    const random = createSeededRandom(7);
    const values = new Float64Array(rows * channels);
    for (let row = 0; row < rows; row += 1) for (let c = 0; c < channels; c += 1) values[row * channels + c] = random.normal() + (c > 0 ? values[row * channels]! : 0);
    const network = { predict: (_: Float32Array, count: number) => new Float32Array(count * 3).fill(1), dispose: () => {} };
    const detector = createForecastResidual({ channels, seed: 1, learnRows: rows }, network);
    detector.advance({ rows, channels, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => row * 1000), values });
    const layout = stateLayout(channels);
    const [state] = decodeStates('forecast-residual', '2', layout, detector.save())!;
    const again = state!.scalars.slice();
    for (let band = 0; band < BANDS; band += 1) refreshInverse(again, layout, band, rows);
    const inverseOf = (cells: Float64Array): number[] => [...cells.subarray(layout.bands + channels * channels, layout.bands + layout.bandFields)];
    inverseOf(state!.scalars).forEach((cell, at) => expect(cell).toBeCloseTo(inverseOf(again)[at]!, 2));
  });
});
