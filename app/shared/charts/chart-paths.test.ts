import { describe, expect, it } from 'vitest';
import type { SeriesId, SeriesStretch } from '../domain/series.ts';
import { chartPaths } from './chart-paths.ts';

function stretch(values: readonly number[], { reach = 0, band = 1 } = {}): SeriesStretch {
  const of = (add: number) => Float64Array.from(values, (value) => value + add);
  return {
    seriesId: 1 as SeriesId, channels: ['load'], resolution: reach > 0 ? 'buckets' : 'samples', times: Float64Array.from(values, (_, row) => row * 10), min: of(-reach), max: of(0),
    expected: Float32Array.from(of(0)), low: Float32Array.from(of(-band)), high: Float32Array.from(of(band)), score: new Float32Array(values.length), sampleCount: values.length,
  };
}
const box = { width: 100, height: 50 };

describe('a chart of a report', () => {
  it('draws a line through the samples, from edge to edge of the range', () => {
    const { values, low, high } = chartPaths(stretch([0, 10]), 0, { from: 0, to: 10 }, box);
    expect(values).toBe('M0.0 47.3L100.0 6.7');
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(11);
  });
  it('draws the whole reach of a bucket', () => {
    expect(chartPaths(stretch([10, 10], { reach: 5 }), 0, { from: 0, to: 10 }, box).values.match(/[ML]/g)).toEqual(['M', 'L', 'L', 'L']);
  });
  it('leaves gaps where values are missing, in the line and in the band', () => {
    const { values, band } = chartPaths(stretch([1, NaN, 2, 3]), 0, { from: 0, to: 30 }, box);
    expect(values.match(/M/g)).toHaveLength(2);
    expect(band.match(/Z/g)).toHaveLength(2);
  });
  it('has nothing to draw where all is missing, and room where all is equal', () => {
    expect(chartPaths(stretch([NaN, NaN]), 0, { from: 0, to: 10 }, box)).toMatchObject({ values: '', band: '', low: NaN });
    const { low, high } = chartPaths(stretch([0, 0], { band: 0 }), 0, { from: 0, to: 10 }, box);
    expect(high).toBeGreaterThan(low);
  });
});
