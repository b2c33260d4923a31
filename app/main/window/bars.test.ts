import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BarFigure } from '../../shared/domain/stream.ts';
import { createBars } from './bars.ts';
import { createWindowService, type AcceptedRows, type IncomingRows, type OpenBar } from './window-service.ts';

type Row = [key: string, time: number, value: number];
function rows(...list: Row[]): IncomingRows {
  return { rows: list.length, keys: list.map(([key]) => key), times: Float64Array.from(list, ([, time]) => time), values: Float64Array.from(list, ([, , value]) => value) };
}
const bars = (figure: BarFigure = 'last', open: readonly OpenBar[] = [], cap = 10) => createBars(createWindowService({ channels: 1, known: [] }), { widthMs: 100, figures: [figure], cap, open });
const told = ({ samples }: AcceptedRows) => Array.from(samples.times, (time, row) => [time, samples.values[row]]);

describe('bars', () => {
  it('sums up ticks of one time and in any order within a bar, and stands at its end', () => {
    const ticks = rows(['a', 110, 3], ['a', 150, 9], ['a', 150, 2], ['a', 120, 6], ['a', 210, 1]);
    const of = (figure: BarFigure) => told(bars(figure).accept(ticks));
    expect({ last: of('last'), mean: of('mean'), low: of('low'), high: of('high'), range: of('range'), sum: of('sum') }).toEqual({ last: [[200, 2]], mean: [[200, 5]], low: [[200, 2]], high: [[200, 9]], range: [[200, 7]], sum: [[200, 20]] });
  });
  it('gives the return over the bar before, also past a bar without values', () => {
    const accepted = bars('return').accept(rows(['a', 0, 100], ['a', 100, 110], ['a', 200, NaN], ['a', 300, 121], ['a', 400, -1], ['a', 500, 1]));
    expect(told(accepted)).toEqual([[100, NaN], [200, Math.log(1.1)], [300, NaN], [400, Math.log(1.1)], [500, NaN]]);
  });
  it('counts records behind the bar under way as late, and names the row that finished a bar', () => {
    const { late, rowOf } = bars().accept(rows(['a', 110, 1], ['b', 110, 1], ['a', 99, 1], ['a', 230, 1], ['b', 199, 1]));
    expect({ late, rowOf: [...rowOf] }).toEqual({ late: 1, rowOf: [3] });
  });
  it('leaves out bars without rows, and takes a missing value for none', () => {
    expect(told(bars('mean').accept(rows(['a', 10, 4], ['a', 20, NaN], ['a', 910, 1])))).toEqual([[100, 4]]);
  });
  it('takes no more series than its cap', () => {
    expect([...bars('last', [], 1).accept(rows(['a', 1, 1], ['b', 1, 1], ['a', 2, 1])).overCap]).toEqual([1]);
  });
  it('goes on with an unfinished bar from the store, but not with one of another width', () => {
    const { openBars } = bars('sum').accept(rows(['a', 110, 3]));
    expect(told(bars('sum', openBars).accept(rows(['a', 120, 4], ['a', 200, 0])))).toEqual([[200, 7]]);
    const wider = createBars(createWindowService({ channels: 1, known: [] }), { widthMs: 1000, figures: ['sum'], open: openBars! });
    expect(told(wider.accept(rows(['a', 120, 4], ['a', 1000, 0])))).toEqual([[1000, 4]]);
  });
  it('gives the same bars wherever batches begin and end, also over a restart', () => {
    const row = fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.nat(60), (list, cut) => {
      const whole = bars('mean').accept(rows(...list));
      const one = bars('mean').accept(rows(...list.slice(0, cut)));
      const two = bars('mean', one.openBars).accept(rows(...list.slice(cut)));
      expect([...told(one), ...told(two)]).toEqual(told(whole));
      expect(one.late + two.late).toBe(whole.late);
    }));
  });
});
