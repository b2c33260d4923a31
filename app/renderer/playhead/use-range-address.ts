import { useEffect } from 'react';
import { readPlayhead } from './playhead-address.ts';
import { useRoute } from '../routes/use-route.ts';
import type { TimeRangeStore } from '../charts/time-range.ts';

/**
 * A chart that has no playhead of its own follows the address it stands at: `from` and `to` are its range, `t` its cursor, as a link from a page with a playhead gives them.
 * Nothing is hidden after `t`: a chart about an anomaly always shows that.
 */
export function useRangeAddress(range: TimeRangeStore): void {
  const { state } = useRoute();
  const text = ['from', 'to', 't'].map((name) => state.get(name) ?? '').join(' ');
  useEffect(() => {
    const [from, to, t] = text.split(' ');
    const { view, time } = readPlayhead(new URLSearchParams({ from: from!, to: to!, t: t! }));
    if (view !== null) range.look(view);
    if (time !== null) range.setCursor(time);
  }, [range, text]);
}

/** What a link to another page needs for the same range: `from` and `to`, rounded outwards to whole milliseconds. */
export function rangeState(range: { from: number; to: number }): { from: string; to: string } {
  return { from: new Date(Math.floor(range.from)).toISOString(), to: new Date(Math.ceil(range.to)).toISOString() };
}
