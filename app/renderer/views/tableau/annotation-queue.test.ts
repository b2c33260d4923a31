import { expect, it } from 'vitest';
import { createAnnotationQueue } from './annotation-queue.ts';
import { ViewFailure } from './tableau-view.ts';

/** A view that keeps annotations; `waits` are the pauses that were asked for. */
function setUp(there: { annotationId: number; text: string; isOfMark: boolean }[] = []) {
  const waits: number[] = [];
  const placed: [string, number | null][] = [];
  const failed: string[] = [];
  let next = 100;
  let broken = 0;
  const settled: { resolve: (() => void) | null } = { resolve: null };
  const view = {
    annotations: async () => {
      if (broken > 0) { broken -= 1; throw new ViewFailure({ kind: 'unreachable', words: 'gone' }); }
      return [...there];
    },
    annotate: async (_sheet: number, criteria: unknown[], text: string) => {
      if (criteria.length === 0) throw new ViewFailure({ kind: 'no-mark', words: 'none' });
      there.push({ annotationId: (next += 1), text, isOfMark: true });
      return next;
    },
    removeAnnotation: async (_sheet: number, annotationId: number) => void there.splice(there.findIndex((one) => one.annotationId === annotationId), 1),
  };
  const queue = createAnnotationQueue({ view, after: async (ms) => void waits.push(ms), placed: (id, annotationId) => { placed.push([id, annotationId]); settled.resolve?.(); }, failed: (id) => { failed.push(id); settled.resolve?.(); } });
  const some = [{ field: 'Ward', values: ['7'] }];
  const want = (id: string, text: string, criteria = some) => ({ id, criteria, text });
  /** Until so many were placed or failed. */
  const until = async (count: number) => { while (placed.length + failed.length < count) await new Promise<void>((resolve) => { settled.resolve = resolve; }); await new Promise((resolve) => setImmediate(resolve)); };
  return { queue, there, waits, placed, failed, want, until, breakTimes: (times: number) => { broken = times; } };
}

it('writes what is missing with a pause after each, and takes what is there as it is', async () => {
  const { queue, there, waits, placed, want, until } = setUp([{ annotationId: 7, text: 'a', isOfMark: true }, { annotationId: 8, text: 'of somebody else', isOfMark: true }]);
  queue.want(0, [want('1', 'a'), want('2', 'b'), want('3', 'c')], () => false);
  await until(3);
  expect(placed).toEqual([['1', 7], ['2', 101], ['3', 102]]);
  expect(there.map(({ text }) => text)).toEqual(['a', 'of somebody else', 'b', 'c']);
  expect(waits).toEqual([300, 300]);
  queue.want(0, [want('1', 'a'), want('2', 'b'), want('3', 'c')], () => false);
  await until(6);
  expect(there).toHaveLength(4);
});

it('removes what was judged away, and nothing of anybody else', async () => {
  const { queue, there, want, until } = setUp([{ annotationId: 7, text: 'a', isOfMark: true }, { annotationId: 8, text: 'a', isOfMark: false }, { annotationId: 9, text: 'z', isOfMark: true }]);
  queue.want(0, [want('2', 'b')], (text) => text === 'a');
  await until(1);
  expect(there.map(({ annotationId }) => annotationId)).toEqual([8, 9, 101]);
});

it('goes on after a mark that is not there, and after a view that did not answer', async () => {
  const { queue, placed, failed, waits, want, until, breakTimes } = setUp();
  breakTimes(2);
  queue.want(0, [want('1', 'a', []), want('2', 'b')], () => false);
  await until(2);
  expect([failed, placed]).toEqual([['1'], [['2', 101]]]);
  expect(waits.slice(0, 2)).toEqual([10_000, 10_000]);
});
