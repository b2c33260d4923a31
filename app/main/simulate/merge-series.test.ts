import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeSeries } from './merge-series.ts';

it('merges any number of ordered series by event time, the earlier series first at equal times', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 9 }))), (times) => {
      const series = times.map((one, index) => one.sort((a, b) => a - b).map((eventTime) => ({ eventTime, key: String(index).padStart(3, '0'), value: {} })));
      const expected = series.flat().sort((a, b) => a.eventTime - b.eventTime || a.key.localeCompare(b.key));
      expect([...mergeSeries(series)]).toEqual(expected);
    }),
  );
});
