import type { TimeRangeStore } from './time-range.ts';

/** A pointer's hold on the cursor of a timeline. It takes nothing from a key: where that put the cursor it stays until the pointer moves, and not only the page under it. */
export interface PointedCursor {
  /** The pointer was seen over `time`; null is beside all of it. */
  move(event: { screenX: number; screenY: number }, time: number | null): void;
  leave(): void;
}

/** The hold of one element's pointer. */
export function createPointedCursor(timeline: TimeRangeStore): PointedCursor {
  let rest = { x: NaN, y: NaN };
  let pointed: number | null = null;
  const isKeyed = () => timeline.get().cursor !== pointed;
  return {
    move({ screenX: x, screenY: y }, time) {
      const isAtRest = x === rest.x && y === rest.y;
      rest = { x, y };
      if (!isAtRest || !isKeyed()) timeline.setCursor(pointed = time);
    },
    leave() {
      if (!isKeyed()) timeline.setCursor(pointed = null);
    },
  };
}
