import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Series, SeriesId } from '../../../shared/domain/series.ts';
import { marksOf, spansOf } from '../../charts/plot/chart-marks.ts';
import { TimeChart } from '../../charts/time-chart.tsx';
import type { TimeRangeStore } from '../../charts/time-range.ts';
import { useChartFeed } from '../../charts/plot/use-chart-feed.ts';
import { hrefOf } from '../../routes/route.ts';
import { useAddressState } from '../../routes/use-route.ts';
import { EmptyState, Notice, Shown } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { timelineOf } from '../../playhead/timelines.ts';
import { TransportBar } from '../../playhead/transport-bar.tsx';
import { usePlayheadAddress } from '../../playhead/use-playhead-address.ts';
import { conditionTitles } from '../streams/condition-words.ts';
import { useConditionsOf } from '../streams/use-conditions.ts';
import { rangeState } from '../../playhead/use-range-address.ts';
import { PinButton } from '../incidents/pin-button.tsx';
import { FreshnessBadge } from './freshness-badge.tsx';
import { MomentPanel, NoMoment } from './moment-panel.tsx';
import { restCursor } from './resting-cursor.ts';
import { StreamNote } from './stream-note.tsx';
import type { StreamRow } from './stream-note.tsx';
import { useAnomaliesOf } from './use-marks.ts';
import { useThresholds } from './use-thresholds.ts';
import './series.css';

/** One series live: its chart, how fresh it is, and the replay bar. */
export function SeriesPage({ seriesId }: { seriesId: number }) {
  const all = useQuery('series.list', { limit: 10_000 });
  const streams = useSubscription('streams.watch', {});
  return (
    <Shown of={all} waiting="Looking up the series…">
      {(list) => (
        <Shown of={streams} waiting="Reading the streams…">
          {(rows) => {
            const series = list.find((one) => one.id === seriesId);
            const row = rows.find((one) => one.stream.id === series?.streamId);
            if (series === undefined || row === undefined) return <EmptyState title="This series is not there">Its stream may have been removed, or its samples have expired. <a href="#/streams">See the streams</a></EmptyState>;
            return <SeriesView key={series.id} series={series} row={row} />;
          }}
        </Shown>
      )}
    </Shown>
  );
}

function SeriesView({ series, row }: { series: Series; row: StreamRow }) {
  const { timeZone } = usePreferences();
  const feed = useChartFeed();
  const timeline = timelineOf(row.stream);
  usePlayheadAddress(timeline);
  const growing = row.health.state !== 'finished';
  useEffect(() => timeline.setGrowing(row.stream.id, growing), [timeline, row.stream.id, growing]);
  useEffect(() => timeline.chosen.choose(series.id), [timeline, series.id]);
  const anomalies = useAnomaliesOf(useMemo(() => ({ seriesIds: [series.id as SeriesId] }), [series.id]));
  const marks = useMemo(() => marksOf(anomalies), [anomalies]);
  const all = useConditionsOf(row.stream.id);
  const conditions = useMemo(() => all.filter(({ seriesId }) => seriesId === null || seriesId === series.id), [all, series.id]);
  const spans = useMemo(() => spansOf(conditions), [conditions]);
  const going = conditions.filter(({ end }) => end === null);
  const units = useMemo(() => new Map(row.stream.mapping.channels.map((channel) => [channel.name, channel.unit])), [row.stream.mapping]);
  const cards = valueOr(useQuery('detectors.list', {}), []);
  const card = cards.find((one) => one.name === row.stream.detector.name);
  const thresholds = useThresholds(row.stream, anomalies[0]?.threshold ?? card?.threshold ?? null, growing);
  const played = useMemo(() => [series], [series]);
  const [selected, setSelected] = useState<string | null>(null);
  const [at, setAt] = useAddressState('at');
  const asked = Date.parse(at);
  const found = useQuery('series.moment', useMemo(() => (Number.isNaN(asked) ? null : { seriesId: series.id, at: asked }), [series.id, asked]));
  const answer = found.state === 'ready' && !Number.isNaN(asked) ? found.value : null;
  const held = useMemo(() => (answer === null || answer.channels.length === 0 ? null : { time: answer.time, readings: answer.channels.map(({ channel, observed, expected, low, high, from }) => ({ channel, from, value: observed ?? NaN, expected: expected ?? NaN, low: low ?? NaN, high: high ?? NaN })) }), [answer]);
  useRestingCursor(timeline.range, asked, held?.time ?? null);
  const open = anomalies.find((one) => one.id === selected);
  return (
    <div className="series-page">
      <StreamNote row={row} />
      {going.map((one) => <Notice key={one.id} tone="warn" title={conditionTitles[one.kind]}>{one.words} Its time is hatched in the chart.</Notice>)}
      <div className="series-body">
      <div className="series-chart">
        <TimeChart
          series={series} units={units} feed={feed} timeline={timeline.range} marks={marks} spans={spans} selectedId={selected} onSelect={setSelected}
          onOpen={(id) => { location.hash = `#/anomalies/${id}`; }} held={held} onAsk={(time) => setAt(new Date(time).toISOString())} thresholds={thresholds} warmUp={card?.warmUp ?? null} zone={timeZone}
          heading={<h1 className="series-title">{series.name} <a className="small" href={hrefOf({ page: 'stream', streamId: row.stream.id })}>{row.stream.name}</a></h1>}
          badge={<><FreshnessBadge health={row.health} live={row.stream.source.kind === 'kafka'} /><PinButton series={series} range={() => timeline.range.range()} /></>}
        />
      </div>
      {at !== '' && Number.isNaN(asked) && <NoMoment text={at} onClose={() => setAt('')} />}
      {!Number.isNaN(asked) && <MomentPanel found={found} units={units} onClose={() => setAt('')} />}
      </div>
      {open !== undefined && <p className="series-selected"><strong>{open.severity} {open.shape}</strong> {open.explanation} <OpenAnomaly anomalyId={open.id} range={timeline.range} /></p>}
      <TransportBar timeline={timeline} marks={marks} series={played} zone={timeZone} />
    </div>
  );
}

/** The cursor stands at the moment that is looked at whenever the pointer is elsewhere; `asked` is when it was asked for, NaN where none was. */
function useRestingCursor(range: TimeRangeStore, asked: number, at: number | null): void {
  const stood = useRef<number | null>(null);
  useEffect(() => { stood.current = range.get().cursor; }, [range, asked]);
  useEffect(() => (at === null ? undefined : restCursor(range, at, stood.current)), [range, at]);
}

/** Leads to an anomaly's page, whose chart shows the stretch that was chosen here. */
function OpenAnomaly({ anomalyId, range }: { anomalyId: string; range: TimeRangeStore }) {
  const { view } = useSyncExternalStore(range.subscribe, range.get);
  return <a href={hrefOf({ page: 'anomaly', anomalyId }, view.kind === 'fixed' ? rangeState(view) : {})}>Open</a>;
}
