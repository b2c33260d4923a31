import { useEffect, useMemo, useRef, useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { marksOf } from '../../charts/plot/chart-marks.ts';
import { SmallChart } from '../../charts/small-chart.tsx';
import { useChartFeed } from '../../charts/plot/use-chart-feed.ts';
import { plural } from '../../../shared/counts.ts';
import { SearchField } from '../../ui/fields.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { windowRows } from '../anomalies/window-rows.ts';
import { timelineOf } from '../../playhead/timelines.ts';
import { TransportBar } from '../../playhead/transport-bar.tsx';
import { usePlayheadAddress } from '../../playhead/use-playhead-address.ts';
import { FreshnessBadge } from './freshness-badge.tsx';
import { StreamNote } from './stream-note.tsx';
import type { StreamRow } from './stream-note.tsx';
import { useAnomaliesOf } from './use-marks.ts';
import './series.css';

const panelWidth = 300;
const panelHeight = 150;
const gap = 8;

/** All series of a stream as small charts over one time range. Only those in view exist, however many there are. */
export function SeriesGrid({ streamId }: { streamId: StreamId }) {
  const [text, setText] = useState('');
  const streams = useSubscription('streams.watch', {});
  // Counts and ends grow; the list is read again for series that are new, the charts follow their series by themselves.
  const list = useQuery('series.list', { streamId, text, limit: 10_000 }, { everyMs: 10_000 });
  return (
    <Shown of={streams} waiting="Reading the streams…">
      {(rows) => {
        const row = rows.find((one) => one.stream.id === streamId);
        if (row === undefined) return <EmptyState title="This stream is not there">It may have been removed. <a href="#/streams">See the streams</a></EmptyState>;
        return (
          <Shown of={list} waiting="Reading the series…">
            {(all) => <GridView row={row} all={all} text={text} onText={setText} />}
          </Shown>
        );
      }}
    </Shown>
  );
}

function GridView({ row, all, text, onText }: { row: StreamRow; all: readonly Series[]; text: string; onText(text: string): void }) {
  const { timeZone } = usePreferences();
  const feed = useChartFeed();
  const timeline = timelineOf(row.stream);
  usePlayheadAddress(timeline);
  const growing = row.health.state !== 'finished';
  useEffect(() => timeline.setGrowing(row.stream.id, growing), [timeline, row.stream.id, growing]);
  const anomalies = useAnomaliesOf(useMemo(() => ({ streamIds: [row.stream.id] }), [row.stream.id]));
  const marks = useMemo(() => marksOf(anomalies), [anomalies]);
  const bySeries = useMemo(() => {
    const groups = new Map<number, Anomaly[]>();
    for (const one of anomalies) groups.set(one.seriesId, [...(groups.get(one.seriesId) ?? []), one]);
    return new Map([...groups].map(([id, some]) => [id, marksOf(some)]));
  }, [anomalies]);
  const units = useMemo(() => new Map(row.stream.mapping.channels.map((channel) => [channel.name, channel.unit])), [row.stream.mapping]);
  const warmUp = valueOr(useQuery('detectors.list', {}), []).find((card) => card.name === row.stream.detector.name)?.warmUp ?? null;
  const { ref, width, height, scrollTop, onScroll } = useScrollSize();
  const across = Math.max(1, Math.floor((width + gap) / (panelWidth + gap)));
  const shown = windowRows(Math.ceil(all.length / across), panelHeight + gap, scrollTop, height, 1);
  return (
    <div className="series-page">
      <header className="series-grid-head">
        <h1 className="series-title">{row.stream.name} <span className="muted small">{plural(all.length, 'series', 'series')}</span></h1>
        <SearchField label="Find series" value={text} onChange={onText} />
        <button type="button" className="button button-small" onClick={() => timeline.range.back()} title="Back to the range before">Back</button>
        <button type="button" className="button button-small" onClick={() => timeline.range.look({ kind: 'whole' })}>All</button>
        <FreshnessBadge health={row.health} live={row.stream.source.kind === 'kafka'} />
      </header>
      <StreamNote row={row} />
      <div className="series-grid" ref={ref} onScroll={onScroll} tabIndex={0} role="region" aria-label={`Series of ${row.stream.name}`}>
        {all.length === 0 && <EmptyState title={text === '' ? 'No series yet' : 'No series matches'}>{text === '' ? 'A series appears with the first record under its key.' : 'Try fewer letters.'}</EmptyState>}
        <div className="series-grid-all" style={{ height: shown.height }}>
          <div className="series-grid-rows" style={{ transform: `translateY(${shown.top}px)`, gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))`, gridAutoRows: panelHeight, gap }}>
            {all.slice(shown.first * across, shown.last * across).map((series) => (
              <SmallChart key={series.id} series={series} units={units} feed={feed} timeline={timeline.range} marks={bySeries.get(series.id) ?? noMarks} warmUp={warmUp} zone={timeZone} href={`#/series/${series.id}`} />
            ))}
          </div>
        </div>
      </div>
      <TransportBar timeline={timeline} marks={marks} series={all} zone={timeZone} />
    </div>
  );
}

const noMarks: never[] = [];

/** Size and scroll position of an element, for lists that draw only what is in view. */
export function useScrollSize() {
  const ref = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState({ width: 0, height: 0, scrollTop: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setBox((before) => ({ ...before, width: entry!.contentRect.width, height: entry!.contentRect.height })));
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return { ref, ...box, onScroll: () => setBox((before) => ({ ...before, scrollTop: ref.current?.scrollTop ?? 0 })) };
}
