import { describe, expect, it } from 'vitest';
import { simulateFinance } from './finance.ts';

interface Tick {
  time: number;
  bid: number;
  ask: number;
  bid_size: number;
  ask_size: number;
  last: number;
  volume: number;
}

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 2, 2, 14, 30);

function ticks(durationMs: number, seriesCount: number, faults: boolean, seed = 3) {
  const simulation = simulateFinance({ seed, start: START, durationMs, seriesCount, faults });
  const series = Map.groupBy(simulation.records(), (record) => record.key);
  const of = (key: string): Tick[] => series.get(key)!.map((record) => record.value as unknown as Tick);
  return { simulation, of };
}

function autocorrelation(values: number[], lag: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < values.length; i += 1) {
    variance += (values[i]! - mean) ** 2;
    if (i >= lag) covariance += (values[i]! - mean) * (values[i - lag]! - mean);
  }
  return covariance / variance;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('finance', () => {
  it('keeps bid below ask by whole cents, sizes in round lots, and the last price near the quote', () => {
    const { simulation, of } = ticks(60 * MINUTE_MS, 3, true);
    for (const key of simulation.keys) {
      const broken = of(key).filter(
        (tick) => !(tick.bid > 0 && tick.ask - tick.bid > 0.005 && Math.abs(tick.bid * 100 - Math.round(tick.bid * 100)) < 1e-6 && tick.bid_size >= 100 && tick.bid_size % 100 === 0 && tick.ask_size >= 100 && tick.volume >= 0 && tick.volume % 100 === 0),
      );
      expect(broken).toEqual([]);
    }
  });

  it('trades more at the open and the close than at midday', () => {
    const { of } = ticks(6.5 * 60 * MINUTE_MS, 1, false);
    const volume = of('SIM01').map((tick) => tick.volume);
    const part = (from: number, to: number): number => mean(volume.slice(from * volume.length, to * volume.length));
    expect(part(0, 0.1)).toBeGreaterThan(1.5 * part(0.45, 0.55));
    expect(part(0.9, 1)).toBeGreaterThan(1.5 * part(0.45, 0.55));
  });

  it('has returns that are hardly correlated but whose size clusters, and about the volatility of a share', () => {
    const { of } = ticks(6.5 * 60 * MINUTE_MS, 1, false);
    const mids = of('SIM01').map((tick) => Math.log((tick.bid + tick.ask) / 2));
    const returns: number[] = [];
    for (let i = 10; i < mids.length; i += 10) returns.push(mids[i]! - mids[i - 10]!);
    expect(Math.abs(autocorrelation(returns, 1))).toBeLessThan(0.1);
    expect(autocorrelation(returns.map(Math.abs), 1)).toBeGreaterThan(0.1);
    const yearly = Math.sqrt(mean(returns.map((one) => one * one)) * 2340 * 252);
    expect(yearly).toBeGreaterThan(0.15);
    expect(yearly).toBeLessThan(0.6);
  });

  it('drops by a percent or more in a flash crash and comes back', () => {
    const { simulation, of } = ticks(90 * MINUTE_MS, 3, true);
    const crashes = simulation.labels().filter((label) => label.kind === 'flash-crash');
    expect(crashes.length).toBeGreaterThan(0);
    for (const crash of crashes) {
      const series = of(crash.key);
      const before = series.findLast((tick) => tick.time < crash.start)!;
      const after = series.find((tick) => tick.time >= crash.end)!;
      const during = series.filter((tick) => tick.time >= crash.start && tick.time < crash.end);
      expect(Math.min(...during.map((tick) => tick.bid)) / before.bid).toBeLessThan(0.993);
      expect(after.bid / before.bid).toBeGreaterThan(0.993);
      expect(Math.max(...during.map((tick) => tick.ask - tick.bid))).toBeGreaterThan(2 * mean(series.map((tick) => tick.ask - tick.bid)));
    }
  });

  it('sends about twenty tiny updates a second while quotes are stuffed', () => {
    const { simulation, of } = ticks(90 * MINUTE_MS, 3, true);
    const spans = simulation.labels().filter((label) => label.kind === 'quote-stuffing');
    expect(spans.length).toBeGreaterThan(0);
    for (const span of spans) {
      const during = of(span.key).filter((tick) => tick.time >= span.start && tick.time < span.end);
      expect((during.length * 1000) / (span.end - span.start)).toBeGreaterThan(14);
      expect(Math.max(...during.map((tick) => tick.bid_size))).toBeLessThanOrEqual(200);
    }
  });

  it('repeats one quote without trades while the feed is stale', () => {
    const { simulation, of } = ticks(90 * MINUTE_MS, 3, true);
    const spans = simulation.labels().filter((label) => label.kind === 'stale-feed');
    expect(spans.length).toBeGreaterThan(0);
    for (const span of spans) {
      const during = of(span.key).filter((tick) => tick.time >= span.start && tick.time < span.end);
      expect(during.length).toBeGreaterThan(40);
      expect(new Set(during.map(({ time: _, ...quote }) => JSON.stringify(quote))).size).toBe(1);
      expect(during[0]!.volume).toBe(0);
    }
  });
});
