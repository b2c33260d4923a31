import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { beginTail, drawnTailRarity, dropCluster, learnTail, lightTailRarity, MAX_RARITY, MOST_TAIL_RARITY, rarityOfScore, scoreOfRarity, TAIL_CELLS, tailRarity } from './calibrate.ts';
import { thresholdOf } from './threshold.ts';

describe('the calibrated score', () => {
  it('means 1 − p^¼', () => {
    expect(scoreOfRarity(0)).toBe(0);
    expect(scoreOfRarity(4)).toBeCloseTo(0.9, 12);
    expect(scoreOfRarity(8)).toBeCloseTo(0.99, 12);
    expect(rarityOfScore(1)).toBe(MAX_RARITY);
  });

  it('goes there and back', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 11.9, noNaN: true }), (rarity) => Math.abs(rarityOfScore(scoreOfRarity(rarity)) - rarity) < 1e-6), { numRuns: 50 });
  });
});

describe('a learned tail', () => {
  const learnNormals = (count: number): Float64Array => {
    const cells = new Float64Array(TAIL_CELLS);
    beginTail(cells, 0, 1.5, 0.3);
    const random = createSeededRandom(3);
    for (let i = 0; i < count; i += 1) learnTail(cells, 0, Math.abs(random.normal()));
    return cells;
  };

  it('gives as many rows a rarity of 2 and of 3 as it says, within a factor of two', () => {
    const cells = learnNormals(20_000);
    const random = createSeededRandom(4);
    const rarities = Array.from({ length: 100_000 }, () => tailRarity(cells, 0, Math.abs(random.normal())));
    const beyond = (rarity: number): number => rarities.filter((one) => one >= rarity).length / rarities.length;
    expect(beyond(2)).toBeGreaterThan(0.005);
    expect(beyond(2)).toBeLessThan(0.02);
    expect(beyond(3)).toBeGreaterThan(0.0005);
    expect(beyond(3)).toBeLessThan(0.003);
  });

  it('is taken for a Weibull tail where it is no heavier than exponential and known, so that one value far out is rarer than Pareto says', () => {
    const learn = (count: number, power: number): Float64Array => {
      const cells = new Float64Array(TAIL_CELLS);
      beginTail(cells, 0, 1.5, 0.18);
      const random = createSeededRandom(5);
      for (let i = 0; i < count; i += 1) learnTail(cells, 0, Math.abs(random.normal()) ** power);
      return cells;
    };
    const [light, young, heavy] = [learn(5000, 1.3), learn(500, 1.3), learn(5000, 3)];
    expect(tailRarity(light, 0, 12)).toBeLessThan(lightTailRarity(light, 0, 12) - 0.3);
    expect(lightTailRarity(young, 0, 12)).toBe(0);
    expect(lightTailRarity(heavy, 0, 100)).toBe(0);
  });

  it('keeps its promise to one row in 10,000 where normal, and is never taken to be lighter than that', () => {
    const cells = learnNormals(20_000);
    const random = createSeededRandom(4);
    const beyond = Array.from({ length: 1_000_000 }, () => lightTailRarity(cells, 0, Math.abs(random.normal()))).filter((one) => one >= 4).length;
    expect(beyond).toBeGreaterThan(30);
    expect(beyond).toBeLessThan(300);
    const tail = (index: number): Float64Array => Float64Array.of(2.33, index, 20_000, 0, 0);
    expect(lightTailRarity(tail(0.05), 0, 5)).toBe(lightTailRarity(tail(0.12), 0, 5));
    expect(lightTailRarity(tail(0.2), 0, 5)).toBeLessThan(lightTailRarity(tail(0.13), 0, 5));
  });

  it('ranks by the first guess while it is young, and by itself when it is old', () => {
    const farFrom = (count: number): number => {
      const cells = learnNormals(count);
      const own = tailRarity(cells, 0, 5);
      return Math.abs(drawnTailRarity(cells, 0, 5, 4, 0.3) - own) / own;
    };
    const young = new Float64Array(TAIL_CELLS);
    beginTail(young, 0, 1.5, 0.3);
    expect(drawnTailRarity(young, 0, 4, 4, 0.3)).toBeCloseTo(tailRarity(young, 0, 1.5), 12);
    expect(farFrom(40_000)).toBeLessThan(farFrom(4000) / 3);
    expect(farFrom(4000)).toBeLessThan(farFrom(400));
  });

  it('rises with the value and is never below 0 or above the most', () => {
    const cells = learnNormals(2000);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), (a, b) => {
        const [low, high] = [tailRarity(cells, 0, Math.min(a, b)), tailRarity(cells, 0, Math.max(a, b))];
        return low >= 0 && low <= high && high <= MOST_TAIL_RARITY;
      }),
      { numRuns: 100 },
    );
  });

  it('learns a long event as one excess, and none where the event was an anomaly', () => {
    const [one, dropped, many] = [learnNormals(2000), learnNormals(2000), learnNormals(2000)];
    for (let i = 0; i < 50; i += 1) for (const cells of [one, dropped]) learnTail(cells, 0, 8);
    dropCluster(dropped, 0);
    for (const cells of [one, dropped]) learnTail(cells, 0, 0.5);
    for (let i = 0; i < 50; i += 1) for (const value of [8, 0.5]) learnTail(many, 0, value);
    const index = (cells: Float64Array): number => cells[1]!;
    expect(index(dropped)).toBeLessThan(index(one));
    expect(index(one)).toBeLessThan(index(many));
  });
});

describe('the threshold', () => {
  it('is the detector\'s own at a sensitivity of 0.5, and moves a decade for each quarter', () => {
    expect(thresholdOf(0.5, 0.9)).toBeCloseTo(0.9, 9);
    expect(rarityOfScore(thresholdOf(0.75, 0.9))).toBeCloseTo(3, 9);
    expect(rarityOfScore(thresholdOf(0.25, 0.9))).toBeCloseTo(5, 9);
  });

  it('takes sensitivities beyond its range as the nearest', () => {
    expect(thresholdOf(7, 0.9)).toBe(thresholdOf(1, 0.9));
    expect(thresholdOf(-1, 0.9)).toBe(thresholdOf(0, 0.9));
  });
});
