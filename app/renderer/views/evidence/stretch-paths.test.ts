import { expect, it } from 'vitest';
import type { SeriesStretch } from '../../../shared/domain/series.ts';
import { drawStretch } from './stretch-paths.ts';

function stretch(values: number[]): SeriesStretch {
  const f64 = Float64Array.from(values);
  const edge = (by: number) => Float32Array.from(values, (value) => value + by);
  return { seriesId: 1 as never, channels: ['load'], resolution: 'samples', times: Float64Array.from(values, (_, k) => k * 1000), min: f64, max: f64, expected: edge(0), low: edge(-1), high: edge(1), score: new Float32Array(values.length), sampleCount: values.length };
}

it('draws a line from edge to edge, highest at the top, with its anomalies at their times', () => {
  const drawn = drawStretch(stretch([0, 10, 5]), 0, [{ start: 1000, end: 2000, severity: 'high' }, { start: 9000, end: 9000, severity: 'low' }])!;
  expect(drawn.line).toBe('M0.0 116.0L0.0 116.0L500.0 4.0L1000.0 60.0');
  expect(drawn.marks).toEqual([{ x: 500, width: 500, severity: 'high' }]);
  expect([drawn.lowest, drawn.highest]).toEqual([0, 10]);
});

it('breaks line and band where a sample is missing, and draws nothing where all are', () => {
  const { line, band } = drawStretch(stretch([1, 2, NaN, 3, 4]), 0, [])!;
  expect([line, band].map((path) => path.split('M').length - 1)).toEqual([2, 2]);
  expect(drawStretch(stretch([NaN, NaN]), 0, [])).toBeNull();
});

it('shows an anomaly of a single sample', () => {
  expect(drawStretch(stretch([1, 2]), 0, [{ start: 1000, end: 1000, severity: 'low' }])!.marks).toEqual([{ x: 997, width: 3, severity: 'low' }]);
});
