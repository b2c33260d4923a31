import type { TimeRange } from '../../shared/domain/time.ts';
import { panBy, zoomAbout } from './time-range.ts';

/** What a key asks of a chart. */
export type ChartAction =
  | { kind: 'cursor'; to: number }
  | { kind: 'look'; range: TimeRange }
  | { kind: 'whole' }
  | { kind: 'mark'; index: number }
  | { kind: 'ask'; at: number }
  | { kind: 'hear' }
  /** A key of the chart that leads nowhere from here: it still belongs to the chart. */
  | { kind: 'stay' };

export interface ChartKeyState {
  range: TimeRange;
  extent: TimeRange | null;
  cursor: number | null;
  /** Times of the points drawn, rising; the cursor walks over them. */
  times: ArrayLike<number>;
  /** Starts of the anomalies, rising. */
  marks: readonly number[];
  /** Index of the anomaly selected, or -1. */
  selected: number;
}

/** Keys of a chart, for its description and the list of shortcuts. */
export const chartKeys: readonly { keys: string; does: string }[] = [
  { keys: '← →', does: 'Move the cursor by one point; with Shift by ten; with Alt move the view' },
  { keys: 'Home End', does: 'First and last point in view' },
  { keys: 'n p', does: 'Next and previous anomaly; also Page Down and Page Up' },
  { keys: 'Enter', does: 'Open the selected anomaly' },
  { keys: 'w', does: 'Why, or why not, at the cursor' },
  { keys: '+ −', does: 'Zoom in and out at the cursor' },
  { keys: '0', does: 'Show everything' },
  { keys: 'S', does: 'Hear the range in view, or stop; with Shift' },
];

/** What `key` means for a chart in this state; null for keys that are none of a chart's, which go on to whoever listens next. */
export function chartActionOf(key: string, held: { shift: boolean; alt: boolean }, state: ChartKeyState): ChartAction | null {
  const { range, extent, cursor, times, marks } = state;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const direction = key === 'ArrowRight' ? 1 : -1;
      if (held.alt) return { kind: 'look', range: panBy(range, (direction * (range.to - range.from)) / 4, extent) };
      return cursorAction(walk(times, range, cursor, direction * (held.shift ? 10 : 1)));
    }
    case 'Home': return cursorAction(walk(times, range, range.from, 0));
    case 'End': return cursorAction(walk(times, range, range.to, 0));
    case '+':
    case '=': return { kind: 'look', range: zoomAbout(range, anchor(range, cursor), 0.5, extent) };
    case '-':
    case '_': return { kind: 'look', range: zoomAbout(range, anchor(range, cursor), 2, extent) };
    case 'w': return { kind: 'ask', at: anchor(range, cursor) };
    case 'S': return { kind: 'hear' };
    case '0': return { kind: 'whole' };
    case 'n':
    case 'PageDown': return markAction(state.selected >= 0 ? state.selected + 1 : marks.findIndex((start) => start > (cursor ?? range.from - 1)), marks);
    case 'p':
    case 'PageUp': return markAction(state.selected >= 0 ? state.selected - 1 : lastBefore(marks, cursor ?? range.to + 1), marks);
    default: return null;
  }
}

function cursorAction(to: number | null): ChartAction {
  return to === null ? { kind: 'stay' } : { kind: 'cursor', to };
}
function markAction(index: number, marks: readonly number[]): ChartAction {
  return index >= 0 && index < marks.length ? { kind: 'mark', index } : { kind: 'stay' };
}
function anchor(range: TimeRange, cursor: number | null): number {
  return cursor !== null && cursor >= range.from && cursor <= range.to ? cursor : (range.from + range.to) / 2;
}
function lastBefore(marks: readonly number[], time: number): number {
  let index = -1;
  while (index + 1 < marks.length && marks[index + 1]! < time) index++;
  return index;
}

/** The point `by` steps from the one nearest to `cursor` (the middle of the range where there is none), kept inside the range. */
function walk(times: ArrayLike<number>, range: TimeRange, cursor: number | null, by: number): number | null {
  let first = 0;
  while (first < times.length && times[first]! < range.from) first++;
  let last = times.length - 1;
  while (last >= first && times[last]! > range.to) last--;
  if (last < first) return null;
  const from = cursor ?? (range.from + range.to) / 2;
  let nearest = first;
  for (let i = first; i <= last; i++) if (Math.abs(times[i]! - from) < Math.abs(times[nearest]! - from)) nearest = i;
  let at = nearest;
  const direction = Math.sign(by);
  for (let left = Math.abs(by); left > 0; left--) {
    // Two points of one column may share a time: a step goes to another moment.
    let next = at + direction;
    while (next >= first && next <= last && times[next] === times[at]) next += direction;
    if (next < first || next > last) break;
    at = next;
  }
  return times[at]!;
}
