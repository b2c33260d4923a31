import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWindowService, type IncomingRows } from './window-service.ts';

function rows(...list: [key: string, time: number][]): IncomingRows {
  return { rows: list.length, keys: list.map(([key]) => key), times: Float64Array.from(list, ([, time]) => time), values: Float64Array.from(list, (_row, i) => i) };
}

describe('the window service', () => {
  it('numbers series in order of appearance and goes on from the known ones', () => {
    const window = createWindowService({ channels: 1, known: [{ key: 'a', lastTime: 5 }] });
    const { samples, newSeries } = window.accept(rows(['b', 1], ['a', 6], ['b', 2]));
    expect([...samples.series]).toEqual([1, 0, 1]);
    expect(newSeries).toEqual([{ index: 1, key: 'b' }]);
  });
  it('sets apart rows behind their own series, and those at the very same time', () => {
    const window = createWindowService({ channels: 1, known: [{ key: 'a', lastTime: 5 }] });
    const { samples, late, duplicates, rowOf, watermark } = window.accept(rows(['a', 4], ['a', 5], ['a', 9], ['a', 8]));
    expect({ late, duplicates, watermark, times: [...samples.times], rowOf: [...rowOf] }).toEqual({ late: 2, duplicates: 1, watermark: 9, times: [9], rowOf: [2] });
  });
  it('takes no more series than its cap', () => {
    const window = createWindowService({ channels: 1, cap: 2, known: [] });
    expect([...window.accept(rows(['a', 1], ['b', 1], ['c', 1], ['a', 2])).overCap]).toEqual([2]);
  });
  it('decides the same wherever batches begin and end', () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 20 }));
    fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.nat(60), (list, cut) => {
      const whole = createWindowService({ channels: 1, known: [] }).accept(rows(...list));
      const parts = createWindowService({ channels: 1, known: [] });
      const one = parts.accept(rows(...list.slice(0, cut)));
      const two = parts.accept(rows(...list.slice(cut)));
      expect([...one.samples.times, ...two.samples.times]).toEqual([...whole.samples.times]);
      expect([...one.samples.series, ...two.samples.series]).toEqual([...whole.samples.series]);
      expect([one.late + two.late, one.duplicates + two.duplicates]).toEqual([whole.late, whole.duplicates]);
    }));
  });
});
