import { useEffect } from 'react';
import type { Series } from '../../../shared/domain/series.ts';
import { usePlayhead } from '../../playhead/playhead-page.tsx';
import type { Timeline } from '../../playhead/timelines.ts';
import type { StreamRow } from '../streams/stream-words.ts';

/** The range, cursor and playhead of a panel: the page's while it is linked, else those of its stream. The one place where panels get them. */
export function usePanelTime(row: StreamRow | null, series: Series | null): Timeline | null {
  const timeline = usePlayhead(row?.stream ?? null);
  const first = series?.firstTime ?? null;
  const newest = Math.max(series?.lastTime ?? 0, row?.health.watermark ?? 0);
  useEffect(() => {
    if (timeline !== null && first !== null) timeline.range.reach({ from: first, to: Math.max(first, newest) });
  }, [timeline, first, newest]);
  return timeline;
}
