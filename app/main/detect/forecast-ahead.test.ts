import { expect, it } from 'vitest';
import { createSeededRandom } from '../seeded-random.ts';
import { forecastAhead } from './forecast-ahead.ts';

const hour = 3_600_000;
const horizon = 48;
const times = (n: number) => Float64Array.from({ length: n }, (_, k) => k * hour);
/** A day's wave with noise, and a level that wanders slowly. */
function wave(n: number, wander: number): Float64Array {
  const random = createSeededRandom('waves');
  let level = 100;
  return Float64Array.from({ length: n }, (_, k) => (level += random.uniform(-wander, wander)) + 20 * Math.sin((2 * Math.PI * k) / 24) + random.uniform(-4, 4));
}

it('holds about nine of ten of the values that came, and goes by a season', () => {
  for (const wander of [0, 1]) {
    const all = wave(1_600, wander);
    let [inside, count] = [0, 0];
    for (let end = 500; end + horizon <= all.length; end += 37) {
      const ahead = forecastAhead(times(end), all.slice(0, end), horizon)!;
      expect(ahead.method).toMatch(/days|weeks|period of/);
      for (let k = 0; k < horizon; k += 1, count += 1) if (all[end + k]! >= ahead.low[k]! && all[end + k]! <= ahead.high[k]!) inside += 1;
    }
    expect(inside / count).toBeGreaterThan(0.8);
    expect(inside / count).toBeLessThan(0.98);
  }
});

it('has a band that never narrows with the horizon, wider at its end where the level wanders', () => {
  const random = createSeededRandom('walk');
  let level = 0;
  const walk = Float64Array.from({ length: 1_000 }, () => (level += random.uniform(-1, 1)));
  const { low, high, expected } = forecastAhead(times(1_000), walk, horizon)!;
  const widths = Array.from(high, (value, k) => value - low[k]!);
  for (let k = 1; k < horizon; k += 1) expect(widths[k]! + Math.abs(expected[k]! - expected[k - 1]!) + 1e-9).toBeGreaterThanOrEqual(widths[k - 1]!);
  expect(widths.at(-1)!).toBeGreaterThan(3 * widths[0]!);
});

it('finds a period that is no day', () => {
  const values = Float64Array.from({ length: 600 }, (_, k) => (k % 17 < 5 ? 10 : 2));
  const { expected, method } = forecastAhead(times(600), values, 20)!;
  expect(method).toContain('period of 17 values');
  expect(Array.from(expected)).toEqual(Array.from({ length: 20 }, (_, k) => ((600 + k) % 17 < 5 ? 10 : 2)));
});

it('never goes below zero where the history never did', () => {
  const random = createSeededRandom('counts');
  const { low } = forecastAhead(times(500), Float64Array.from({ length: 500 }, () => Math.max(0, Math.round(random.uniform(-3, 4)))), horizon)!;
  expect(Math.min(...low)).toBe(0);
});

it('says nothing of a short history, nor where the newest value is missing', () => {
  expect(forecastAhead(times(90), wave(90, 0), 10)).toBeNull();
  const broken = wave(500, 0);
  broken[499] = NaN;
  expect(forecastAhead(times(500), broken, 10)).toBeNull();
  expect(forecastAhead(new Float64Array(0), new Float64Array(0), 10)).toBeNull();
});

it('lets a counter go on growing, by its season', () => {
  const random = createSeededRandom('meter');
  let total = 5_000;
  const meter = Float64Array.from({ length: 1_000 }, (_, k) => (total += 10 + 8 * Math.sin((2 * Math.PI * k) / 24) + random.uniform(-2, 2)));
  const end = 940;
  const { method, expected, low, high } = forecastAhead(times(end), meter.slice(0, end), horizon)!;
  expect(method).toMatch(/^It goes on growing\. Of its growth: The mean of the same time of the days before/);
  for (let k = 0; k < horizon; k += 1) expect(Math.abs(expected[k]! - meter[end + k]!)).toBeLessThan(40);
  expect(high.at(-1)! - low.at(-1)!).toBeLessThan(100);
});
