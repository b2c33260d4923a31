import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../main/seeded-random.ts';
import { beginCounter, COUNTER_CELLS, countersOf, DECIDED_FROM, followCounter, G, grainOf, isRefuted, isShown } from './counter.ts';

const MINUTE = 60_000;
const ROWS = 1000;

/** What a channel is taken for after its rows, and the first row after which it was none. */
function seen(values: readonly number[], stepMs = MINUTE): { isCounter: boolean; refutedAt: number } {
  const cells = new Float64Array(COUNTER_CELLS);
  beginCounter(cells, 0);
  let refutedAt = Infinity;
  values.forEach((value, row) => {
    followCounter(cells, 0, value, row * stepMs, 0);
    if (isRefuted(cells, 0)) refutedAt = Math.min(refutedAt, row);
  });
  return { isCounter: refutedAt === Infinity && isShown(cells, 0), refutedAt };
}

function grown(of: (row: number, random: ReturnType<typeof createSeededRandom>, before: number) => number, begin = 0): number[] {
  const random = createSeededRandom(4);
  let value = begin;
  return Array.from({ length: ROWS }, (_, row) => (value = of(row, random, value)));
}

describe('a counter', () => {
  it.each([
    ['a meter in tenths', grown((_, random, before) => Math.round(10 * (before + random.uniform(0, 3))) / 10, 18_234.6), MINUTE],
    ['a service restarted twice', grown((row, random, before) => (row % 400 === 399 ? 0 : before) + random.integer(0, 9)), MINUTE],
    ['orders of the day, by the hour', grown((row, random, before) => (row % 24 === 0 ? 0 : before) + (row % 24 < 8 ? 0 : random.integer(0, 9))), 60 * MINUTE],
    ['one that wraps', grown((_, random, before) => (before + random.integer(50, 150)) % 65_536, 60_000), MINUTE],
  ])('is told by its rows: %s', (_, values, stepMs) => {
    expect(seen(values, stepMs).isCounter).toBe(true);
  });

  it.each([
    ['a price that rises', grown((_, random, before) => before * (1.0006 + 0.0004 * random.normal()), 100)],
    ['a random walk upwards', grown((_, random, before) => before + random.normal(0.5))],
    ['a tank that is filled from a fifth on', grown((_, random, before) => (before > 100 ? 20 : before + random.uniform(0, 0.3)), 20)],
    ['a cycle from zero in a minute', grown((row, random, before) => (row % 60 === 0 ? 0 : before + random.uniform(0, 1)))],
    ['counts', grown((_, random) => random.integer(0, 4))],
    ['a value below zero', grown((_, random, before) => before + random.uniform(0, 1), -5)],
  ])('is not taken for one: %s', (_, values) => {
    expect(seen(values).refutedAt).toBeLessThan(ROWS);
  });

  it('is not known by few rows, few increases, or increases that are all alike', () => {
    const rising = grown((_, random, before) => before + random.integer(1, 9));
    expect(seen(rising.slice(0, DECIDED_FROM - 1)).isCounter).toBe(false);
    expect(seen(rising.slice(0, DECIDED_FROM)).isCounter).toBe(true);
    expect(seen(grown((row, random, before) => before + (row % 50 === 0 ? random.integer(1, 9) : 0))).isCounter).toBe(false);
    expect(seen(grown((_, __, before) => before + 1))).toEqual({ isCounter: false, refutedAt: Infinity });
  });

  it('grows by the time passed, and at a reset as in the row before', () => {
    const cells = new Float64Array(COUNTER_CELLS);
    beginCounter(cells, 0);
    const growth = (value: number, minute: number) => followCounter(cells, 0, value, minute * MINUTE, MINUTE);
    expect(growth(1000, 0).growth).toBeNaN();
    expect(growth(1030, 1)).toEqual({ growth: 30, from: 1000, intervals: 1 });
    expect(growth(1130, 5)).toEqual({ growth: 25, from: 1030, intervals: 4 });
    expect(growth(NaN, 6).growth).toBeNaN();
    expect(growth(1190, 7)).toEqual({ growth: 30, from: 1130, intervals: 2 });
    expect(growth(4, 8)).toEqual({ growth: 30, from: -26, intervals: 1 });
    expect(growth(24, 9)).toEqual({ growth: 20, from: 4, intervals: 1 });
  });

  it('grows by what its values are rounded to', () => {
    expect(grainOf([1234.1, 1234.2, NaN, 18_000])).toBe(0.1);
    expect(grainOf([3, 400_000_000_000])).toBe(1);
    expect(grainOf([Math.PI])).toBe(0);
    const cells = new Float64Array(COUNTER_CELLS);
    beginCounter(cells, 0);
    cells[G.grain] = 0.1;
    followCounter(cells, 0, 1234.1, 0, MINUTE);
    expect(followCounter(cells, 0, 1234.2, MINUTE, MINUTE).growth).toBe(followCounter(cells, 0, 1234.3, 2 * MINUTE, MINUTE).growth);
  });

  it('is found among the channels of a stretch', () => {
    const random = createSeededRandom('growth');
    let total = 5_000;
    const values = Float64Array.from({ length: 480 }, (_, cell) => (cell % 2 === 1 ? random.uniform(4, 6) : (total = cell === 300 ? 0 : total + random.integer(90, 110))));
    const found = (rows: number) => countersOf(2, Float64Array.from({ length: rows }, (_, row) => row * MINUTE), values.slice(0, 2 * rows));
    expect([found(240), found(100)]).toEqual([[0], []]);
  });
});
