import { expect, it } from 'vitest';
import { nextSpan, spanLanesOf, spanTicks } from './span-lanes.ts';
import type { Listed } from './tied-findings.ts';

const one = (id: string, key: string, start: number, end: number, severity = 'low', verdict: string | null = null) => ({ id, key: [key], start, end, severity, score: 0.5, verdict }) as unknown as Listed;
const some = [one('a', '7', 0, 10), one('b', '7', 40, 60), one('c', '8', 45, 300, 'high'), one('d', '8', 500, 510), one('e', '7', 20, 30, 'high', 'false')];

it('draws what is odd as lanes over the time of the marks: the worst series first, cut at the edge, without what was judged false', () => {
  const { range, lanes, outside, left } = spanLanesOf(some, { from: 0, to: 100 }, 6)!;
  expect([range, outside, left]).toEqual([{ from: 0, to: 100 }, 1, 0]);
  expect(lanes.map(({ name, spans }) => [name, spans.map(({ of, left: at, width }) => [of.id, at, width])])).toEqual([['8', [['c', 45, 55]]], ['7', [['a', 0, 10], ['b', 40, 20]]]]);
});

it('draws a moment wide enough to be seen, also at the end', () => {
  const { lanes } = spanLanesOf([one('a', '7', 100, 100)], { from: 0, to: 100 }, 6)!;
  expect(lanes[0]!.spans[0]).toMatchObject({ left: 99.2, width: 0.8 });
});

it('is over the time of the spans where that of the marks is not known, counts series without a lane, and draws nothing where nothing is odd', () => {
  expect(spanLanesOf(some, null, 1)).toMatchObject({ range: { from: 0, to: 510 }, left: 1, outside: 0 });
  expect(spanLanesOf([one('a', '7', 5, 5)], null, 1)!.range).toEqual({ from: 5 - 1_800_000, to: 5 + 1_800_000 });
  expect(spanLanesOf([some[4]!], null, 6)).toBe(null);
});

it('goes from span to span by the arrow keys, and to the nearest of another lane', () => {
  const { lanes } = spanLanesOf(some, { from: 0, to: 100 }, 6)!;
  const to = (from: string | null, key: string) => nextSpan(lanes, from, key)?.id ?? null;
  expect([to('a', 'ArrowRight'), to('b', 'ArrowRight'), to('b', 'Home'), to('a', 'End'), to('a', 'ArrowUp'), to('c', 'ArrowDown'), to('c', 'ArrowUp'), to(null, 'ArrowRight'), to('a', 'x')]).toEqual(['b', null, 'a', 'b', 'c', 'b', null, 'c', null]);
});

it('writes times that people count in under the lanes, each where it is, and none that would be cut', () => {
  const [from, to] = [Date.UTC(2026, 0, 5, 18), Date.UTC(2026, 0, 6, 18)];
  expect(spanTicks({ from, to }, 'utc').map(({ label, left }) => [label, left])).toEqual([['18:00, Jan 5', 0], ['00:00, Jan 6', 25], ['06:00', 50], ['12:00', 75]]);
});
