import { useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent } from 'react';
import { chartActionOf } from './chart-keys.ts';
import type { ChartMark } from './plot/chart-marks.ts';
import { cursorWords, readingsAt } from './chart-words.ts';
import type { DrawPoints } from './plot/decimate.ts';
import type { TimeRangeStore } from './time-range.ts';
import type { Zone } from './words.ts';

export interface KeyedChart {
  channels: readonly string[];
  timeline: TimeRangeStore;
  /** What is drawn now; asked for with each key, so that a chart need not be rendered for it. */
  points(): DrawPoints | null;
  /** In order of time. */
  marks: readonly ChartMark[];
  selectedId: string | null;
  onSelect(id: string): void;
  onOpen(id: string): void;
  /** A moment's reasons were asked for; left out where there is nowhere to show them. */
  onAsk?: ((time: number) => void) | undefined;
  onHear(): void;
  zone: Zone;
}

/** The keys of every chart over time: a cursor that walks and speaks, from anomaly to anomaly, zoom, reasons and sound. `spoken` belongs into a live region beside the chart. */
export function useChartKeys({ channels, timeline, points, marks, selectedId, onSelect, onOpen, onAsk, onHear, zone }: KeyedChart): { onKeyDown(event: KeyboardEvent): void; spoken: string; say(words: string): void } {
  const [spoken, say] = useState('');

  function onKeyDown(event: KeyboardEvent): void {
    const range = timeline.range();
    const { cursor, extent } = timeline.get();
    if (event.ctrlKey || event.metaKey || range === null) return;
    if (event.key === 'Enter' && selectedId !== null) return onOpen(selectedId);
    const drawn = points();
    const action = chartActionOf(event.key, { shift: event.shiftKey, alt: event.altKey }, { range, extent, cursor, times: drawn?.times ?? [], marks: marks.map((mark) => mark.start), selected: marks.findIndex((mark) => mark.id === selectedId) });
    if (action === null || (action.kind === 'ask' && onAsk === undefined)) return;
    event.preventDefault();
    event.stopPropagation();
    if (action.kind === 'cursor') {
      timeline.setCursor(action.to);
      const reading = readingsAt(drawn, channels, action.to);
      if (reading !== null) say(cursorWords(reading, zone));
    } else if (action.kind === 'look') timeline.look({ kind: 'fixed', ...action.range });
    else if (action.kind === 'ask') onAsk?.(action.at);
    else if (action.kind === 'hear') onHear();
    else if (action.kind === 'whole') timeline.look({ kind: 'whole' });
    else if (action.kind === 'mark') {
      const mark = marks[action.index]!;
      if (mark.end < range.from || mark.start > range.to) {
        const middle = (mark.start + mark.end) / 2;
        const span = Math.max(range.to - range.from, (mark.end - mark.start) * 2);
        timeline.look({ kind: 'fixed', from: middle - span / 2, to: middle + span / 2 });
      }
      timeline.setCursor(mark.start);
      say(`Anomaly ${action.index + 1} of ${marks.length}, ${mark.words}`);
      onSelect(mark.id);
    }
  }
  return { onKeyDown, spoken, say };
}

/** The cursor of a timeline, for charts that draw it by React. */
export function useCursor(timeline: TimeRangeStore): number | null {
  return useSyncExternalStore(timeline.subscribe, () => timeline.get().cursor);
}
