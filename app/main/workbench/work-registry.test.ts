import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, streamId } from '../../../tests/fixtures/store-fixture.ts';
import { workSchema, type Work } from '../../shared/domain/work.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { systemClock, type Clock } from '../clock.ts';
import { createWorkRegistry, type WorkRegistry } from './work-registry.ts';

let made: ReturnType<typeof makeStore>;
let now: number;
let due: { at: number; callback: () => void }[];
const clock: Clock = { ...systemClock, now: () => 1_700_000_000_000 + now, monotonic: () => now, after(ms, callback) {
  const one = { at: now + ms, callback };
  due.push(one);
  return () => { due = due.filter((other) => other !== one); };
} };
/** Lets time go by, with what falls due in it. */
function pass(ms: number): void {
  const until = now + ms;
  for (;;) {
    const [next] = due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    if (next === undefined) break;
    due = due.filter((one) => one !== next);
    now = Math.max(now, next.at);
    next.callback();
  }
  now = until;
}
beforeEach(() => { made = makeStore(); now = 0; due = []; });
afterEach(() => made.remove());

const open = () => createWorkRegistry({ store: made.store, clock, failed: (error) => { throw error as Error; } });
const upload = { kind: 'upload', subject: 'ward.csv', unit: 'bytes', totalCount: 1000, cancel: () => undefined } as const;
const only = (work: WorkRegistry): Work => {
  const [one, ...more] = work.list();
  expect(more).toEqual([]);
  return workSchema.parse(one);
};

it('says how far a work is, how fast, and from the smoothed rate how long it will take', () => {
  const work = open();
  const handle = work.begin(upload);
  expect(only(work)).toMatchObject({ state: 'running', part: 0, perSecond: null, leftMs: null });
  for (let step = 1; step <= 4; step += 1) {
    pass(1000);
    handle.progressed(step * 100);
  }
  expect(only(work)).toMatchObject({ doneCount: 400, part: 0.4, perSecond: 100, leftMs: expect.closeTo(6000) as number });
  pass(1000);
  handle.progressed(400);
  const { perSecond, leftMs } = only(work);
  expect(perSecond).toBeCloseTo(100 * Math.exp(-1 / 4));
  expect(leftMs).toBeCloseTo(6000 * Math.exp(1 / 4));
});

it('knows no time left where the total is not known, and takes the part of a file whose records nobody counted', () => {
  const work = open();
  const pack = work.begin({ ...upload, kind: 'pack', unit: 'samples', totalCount: null });
  pass(1000);
  pack.progressed(500);
  expect(only(work)).toMatchObject({ perSecond: 500, part: null, leftMs: null });
  pack.progressed(500, 0.25);
  pass(1000);
  pack.progressed(1000, 0.5);
  expect(only(work)).toMatchObject({ part: 0.5, leftMs: 2000 });
});

it('counts only what came since it went on', () => {
  const work = open();
  const handle = work.begin({ ...upload, unit: 'records', totalCount: null, doneCount: 5000 });
  handle.progressed(5000, 0.5);
  pass(1000);
  handle.progressed(5100, 0.6);
  expect(only(work).perSecond).toBeCloseTo(100);
  expect(only(work).leftMs).toBeCloseTo(4000);
});

it('has no rate and no time left while it rests, and the rest does not count when it goes on', () => {
  const work = open();
  const handle = work.begin({ ...upload, unit: 'records' });
  pass(1000);
  handle.progressed(100);
  handle.rests('Paused. Resume the stream to go on.');
  expect(only(work)).toMatchObject({ state: 'running', doneCount: 100, part: 0.1, perSecond: null, leftMs: null, hint: 'Paused. Resume the stream to go on.' });
  pass(60_000);
  handle.progressed(100);
  pass(1000);
  handle.progressed(200);
  expect(only(work)).toMatchObject({ perSecond: 100, leftMs: 8000, hint: '' });
});

it('tells at most four times a second, however often it is told, and the end too', () => {
  const work = open();
  const told: Work[][] = [];
  work.topic.onChange(({ changed }) => told.push(changed));
  const handle = work.begin(upload);
  for (let step = 1; step <= 1000; step += 1) {
    pass(1);
    handle.progressed(step);
  }
  handle.ended({ state: 'done' });
  handle.progressed(3);
  pass(250);
  expect(told.length).toBeLessThanOrEqual(6);
  expect(told.at(-1)).toMatchObject([{ state: 'done', doneCount: 1000, leftMs: null }]);
});

it('finds what was under way stopped at the next start, with what to do, and an import that goes on under way again', () => {
  const first = open();
  first.begin(upload);
  pass(1);
  const handle = first.begin({ ...upload, id: 'import x', kind: 'import', unit: 'records', totalCount: null, streamId });
  first.close();
  handle.ended({ state: 'cancelled' }); // streams are stopped as the workbench ends
  const next = open();
  expect(next.list().map(({ kind, state, hint }) => [kind, state, hint])).toEqual([
    ['import', 'stopped', 'The workbench ended. Start the stream: it goes on from its stored place.'],
    ['upload', 'stopped', 'The workbench ended. Choose the file again.'],
  ]);
  next.begin({ ...upload, id: 'import x', kind: 'import', unit: 'records', totalCount: null, streamId });
  expect(next.list().filter(({ kind }) => kind === 'import')).toMatchObject([{ state: 'running', hint: 'It goes on from its stored place.' }]);
  next.forget(streamId);
  next.clear();
  next.close();
  expect(open().list()).toEqual([]);
});

it('keeps the last fifty that ended', () => {
  const work = open();
  for (let one = 0; one < 60; one += 1) {
    pass(1);
    work.begin({ ...upload, subject: String(one) }).ended({ state: 'done' });
  }
  expect(work.list().map(({ subject }) => Number(subject)).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, one) => one + 10));
  expect(open().list()).toHaveLength(50);
});

it('cancels the work that it runs, says why one failed, and hands on what was thrown', async () => {
  const work = open();
  const never = new AbortController().signal;
  const cancelled = work.run({ kind: 'suggestion', subject: 'ward 7', unit: 'detectors' }, never, (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))));
  work.cancel(only(work).id);
  await expect(cancelled).rejects.toMatchObject({ code: 'AF_API_CANCELLED', message: 'Detector suggestion for ward 7 was cancelled.' });
  expect(only(work).state).toBe('cancelled');
  work.cancel(only(work).id);
  work.clear();
  await expect(work.run({ kind: 'pack', subject: 'Spike', unit: 'samples' }, never, () => Promise.reject(new WorkbenchError('AF_STORE_FULL', 'The disk is full.')))).rejects.toMatchObject({ code: 'AF_STORE_FULL' });
  expect(only(work)).toMatchObject({ state: 'failed', error: { code: 'AF_STORE_FULL' } });
  expect(only(work).hint).toContain('Free space');
  expect(() => work.cancel('none')).toThrow('no such work');
});
