import { describe, expect, it } from 'vitest';
import { simulateRetail } from './retail.ts';

interface Row {
  eventTime: number;
  on_hand: number;
  sold: number;
  delivered: number;
  price: number;
  promo: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 0, 5);

function simulate(seed: number, faults = true) {
  const simulation = simulateRetail({ seed, start: START, durationMs: 84 * DAY_MS, seriesCount: 6, faults });
  const series = Map.groupBy(simulation.records(), (record) => record.key);
  const rows = (key: string): Row[] => series.get(key)!.map(({ eventTime, value }) => ({ ...(value as unknown as Row), eventTime }));
  return { simulation, rows };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function autocorrelation(values: number[], lag: number): number {
  const mean = sum(values) / values.length;
  const variance = sum(values.map((value) => (value - mean) ** 2));
  return sum(values.slice(lag).map((value, i) => (value - mean) * (values[i]! - mean))) / variance;
}

const { simulation, rows } = simulate(9);
const during = (label: { key: string; start: number; end: number }): Row[] => rows(label.key).filter((row) => row.eventTime >= label.start && row.eventTime < label.end);
const labelsOf = (kind: string) => simulation.labels().filter((label) => label.kind === kind);

describe('retail', () => {
  it('counts whole units and never less than none, on whole hours', () => {
    for (const key of simulation.keys) {
      const odd = rows(key).filter(
        (row) => ![row.on_hand, row.sold, row.delivered].every((count) => Number.isInteger(count) && count >= 0) || row.eventTime % HOUR_MS !== 0 || !(row.price > 0),
      );
      expect(odd).toEqual([]);
    }
  });

  it('has a daily and a weekly rhythm', () => {
    const clean = simulate(9, false);
    const daily: number[] = [];
    const hourly = clean.rows('store-01/milk-1l').map((row) => row.sold);
    for (let i = 0; i < hourly.length; i += 24) daily.push(sum(hourly.slice(i, i + 24)));
    expect(autocorrelation(hourly, 24)).toBeGreaterThan(0.5);
    expect(autocorrelation(hourly, 12)).toBeLessThan(0);
    expect(autocorrelation(daily, 7)).toBeGreaterThan(0.3);
    expect(autocorrelation(daily, 7)).toBeGreaterThan(0.2 + Math.max(autocorrelation(daily, 3), autocorrelation(daily, 4)));
  });

  it('sells nothing while closed', () => {
    const closed = rows('store-01/shampoo').filter((row) => new Date(row.eventTime).getUTCHours() < 8 || new Date(row.eventTime).getUTCHours() >= 22);
    expect(sum(closed.map((row) => row.sold))).toBe(0);
  });

  it('accounts for every unit but the odd one, outside shrinkage; and never runs out in normal life', () => {
    const clean = simulate(9, false);
    for (const key of clean.simulation.keys) {
      const all = clean.rows(key);
      const lost = all.slice(1).map((row, i) => all[i]!.on_hand + row.delivered - row.sold - row.on_hand);
      expect(lost.filter((units) => units < 0 || units > 1)).toEqual([]);
      expect(all.filter((row) => row.on_hand === 0)).toEqual([]);
    }
  });

  it('runs the shelf empty in each stock-out, until the delivery that ends it', () => {
    expect(labelsOf('stock-out').length).toBeGreaterThan(0);
    for (const label of labelsOf('stock-out')) {
      expect(during(label).filter((row) => row.on_hand === 0 && row.sold === 0).length).toBeGreaterThan(12);
      expect(sum(during(label).map((row) => row.delivered))).toBe(0);
      expect(rows(label.key).find((row) => row.eventTime === label.end)!.delivered).toBeGreaterThan(0);
    }
  });

  it('loses a fifth of the stock or more without sales in shrinkage', () => {
    expect(labelsOf('shrinkage').length).toBeGreaterThan(0);
    for (const label of labelsOf('shrinkage')) {
      const before = rows(label.key).find((row) => row.eventTime === label.start - HOUR_MS)!.on_hand;
      const lost = before - during(label).at(-1)!.on_hand - sum(during(label).map((row) => row.sold));
      expect(lost / before).toBeGreaterThan(0.2);
    }
  });

  it('announces a promotion, which is expected, and sells about three times as much', () => {
    expect(labelsOf('promotion').length).toBeGreaterThan(0);
    expect(simulation.labels().every((label) => label.expected === (label.kind === 'promotion'))).toBe(true);
    for (const label of labelsOf('promotion')) {
      const promoted = during(label).filter((row) => row.promo === 1);
      const from = promoted[0]!.eventTime;
      const to = promoted.at(-1)!.eventTime;
      expect((to - from) / HOUR_MS + 1).toBe(promoted.length);
      expect(promoted.length % 24).toBe(0);
      const weekBefore = rows(label.key).filter((row) => row.eventTime >= from - 7 * DAY_MS && row.eventTime <= to - 7 * DAY_MS);
      expect(weekBefore.every((row) => row.promo === 0 && row.price > promoted[0]!.price)).toBe(true);
      const lift = sum(promoted.map((row) => row.sold)) / sum(weekBefore.map((row) => row.sold));
      expect(lift).toBeGreaterThan(1.8);
      expect(lift).toBeLessThan(5);
    }
  });
});
