import { describe, expect, it } from 'vitest';
import { createSeededRandom } from './seeded-random.ts';

function draw(count: number, next: () => number): { mean: number; sd: number } {
  const values = Array.from({ length: count }, next);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return { mean, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count) };
}

describe('seeded random', () => {
  it('gives the same numbers for the same seed, also when the seed is its text', () => {
    const numbers = (seed: number | string): number[] => {
      const random = createSeededRandom(seed);
      return Array.from({ length: 5 }, () => random.nextUint32());
    };
    expect(numbers(7)).toEqual(numbers('7'));
    expect(numbers(7)).not.toEqual(numbers(8));
  });

  it('keeps its numbers from release to release', () => {
    const random = createSeededRandom('anomalyforce');
    expect(Array.from({ length: 4 }, () => random.nextUint32())).toMatchInlineSnapshot(`
      [
        2685373860,
        793860270,
        469410855,
        3257091563,
      ]
    `);
  });

  it('derives by name alone: neither draws nor other names move it', () => {
    const fresh = createSeededRandom(1).derive('b').nextUint32();
    const used = createSeededRandom(1);
    used.nextUint32();
    used.derive('a').normal();
    expect(used.derive('b').nextUint32()).toBe(fresh);
    expect(used.derive('a').derive('b').nextUint32()).not.toBe(fresh);
  });

  it('draws uniform numbers and integers over their whole range and no further', () => {
    const random = createSeededRandom(2);
    const integers = new Set(Array.from({ length: 500 }, () => random.integer(-2, 3)));
    expect([...integers].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
    const { mean, sd } = draw(20_000, () => random.uniform(10, 12));
    expect(mean).toBeCloseTo(11, 1);
    expect(sd).toBeCloseTo(2 / Math.sqrt(12), 1);
  });

  it.each([
    ['normal', 5, 2, (random) => random.normal(5, 2)],
    ['exponential', 3, 3, (random) => random.exponential(3)],
    ['gamma', 6, Math.sqrt(12), (random) => random.gamma(3, 2)],
    ['gamma of a shape below 1', 1, Math.sqrt(2), (random) => random.gamma(0.5, 2)],
    ['poisson', 4, 2, (random) => random.poisson(4)],
    ['poisson of a large mean', 100, 10, (random) => random.poisson(100)],
    ['negative binomial', 6, Math.sqrt(6 + 36 / 4), (random) => random.negativeBinomial(6, 4)],
  ] satisfies [string, number, number, (random: ReturnType<typeof createSeededRandom>) => number][])('draws %s with its mean and standard deviation', (name, mean, sd, next) => {
    const random = createSeededRandom(name);
    const drawn = draw(40_000, () => next(random));
    expect(Math.abs(drawn.mean - mean) / mean).toBeLessThan(0.03);
    expect(Math.abs(drawn.sd - sd) / sd).toBeLessThan(0.04);
  });

  it('draws nothing from a mean of 0 and refuses an empty choice', () => {
    const random = createSeededRandom(3);
    expect(random.poisson(0)).toBe(0);
    expect(random.negativeBinomial(0, 2)).toBe(0);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
