import { expect, it } from 'vitest';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { createReading } from './tell-reading.ts';

function workbench(isCancelled = false): { own: Pick<Workbench, 'call'>; told: unknown[] } {
  const told: unknown[] = [];
  const call = (_method: string, { readingId, ...rest }: { readingId: string }) => {
    expect(readingId).toMatch(/^[0-9a-f]{32}$/);
    told.push(rest);
    return Promise.resolve({ isCancelled });
  };
  return { own: { call } as unknown as Pick<Workbench, 'call'>, told };
}
const turn = () => new Promise(setImmediate);

it('tells of a reading of many rows alone, and hands its id on to the judging', () => {
  const few = workbench();
  const short = createReading(few.own, 'Beds', () => undefined);
  short.told(10_000, 20_000);
  short.giveUp();
  expect([few.told, short.end()]).toEqual([[], null]);
  const many = workbench();
  const long = createReading(many.own, 'Beds', () => undefined);
  long.told(10_000, 40_000);
  expect(long.end()).toMatch(/^[0-9a-f]{32}$/);
  long.told(20_000, 40_000);
  long.giveUp();
  expect(many.told).toEqual([{ sheet: 'Beds', read: 10_000, total: 40_000, isOver: false }]);
});

it('says once that nobody goes on with it, and hears that it was cancelled in the list', async () => {
  const { own, told } = workbench(true);
  let cancelled = 0;
  const reading = createReading(own, 'Beds', () => (cancelled += 1));
  reading.told(10_000, 40_000);
  await turn();
  expect(cancelled).toBe(1);
  reading.giveUp();
  reading.giveUp();
  expect(told.slice(1)).toEqual([{ sheet: 'Beds', read: 0, total: 0, isOver: true }]);
});
