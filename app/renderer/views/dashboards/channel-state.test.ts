import { expect, it } from 'vitest';
import type { SeriesId, SeriesStretch } from '../../../shared/domain/series.ts';
import { bandStanding, bandState, lastReading, outsideCount } from './channel-state.ts';

const stretch = (values: number[], low = 0, high = 10): SeriesStretch => ({
  seriesId: 1 as SeriesId, channels: ['v'], resolution: 'samples', times: Float64Array.from(values, (_, k) => k), min: Float64Array.from(values), max: Float64Array.from(values),
  expected: new Float32Array(values.length).fill(5), low: new Float32Array(values.length).fill(low), high: new Float32Array(values.length).fill(high), score: new Float32Array(values.length), sampleCount: values.length,
});

it('reads the last row that has a value', () => {
  expect(lastReading(stretch([1, 12, NaN]), 0)).toEqual({ time: 1, value: 12, expected: 5, low: 0, high: 10 });
  expect(lastReading(stretch([NaN]), 0)).toBeNull();
  expect(lastReading(stretch([3], NaN), 0)).toMatchObject({ value: 3, low: null });
});

it('says on which side of the band a value is, and nothing during warm-up', () => {
  expect([12, -1, 10, null].map((value) => bandState({ value, low: 0, high: 10 }))).toEqual(['above', 'below', 'within', 'unknown']);
  expect(bandState({ value: 3, low: null, high: 10 })).toBe('unknown');
});

it('claims no state for a value that is not how things stand now', () => {
  expect([true, false].map((isCurrent) => bandStanding('within', isCurrent))).toEqual([{ tone: 'good', words: 'within its band' }, { tone: 'plain', words: 'was within its band' }]);
  expect([true, false].map((isCurrent) => bandStanding('above', isCurrent))).toEqual([{ tone: 'warn', words: 'above its band' }, { tone: 'plain', words: 'was above its band' }]);
  expect(bandStanding('unknown', false)).toEqual({ tone: 'plain', words: 'no band then' });
});

it('counts the rows outside among those with a band', () => {
  expect(outsideCount(stretch([1, 12, NaN, -3]), 0)).toEqual({ outside: 2, of: 3 });
  expect(outsideCount(stretch([1], NaN), 0)).toEqual({ outside: 0, of: 0 });
});
