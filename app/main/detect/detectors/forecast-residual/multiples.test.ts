import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../seeded-random.ts';
import { beginMultiples, learnMultiple, MULTIPLE_CELLS, withMultiple } from './multiples.ts';

const random = createSeededRandom(5);
const series = {
  'ranges or volumes': () => Math.exp(random.normal(3, 0.7)),
  'temperatures': () => random.normal(50),
  'changes around 0': () => random.normal(),
  'counts that are mostly 0': () => Math.max(0, Math.round(random.normal(-1, 2))),
  'an idle load with bursts': () => (random.normal() > 1.6 ? 40 : 2) + Math.abs(random.normal(0, 0.1)),
};

function learned(draw: () => number, rows: number): Float64Array {
  const cells = new Float64Array(MULTIPLE_CELLS);
  beginMultiples(cells, 0);
  for (let row = 0; row < rows; row += 1) learnMultiple(cells, 0, draw(), false);
  return cells;
}

describe('values as multiples of their mean', () => {
  it('say of ranges or volumes how rare one is, the more the longer they were learned', () => {
    const [few, many] = [500, 8000].map((rows) => learned(series['ranges or volumes'], rows));
    const mean = Math.exp(3 + 0.7 ** 2 / 2);
    expect(withMultiple(many!, 0, 2 * mean, 6)).toBeLessThan(4);
    expect(withMultiple(many!, 0, 40 * mean, 4)).toBeGreaterThan(5);
    expect(withMultiple(few!, 0, 2 * mean, 6)).toBeGreaterThan(withMultiple(many!, 0, 2 * mean, 6));
    expect(withMultiple(few!, 0, 2 * mean, 6)).toBeLessThan(6);
  });

  it.each(['temperatures', 'changes around 0', 'counts that are mostly 0', 'an idle load with bursts'] as const)('say nothing of %s', (name) => {
    const cells = learned(series[name], 8000);
    for (const value of [0, 1, 60, 1e4]) expect(withMultiple(cells, 0, value, 5)).toBe(5);
  });

  it('say that a level stays higher, though no single value is far out', () => {
    const cells = learned(series['ranges or volumes'], 8000);
    for (let row = 0; row < 64; row += 1) learnMultiple(cells, 0, 3 * series['ranges or volumes'](), true);
    expect(withMultiple(cells, 0, 100, 2)).toBeGreaterThan(4);
  });

  it('leave what is told of dips as it is', () => {
    const cells = learned(series['ranges or volumes'], 8000);
    for (let row = 0; row < 64; row += 1) learnMultiple(cells, 0, 1, true);
    expect(withMultiple(cells, 0, 1, 6)).toBe(6);
  });

  it.each([1000, 20_000])('come back within some thousand rows where there was nothing for %d', (empty) => {
    const cells = learned(series['ranges or volumes'], 8000);
    const mean = Math.exp(3 + 0.7 ** 2 / 2);
    for (let row = 0; row < empty; row += 1) learnMultiple(cells, 0, 0, false);
    for (let row = 0; row < 200; row += 1) learnMultiple(cells, 0, series['ranges or volumes'](), false);
    expect(withMultiple(cells, 0, 2 * mean, 6)).toBe(6);
    for (let row = 0; row < 5000; row += 1) learnMultiple(cells, 0, series['ranges or volumes'](), false);
    expect(withMultiple(cells, 0, 2 * mean, 6)).toBeLessThan(4);
  });

  it('begin anew with a value below 0, and pass by what is missing', () => {
    const cells = learned(series['ranges or volumes'], 8000);
    learnMultiple(cells, 0, NaN, false);
    expect(withMultiple(cells, 0, 60, 6)).toBeLessThan(6);
    expect(withMultiple(cells, 0, NaN, 6)).toBe(6);
    expect(withMultiple(cells, 0, -1, 6)).toBe(6);
    learnMultiple(cells, 0, -1, false);
    expect(withMultiple(cells, 0, 60, 6)).toBe(6);
  });
});
