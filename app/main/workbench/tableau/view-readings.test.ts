import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore } from '../../../../tests/fixtures/store-fixture.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { createWorkRegistry, type WorkRegistry } from '../work-registry.ts';
import { createViewReadings, type ViewReadings } from './view-readings.ts';

let made: ReturnType<typeof makeStore>;
let work: WorkRegistry;
let readings: ViewReadings;
let waits: Map<object, () => void>;
/** Nothing falls due until it is asked for. */
const clock: Clock = { ...systemClock, after(_, callback) {
  const key = {};
  waits.set(key, callback);
  return () => void waits.delete(key);
} };
const open = () => createWorkRegistry({ store: made.store, clock: systemClock, failed: (error) => { throw error as Error; } });
beforeEach(() => { made = makeStore(); waits = new Map(); work = open(); readings = createViewReadings(work, clock); });
afterEach(() => made.remove());

const told = (read: number, more: { total?: number; isOver?: boolean } = {}) => readings.told({ readingId: 'r', sheet: 'Beds', read, total: 40_000, isOver: false, ...more });

it('lists the reading of many rows as the first half of detection, whose id judging takes over, and none of few', () => {
  told(10_000, { total: 20_000 });
  expect(work.list()).toEqual([]);
  told(10_000);
  told(20_000);
  expect(work.list()).toMatchObject([{ id: 'view r', kind: 'view', subject: 'Beds', state: 'running', doneCount: 20_000, totalCount: 40_000, part: 0.25 }]);
  expect(readings.goOn('r')).toBe('view r');
  expect(waits.size).toBe(0);
  expect(readings.goOn('another')).toBeNull();
});

it('tells the screen, and judging, that it was cancelled in the list', () => {
  expect(told(10_000)).toBe(false);
  work.cancel('view r');
  expect(work.list()).toMatchObject([{ state: 'cancelled' }]);
  expect(told(20_000)).toBe(true);
  expect(() => readings.goOn('r')).toThrow('cancelled');
});

it('says that it stopped where the screen ends it, is gone, or the workbench was started anew', () => {
  told(10_000);
  told(10_000, { isOver: true });
  expect(work.list()).toMatchObject([{ state: 'stopped', hint: 'It was not read to its end. Detect again.' }]);
  told(10_000);
  for (const giveUp of waits.values()) giveUp();
  expect(work.list()).toMatchObject([{ state: 'stopped', hint: 'The screen that read it is gone. Detect again.' }]);
  told(10_000);
  work.close();
  expect(open().list()).toMatchObject([{ kind: 'view', state: 'stopped', hint: 'The workbench ended. Detect again.' }]);
});
