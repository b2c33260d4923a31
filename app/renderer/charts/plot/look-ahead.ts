import type { TimeRange } from '../../../shared/domain/time.ts';

/** Part of a range that is read beyond it at each side, so that a drag shows lines at once and need not ask in each frame. */
const room = 0.5;
/** Part of a range that is to be left at the side towards which it moves, or more is asked for. */
const leastRoom = 0.125;
/** Columns of what is read for each column that is seen. */
export const columnsPerSeen = 1 + 2 * room;

/** What to ask for so that `range` and what lies beside it can be drawn. */
export function withRoom({ from, to }: TimeRange): TimeRange {
  const beside = (to - from) * room;
  return { from: from - beside, to: to + beside };
}

/** Whether points that were asked for `asked` still serve for `range`: as wide as the one that they were thinned out for, with room left at both sides, or nothing beyond. Null: not asked yet, or nothing is known to be stored. */
export function hasRoom(range: TimeRange, asked: TimeRange | null, extent: TimeRange | null): boolean {
  if (asked === null || extent === null) return false;
  const span = range.to - range.from;
  if (Math.abs(span * columnsPerSeen - (asked.to - asked.from)) > span * 1e-6) return false;
  const left = range.from - span * leastRoom >= asked.from || asked.from <= extent.from;
  const right = range.to + span * leastRoom <= asked.to || asked.to >= extent.to;
  return left && right;
}
