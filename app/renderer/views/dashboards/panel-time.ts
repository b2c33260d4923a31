import { useEffect } from 'react';
import type { Series } from '../../../shared/domain/series.ts';
import { timelineOf, type Timeline } from '../replay/timelines.ts';
import type { StreamRow } from '../streams/stream-words.ts';

/** The range, cursor and playhead of a panel: those of its stream. The one place where panels get them. */
export function usePanelTime(row: StreamRow | null, series: Series | null): Timeline | null {
  const timeline = row === null ? null : timelineOf(row.stream);
  const first = series?.firstTime ?? null;
  const newest = Math.max(series?.lastTime ?? 0, row?.health.watermark ?? 0);
  useEffect(() => {
    if (timeline !== null && first !== null) timeline.range.reach({ from: first, to: Math.max(first, newest) });
  }, [timeline, first, newest]);
  return timeline;
}
