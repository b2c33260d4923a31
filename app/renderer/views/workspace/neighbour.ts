/** Where something is to go, as dockview calls it. */
export type Side = 'left' | 'right' | 'top' | 'bottom';

export interface Box { left: number; right: number; top: number; bottom: number }

/** The nearest one that stands at a side of `own` and shares an edge's stretch with it; null where none does. Boxes may overlap by a pixel or two (borders). */
export function neighbourOf<T>(all: readonly { of: T; box: Box }[], own: T, side: Side): T | null {
  const mine = all.find((one) => one.of === own)?.box;
  if (mine === undefined) return null;
  const across = side === 'left' || side === 'right';
  let found: { of: T; distance: number } | null = null;
  for (const { of, box } of all) {
    const shared = across ? Math.min(mine.bottom, box.bottom) - Math.max(mine.top, box.top) : Math.min(mine.right, box.right) - Math.max(mine.left, box.left);
    const distance = { left: mine.left - box.right, right: box.left - mine.right, top: mine.top - box.bottom, bottom: box.top - mine.bottom }[side];
    if (of === own || shared <= 1 || distance < -2) continue;
    if (found === null || distance < found.distance) found = { of, distance };
  }
  return found?.of ?? null;
}
