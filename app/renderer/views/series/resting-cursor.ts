import type { TimeRangeStore } from '../../charts/time-range.ts';

/** Puts the cursor on the moment `at` that is looked at, and again whenever the pointer has left it; one that was moved since `asked`, where it stood as the moment was asked for, stays. The returned function ends it. */
export function restCursor(range: TimeRangeStore, at: number, asked: number | null): () => void {
  const { cursor } = range.get();
  if (cursor === null || cursor === asked) range.setCursor(at);
  const stop = range.subscribe(() => { if (range.get().cursor === null) range.setCursor(at); });
  return () => {
    stop();
    if (range.get().cursor === at) range.setCursor(null);
  };
}
