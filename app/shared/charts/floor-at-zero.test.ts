import { expect, it } from 'vitest';
import type { SeriesStretch } from '../domain/series.ts';
import { isToldFromZero, withCountsFromZero } from './floor-at-zero.ts';

const stretch = (values: number[]): SeriesStretch => {
  const both = Float64Array.from(values);
  const rows = values.length / 2;
  return { channels: ['a', 'b'], times: new Float64Array(rows), min: both, max: both, expected: new Float32Array(2 * rows).fill(1), low: new Float32Array(2 * rows).fill(-3), high: new Float32Array(2 * rows).fill(4), score: new Float32Array(rows) } as unknown as SeriesStretch;
};

it('counts have no band below zero, the channels beside them keep theirs', () => {
  expect([...withCountsFromZero(stretch([0, -1, NaN, 2, 7, 3]), 0).low]).toEqual([0, -3, 0, -3, 0, -3]);
});

it('a channel whose anomalies are told with a band from zero has none below, unless it is negative here', () => {
  const anomalies = [{ evidence: [{ channel: 'a', observed: 9, expected: 1, low: 0, high: 2, share: 1 }, { channel: 'b', observed: 9, expected: 1, low: -3, high: 2, share: 0 }] }];
  expect(['a', 'b'].map((channel) => isToldFromZero(anomalies, channel))).toEqual([true, false]);
  expect([...withCountsFromZero(stretch([0.5, -1]), 0, true).low]).toEqual([0, -3]);
  expect([...withCountsFromZero(stretch([-0.5, -1]), 0, true).low]).toEqual([-3, -3]);
});

it('what is negative, no whole number or missing keeps its band', () => {
  for (const values of [[0, 0, -1, 0], [0.5, 0, 1, 0], [NaN, 0, NaN, 0]]) expect([...withCountsFromZero(stretch(values), 0).low]).toEqual([-3, -3, -3, -3]);
});
