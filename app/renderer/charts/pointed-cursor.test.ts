import { expect, it } from 'vitest';
import { createPointedCursor } from './pointed-cursor.ts';
import { createTimeRange } from './time-range.ts';

const here = { screenX: 10, screenY: 20 };

it('leads the cursor, and takes it away when it leaves', () => {
  const timeline = createTimeRange();
  const pointer = createPointedCursor(timeline);
  pointer.move(here, 5);
  expect(timeline.get().cursor).toBe(5);
  pointer.leave();
  expect(timeline.get().cursor).toBeNull();
});

it('leaves a cursor that a key has set where it is until it moves itself: the page that moves under it does not count, nor one that it was never seen on', () => {
  const timeline = createTimeRange();
  const pointer = createPointedCursor(timeline);
  pointer.move(here, 5);
  timeline.setCursor(8);
  pointer.move(here, 6);
  pointer.leave();
  createPointedCursor(timeline).leave();
  expect(timeline.get().cursor).toBe(8);
  pointer.move({ ...here, screenX: 11 }, 7);
  expect(timeline.get().cursor).toBe(7);
});
