import { expect, it } from 'vitest';
import { createBacklog } from './backlog.ts';

it('sums up what waited in all partitions, once, and leaves out what comes after', () => {
  const backlog = createBacklog();
  backlog.seen(0, 0, 5000);
  backlog.seen(1, 100, 2100);
  backlog.seen(0, 4000, 9000);
  expect(backlog.took({ partition: 0, nextOffset: 5000, records: 5000, anomalies: 3 })).toBeNull();
  expect([backlog.holds(0), backlog.holds(1)]).toEqual([false, true]);
  expect(backlog.took({ partition: 1, nextOffset: 2100, records: 2000, anomalies: 1 })).toEqual({ records: 7000, anomalies: 4 });
  expect(backlog.took({ partition: 1, nextOffset: 2200, records: 100, anomalies: 1 })).toBeNull();
});

it('takes the few records of a short absence, and a log without an end, as what just comes', () => {
  const backlog = createBacklog();
  backlog.seen(0, 0, 999);
  backlog.seen(1, 0, null);
  expect([backlog.holds(0), backlog.holds(1)]).toEqual([false, false]);
  expect(backlog.took({ partition: 0, nextOffset: 999, records: 999, anomalies: 1 })).toBeNull();
});
