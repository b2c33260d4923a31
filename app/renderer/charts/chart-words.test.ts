import { describe, expect, it } from 'vitest';
import { anomalyCountWords, channelSpan, cursorWords, drawnNames, drawnReadings, readingsAt, summaryWords, warmUpWords } from './chart-words.ts';
import type { DrawPoints } from './plot/decimate.ts';

const f32 = (...values: number[]) => Float32Array.from(values);
const points: DrawPoints = {
  times: Float64Array.from([0, 1000, 2000]), values: [Float64Array.from([1, 9, NaN])], expected: [f32(2, 2, NaN)], low: [f32(1, 1, NaN)], high: [f32(3, 3, NaN)],
  score: f32(0.1, 0.9, NaN), rowCount: 3, whole: true,
};

describe('words around a chart', () => {
  it('say what is under the cursor, and whether it leaves the band', () => {
    const words = cursorWords(readingsAt(points, ['flow'], 1400)!, 'utc');
    expect(words).toContain('flow 9, expected 2 (1 to 3), above the band; score 0.90');
  });
  it('name a counter by its growth where that is drawn, and read a sample of it so; of a reset none is known', () => {
    const drawn = { counters: [1], isGrowth: true };
    expect(drawnNames(['load', 'kWh'], drawn)).toEqual(['load', 'growth of kWh']);
    expect(drawnNames(['load', 'kWh'], { ...drawn, isGrowth: false })).toEqual(['load', 'kWh']);
    const load = { channel: 'load', value: 3, expected: 3, low: 2, high: 4 };
    const meter = { channel: 'kWh', value: 108, expected: 105, low: 101, high: 109 };
    expect(drawnReadings([load, { ...meter, from: 100 }], drawn)).toMatchObject([load, { value: 8, expected: 5, low: 1, high: 9 }]);
    expect(drawnReadings([load, meter], drawn)[1]).toMatchObject({ value: NaN, low: NaN });
    expect(drawnReadings([load, meter], null)).toEqual([load, meter]);
  });
  it('say as many digits as tell a value from its band', () => {
    const meter: DrawPoints = { ...points, values: [Float64Array.from([48_867.53, 48_867.57, 1.25])], expected: [f32(NaN, 48_867.5625, 1.2)], low: [f32(NaN, 48_867.515625, 1)], high: [f32(NaN, 48_867.609375, 3)] };
    const said = (time: number) => cursorWords(readingsAt(meter, ['meter'], time)!, 'utc');
    expect(said(1000)).toContain('meter 48,867.57, expected 48,867.563 (48,867.516 to 48,867.609)');
    expect(said(0)).toContain('meter 48,867.5;');
    expect(said(2000)).toContain('meter 1.25, expected 1.2 (1 to 3)');
  });
  it('say that a value is missing and that a score is not known yet', () => {
    const words = cursorWords(readingsAt(points, ['flow'], 99_000)!, 'utc');
    expect(words).toContain('flow missing');
    expect(words).toContain('warming up');
  });
  it('say how far a series is from its first score, until there is one', () => {
    const unscored = { ...points, score: f32(NaN, NaN, NaN), rowCount: 57 };
    expect(warmUpWords(unscored, 12, 128)).toBe('Warming up: 57 of 128 samples before the first score');
    expect(warmUpWords(unscored, 4000, 128)).toBe('Warming up: no score in this stretch');
    expect([warmUpWords(points, 57, 128), warmUpWords(null, 57, 128), warmUpWords(unscored, 57, null)]).toEqual([null, null, null]);
  });
  it('sum up what is in view', () => {
    const mark = { id: 'a', start: 900, end: 1100, severity: 'high' as const, open: false, words: '', settled: false };
    const words = summaryWords(points, ['flow'], { from: 0, to: 2000 }, [mark, { ...mark, start: 5000, end: 6000 }], 'utc');
    expect(words).toContain('flow 1 to 9, about 5, rising, last 9. 1 anomaly in view.');
    const high = { ...points, values: [Float64Array.from([48_861, 48_869, NaN])] };
    expect(summaryWords(high, ['meter'], { from: 0, to: 2000 }, [], 'utc')).toContain('meter 48,861 to 48,869, about 48,865, rising');
    expect(summaryWords(points, ['flow'], { from: 0, to: 2000 }, [mark], 'utc', 500)).toContain('No anomaly in view.');
    expect(summaryWords(null, ['flow'], null, [], 'utc')).toMatch(/Nothing is stored/);
  });
  it('say how a channel goes: rising, falling, or neither, whatever its level', () => {
    const times = Float64Array.from({ length: 40 }, (_, i) => 1_772_719_200_000 + i * 1000);
    const trendOf = (value: (i: number) => number) => channelSpan({ ...points, times, values: [Float64Array.from(times, (_, i) => value(i))] }, 0, { from: times[0]!, to: times[39]! })!.trend;
    expect([trendOf((i) => 1e6 + i / 100 + (i % 2)), trendOf((i) => 1e6 + i), trendOf((i) => -i), trendOf(() => 7)]).toEqual(['no trend', 'rising', 'falling', 'no trend']);
    expect(channelSpan(points, 0, { from: 1500, to: 2500 })).toBeNull();
  });
  it('count anomalies as one says it', () => {
    expect([0, 1, 2].map(anomalyCountWords)).toEqual(['No anomaly', '1 anomaly', '2 anomalies']);
  });
});
