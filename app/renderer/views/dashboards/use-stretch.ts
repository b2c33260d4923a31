import { useSyncExternalStore } from 'react';
import type { SeriesId, SeriesStretch } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { createTimeRange, type TimeRangeStore } from '../../charts/time-range.ts';
import type { Timeline } from '../../playhead/timelines.ts';
import type { Loaded } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';

/** Steps in which a range may move before a stretch is read anew: a drag or a live tail asks some times, not with every frame. */
const stepsInRange = 64;
const liveMs = 3_000;

/** The range that a timeline looks at, in whole steps, up to the playhead; null before anything is known. */
export function useCoarseRange(timeline: TimeRangeStore): TimeRange | null {
  const text = useSyncExternalStore(timeline.subscribe, () => {
    const range = timeline.range();
    const { until } = timeline.get();
    if (range === null) return '';
    const step = 2 ** Math.floor(Math.log2(Math.max(range.to - range.from, 1) / stepsInRange));
    const to = until !== null && until < range.to ? Math.floor(until / step) * step : Math.ceil(range.to / step) * step;
    return `${Math.floor(range.from / step) * step} ${to}`;
  });
  if (text === '') return null;
  const [from, to] = text.split(' ').map(Number);
  return { from: from!, to: to! };
}

const noTimeline = createTimeRange();

/** The stretch of time that was chosen by hand on a panel's timeline, in whole steps; null while all of it or its newest part is looked at, or there is no timeline. */
export function useChosenRange(timeline: Timeline | null): TimeRange | null {
  const store = timeline?.range ?? noTimeline;
  const range = useCoarseRange(store);
  const isChosen = useSyncExternalStore(store.subscribe, () => store.get().view.kind === 'fixed');
  return isChosen ? range : null;
}

/** Whether what is looked at ends with the newest sample: no stretch was chosen, and the playhead stands at no moment before. */
export function useLooksAtNewest({ range: store }: Timeline): boolean {
  return useSyncExternalStore(store.subscribe, () => store.get().view.kind !== 'fixed' && store.get().until === null);
}

/** Samples that the end of a stretch of buckets is read again for. */
const tailPoints = 10_000;

/** The newest samples behind a stretch: the stretch itself, or what its last bucket holds; null while it is read. */
export function useNewest(stretch: Loaded<SeriesStretch>, range: TimeRange | null, growing: boolean): SeriesStretch | null {
  const read = stretch.state === 'ready' ? stretch.value : null;
  const from = read?.resolution === 'buckets' ? read.times.at(-1) : undefined;
  const tail = useQuery('series.stretch', read === null || from === undefined || range === null ? null : { seriesId: read.seriesId, from, to: range.to, points: tailPoints }, growing ? { everyMs: liveMs } : {});
  return from === undefined ? read : tail.state === 'ready' ? tail.value : null;
}

/** A stretch of a series over such a range, read again while more is coming. */
export function useStretch(seriesId: SeriesId, range: TimeRange | null, points: number, growing: boolean): Loaded<SeriesStretch> {
  return useQuery('series.stretch', range === null || range.to <= range.from ? null : { seriesId, ...range, points }, growing ? { everyMs: liveMs } : {});
}
