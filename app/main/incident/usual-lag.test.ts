import { expect, it } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../seeded-random.ts';
import { innovationsOf } from './innovations.ts';
import { usualLag } from './usual-lag.ts';

const n = 1_000;
const minute = 60_000;
type Make = (random: SeededRandom, length: number) => Float64Array;

/** An autoregression of the first order: 0 is white, 1 a random walk. */
const wandering = (weight: number): Make => (random, length) => {
  let last = 0;
  return Float64Array.from({ length }, () => (last = weight * last + random.normal()));
};
const withCycle = (length: number, make: Make): Make => (random, count) => make(random, count).map((value, i) => value + 6 * Number(i % length < length / 5) + 3 * Math.sin((2 * Math.PI * i) / length));
/** Both step up, have a burst and fall back at the very same steps. */
const withFaults = (make: Make): Make => (random, count) => make(random, count).map((value, i) => value + (i >= 300 ? 40 : 0) + (i >= 600 && i < 640 ? 80 : 0) - (i >= 850 ? 60 : 0));
const lagBetween = (first: Float64Array, second: Float64Array, stepMs = minute) => {
  const [a, b] = [first, second].map((values) => innovationsOf(values, 0, stepMs));
  return a && b ? usualLag(a, b, 9) : null;
};

const kinds: [string, Make, number][] = [
  ['white noise', wandering(0), minute],
  ['slow wandering', wandering(0.9), minute],
  ['random walks', wandering(1), minute],
  ['a common cycle of 50 steps', withCycle(50, wandering(0.5)), minute],
  ['a common day of 96 quarters', withCycle(96, wandering(0.5)), 15 * minute],
  ['a common day of 24 hours', withCycle(24, wandering(0.7)), 60 * minute],
];

it.each(kinds)('finds no usual lag between independent series of %s that stepped at the same moments, over 100 pairs each', (_name, make, stepMs) => {
  let found = 0;
  for (let seed = 0; seed < 100; seed += 1) {
    const random = createSeededRandom(`apart ${seed}`);
    if (lagBetween(withFaults(make)(random.derive('a'), n), withFaults(make)(random.derive('b'), n), stepMs) !== null) found += 1;
  }
  expect(found).toBeLessThanOrEqual(2);
});

it.each(kinds)('finds the lag at which one follows the other in %s, and its sign', (_name, make, stepMs) => {
  let found = 0;
  for (let seed = 0; seed < 20; seed += 1) {
    const random = createSeededRandom(`together ${seed}`);
    const leader = make(random.derive('a'), n + 7);
    const noise = random.derive('b');
    const follower = leader.map((value, i) => (i < 7 ? 0 : -0.8 * leader[i - 7]!) + 0.6 * noise.normal());
    const lag = lagBetween(leader.slice(7), follower.slice(7), stepMs);
    if (lag?.lag === 7 && lag.correlation < -0.3 && lagBetween(follower.slice(7), leader.slice(7), stepMs)?.lag === -7) found += 1;
  }
  expect(found).toBeGreaterThanOrEqual(18);
});

it('calls nothing usual that happened in one stretch of the past only, seldom changes, or is short or full of gaps', () => {
  const random = createSeededRandom(3);
  const leader = wandering(0)(random.derive('a'), n);
  const noise = wandering(0)(random.derive('b'), n);
  expect(lagBetween(leader, noise.map((value, i) => (i < 450 ? leader[i]! : value)))).toBeNull();
  expect(lagBetween(leader, leader)?.lag).toBe(0);
  const seldom = leader.map((_value, i) => Number(i % 40 === 0));
  expect(innovationsOf(seldom, 0, minute)).toBeNull();
  expect(innovationsOf(leader.slice(0, 200), 0, minute)).toBeNull();
  expect(innovationsOf(leader.map((value, i) => (i % 2 === 0 ? value : NaN)), 0, minute)).toBeNull();
});
