import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Series, SeriesId } from '../../../shared/domain/series.ts';
import { usePlayhead } from '../../playhead/playhead-page.tsx';
import type { Timeline } from '../../playhead/timelines.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import type { ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { StreamRow } from '../streams/stream-words.ts';
import { tieOf, type Tie } from './series-tie.ts';
import { stepInto, type StepPart } from './step-sides.ts';
import type { ViewSession } from './use-view-session.ts';
import type { WatchedSheet } from './use-watched-sheets.ts';

/** The stream that a view is tied to, with its series. */
export interface TiedStream {
  row: StreamRow;
  series: readonly Series[];
  tie: Tie;
  timeline: Timeline;
}

const noSeries: Series[] = [];
const noRows: StreamRow[] = [];

/** The stream that a mapping names; null where it names none, or that is not there. */
export function useTiedStream(mapping: ViewMapping | null): TiedStream | null {
  const streamId = mapping?.stream ?? null;
  const rows = valueOr(useSubscription('streams.watch', {}), noRows);
  const series = valueOr(useQuery('series.list', streamId === null ? null : { streamId, limit: 10_000 }), noSeries);
  const row = streamId === null ? null : (rows.find(({ stream }) => stream.id === streamId) ?? null);
  const timeline = usePlayhead(row?.stream ?? null);
  const own = useMemo(() => series.filter((one) => one.streamId === streamId), [series, streamId]);
  const tie = useMemo(() => (mapping === null ? null : tieOf(mapping, own)), [mapping, own]);
  useEffect(() => {
    if (timeline === null) return;
    for (const { firstTime, lastTime } of own) if (firstTime !== null) timeline.range.reach({ from: firstTime, to: Math.max(firstTime, lastTime ?? 0) });
  }, [timeline, own]);
  return useMemo(() => (row === null || tie === null || timeline === null || own.length === 0 ? null : { row, series: own, tie, timeline }), [row, tie, timeline, own]);
}

/** Keeps a view in step with its stream while the mapping says so; answers what the view refused, by what it was. */
export function useStep({ view }: ViewSession, { place: sheet, mapping }: Pick<WatchedSheet, 'place' | 'mapping'>, sheets: readonly WatchedSheet[], tied: TiedStream | null): ReadonlyMap<StepPart, string> {
  const [faults, setFaults] = useState<ReadonlyMap<StepPart, string>>(new Map());
  const { tie, series, timeline } = tied ?? { tie: null, series: null, timeline: null };
  const isOn = mapping?.inStep === true && sheet >= 0;
  const fields = JSON.stringify(sheets.flatMap((one) => (one.mapping === null || one.place < 0 ? [] : [[one.place, { keys: one.mapping.keys, channels: one.mapping.channels }]])));
  const readers = useMemo(() => (series === null ? null : new Map((JSON.parse(fields) as [number, Pick<ViewMapping, 'keys' | 'channels'>][]).map(([place, own]) => [place, { keys: own.keys, tie: tieOf(own, series) }]))), [fields, series]);
  useEffect(() => {
    if (!isOn || view === null || tie === null || series === null || timeline === null || readers === null) return;
    const end = stepInto({
      view, sheet, mapping, tie, readers, series, timeline, after: (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }),
      told: (part, fault) => setFaults((before) => {
        if ((before.get(part) ?? null) === fault) return before;
        const next = new Map(before);
        if (fault === null) next.delete(part);
        else next.set(part, fault);
        return next;
      }),
    });
    return () => {
      end();
      setFaults(new Map());
    };
  }, [isOn, view, sheet, mapping, tie, readers, series, timeline]);
  return faults;
}

/** The series that is looked at on a timeline. */
export function useChosen(timeline: Timeline): SeriesId | null {
  return useSyncExternalStore(timeline.chosen.subscribe, timeline.chosen.get);
}
