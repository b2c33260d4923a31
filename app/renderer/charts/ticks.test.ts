import { describe, expect, it } from 'vitest';
import { axisLabels, tickFigures, timeTicks, valueTicks } from './ticks.ts';

const noon = Date.UTC(2026, 2, 5, 12);
const minute = 60_000;

describe('ticks', () => {
  it('of time lie at whole steps of the clock, at least as far apart as asked', () => {
    expect(timeTicks({ from: noon + 90_000, to: noon + 21 * minute }, 4 * minute)).toEqual({ stepMs: 5 * minute, ticks: [5, 10, 15, 20].map((at) => noon + at * minute) });
  });
  it('of values are round, within the edges and written to their step', () => {
    const labels = (low: number, high: number) => valueTicks(low, high, 3).map(({ label }) => label);
    expect(labels(-1.2, 9.4)).toEqual(['0', '5']);
    expect(labels(123_455.1, 123_458.3)).toEqual(['123,456', '123,458']);
    expect(labels(0.0012, 0.0031)).toEqual(['0.002', '0.003']);
    expect(labels(2, 2)).toEqual([]);
    expect(labels(NaN, NaN)).toEqual([]);
  });
  it('fit beside the axis: in millions where nine digits do not, and by their last digits where only those differ', () => {
    expect(axisLabels([0, 250_000_000, 500_000_000], 250_000_000)).toEqual(['0', '250M', '500M']);
    expect(axisLabels([-123_500_000, -123_000_000], 500_000)).toEqual(['-123.5M', '-123M']);
    expect(axisLabels([1_234_500_000, 1_235_000_000], 500_000)).toEqual(['1.2345B', '1.235B']);
    expect(axisLabels([123_456_788, 123_456_790], 2)).toEqual(['…6,788', '…6,790']);
    expect(axisLabels([1e18, 2e18], 1e18)).toEqual(['1.0e+18', '2.0e+18']);
    expect(axisLabels([123_456, 123_458], 2)).toEqual(['123,456', '123,458']);
  });
  it('two and a half apart are told as they lie', () => {
    expect([87.5, 90].map(tickFigures(2.5))).toEqual(['87.5', '90']);
    expect([0.025, 0.05].map(tickFigures(0.025))).toEqual(['0.025', '0.05']);
    expect([2500, 5000].map(tickFigures(2500))).toEqual(['2,500', '5,000']);
    expect([0.1, 0.2].map(tickFigures(0.1))).toEqual(['0.1', '0.2']);
  });
});
