import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Series } from '../../shared/domain/series.ts';
import type { TimeRange } from '../../shared/domain/time.ts';
import { createChartController } from './plot/chart-controller.ts';
import type { ChartController } from './plot/chart-controller.ts';
import type { ChartFeed } from './plot/chart-feed.ts';
import { listenForGestures } from './chart-gestures.ts';
import { chartKeys } from './chart-keys.ts';
import { markAt } from './plot/chart-marks.ts';
import type { ChartMark, ChartSpan } from './plot/chart-marks.ts';
import { Pill } from '../ui/pill.tsx';
import { heardChannel } from './channel-groups.ts';
import { ChartLegend } from './chart-legend.tsx';
import { ChartTable } from './chart-table.tsx';
import { ChartTools } from './chart-tools.tsx';
import { drawnNames, drawnReadings, readingsAt, summaryWords, warmUpWords } from './chart-words.ts';
import type { Reading } from './chart-words.ts';
import { pointsOf } from './plot/points-of.ts';
import type { TimeRangeStore } from './time-range.ts';
import { useChannelGroups } from './use-channel-groups.ts';
import { useChartKeys } from './use-chart-keys.ts';
import { useChartSound } from './sound/use-chart-sound.ts';
import type { Zone } from './words.ts';
import type { ThresholdStep } from './plot/threshold-steps.ts';
import './time-chart.css';

export interface TimeChartProps {
  series: Series;
  /** The channels that are drawn; all of them where it is left out. The table has all. */
  only?: readonly string[] | undefined;
  /** Unit by channel name. */
  units: ReadonlyMap<string, string>;
  feed: ChartFeed;
  timeline: TimeRangeStore;
  /** In order of time. */
  marks: readonly ChartMark[];
  /** Conditions of the stream, hatched without a severity. */
  spans?: readonly ChartSpan[];
  selectedId: string | null;
  /** A mark was pressed or reached by key. */
  onSelect(id: string): void;
  /** A selected mark was asked for by Enter. */
  onOpen(id: string): void;
  /** The sample that is looked at beside the chart, its readings in order of the series: where the cursor is on it, so is the legend. */
  held?: { time: number; readings: readonly Reading[] } | null;
  /** A moment beside all marks was pressed, or the cursor's was asked for by key. */
  onAsk?(time: number): void;
  /** In order of time; empty where none is known. */
  thresholds: readonly ThresholdStep[];
  /** Samples that the detector asks for before a first score; left out where it is not known. */
  warmUp?: number | null;
  zone: Zone;
  /** Stands at the right of the heading, such as how fresh the series is. */
  badge?: ReactNode;
  heading?: ReactNode;
}

/** Presses this near to a mark count as on it, CSS pixels. */
const markReach = 5;

/**
 * One series over time: its channels with what was expected and the band, the score below them, anomalies marked. It has a name,
 * a description, a line that says what the cursor is on, a table with the same rows, and keys for all that the pointer does.
 */
export function TimeChart(props: TimeChartProps) {
  const { series, units, only, feed, timeline, marks, spans, selectedId, onSelect, onOpen, onAsk, held = null, thresholds, warmUp = null, zone, badge, heading } = props;
  const canvases = useRef<HTMLDivElement>(null);
  const crosshair = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [controller, setController] = useState<ChartController | null>(null);
  const [selecting, setSelecting] = useState<{ left: number; width: number } | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [wanted, setWanted] = useState<number | null>(null);
  const [growth, setGrowth] = useState(true);
  const ids = useId();
  const groups = useChannelGroups(series.channels, units, Infinity, only);

  // The series' row is renewed by every list; only another id, zone or set of channels needs a new chart.
  const latestSeries = useRef(series);
  useEffect(() => { latestSeries.current = series; });
  useEffect(() => {
    const made = createChartController(canvases.current!, crosshair.current!, { series: latestSeries.current, groups, bare: false, zone }, feed, timeline);
    setController(made);
    return () => made.destroy();
  }, [series.id, groups, zone, feed, timeline]);

  const selected = marks.findIndex((mark) => mark.id === selectedId);
  useEffect(() => controller?.setMarks(marks, selected, thresholds, spans), [controller, marks, selected, thresholds, spans]);

  useEffect(() => controller?.setGrowth(growth), [controller, growth]);

  const latest = useRef({ marks, onSelect, onAsk });
  useEffect(() => { latest.current = { marks, onSelect, onAsk }; });
  useEffect(() => {
    if (controller === null) return;
    return listenForGestures(frame.current!, controller, timeline, {
      wheelNeedsCtrl: false,
      onPress(time) {
        const range = timeline.range();
        if (range === null) return;
        const found = latest.current.marks[markAt(latest.current.marks, time, (markReach / controller.plotWidth()) * (range.to - range.from))];
        if (found !== undefined) latest.current.onSelect(found.id);
        else latest.current.onAsk?.(time);
      },
      onSelecting: setSelecting,
    });
  }, [controller, timeline]);

  const view = useSyncExternalStore(controller?.subscribe ?? noSubscription, () => controller?.view() ?? null);
  const { cursor, extent, canGoBack, until } = useSyncExternalStore(timeline.subscribe, timeline.get);
  const [points, range] = [view?.points ?? null, view?.range ?? null];
  const told = drawnNames(series.channels, points);
  const at = cursor === null ? null : readingsAt(points, told, cursor);
  const read = at !== null && held !== null && isUnder(held, cursor!, range, controller?.plotWidth() ?? 1) ? { time: held.time, readings: drawnReadings(held.readings, points), score: at.score } : at;
  const shown = useMemo(() => groups.flatMap(({ channels }) => channels).sort((a, b) => a - b), [groups]);
  const names = useMemo(() => { const own = drawnNames(series.channels, points); return shown.map((k) => own[k]!); }, [shown, series.channels, points]);
  const counters = points?.counters.filter((k) => shown.includes(k)) ?? [];
  const summary = useMemo(() => summaryWords(pointsOf(points, shown), names, range, marks, zone, until ?? Infinity), [points, shown, names, range, marks, zone, until]);
  const heard = heardChannel(series.channels, wanted, only);
  const warming = warmUpWords(points, series.sampleCount, warmUp);
  const drawn = () => controller?.view().points ?? null;
  const { onKeyDown, spoken, say } = useChartKeys({ channels: names, timeline, points: () => pointsOf(drawn(), shown), marks, selectedId, onSelect, onOpen, onAsk, onHear: () => hear(), zone });
  const { hearing, toggle: hear } = useChartSound({ channels: told, channel: heard, timeline, points: drawn, marks }, say);

  return (
    <section className="time-chart" aria-label={`Chart of ${series.name}`}>
      <header className="time-chart-head">
        {heading}
        <ChartLegend channels={told} groups={groups} reading={read} zone={zone} />
        <div className="time-chart-tools">
          {view?.coarse === true && <span className="time-chart-note">Reading finer rows…</span>}
          {points?.isMean === true && view?.coarse === false && <span className="time-chart-note">Mean growth; zoom in for each row’s</span>}
          {warming !== null && <Pill tone="busy">{warming}</Pill>}
          {badge}
          <button type="button" className="button button-small" disabled={!canGoBack} onClick={() => timeline.back()} title="Back to the view before (Alt+←)">Back</button>
          <button type="button" className="button button-small" onClick={() => timeline.look({ kind: 'whole' })} title="Show everything (0)">All</button>
          {series.channels.length > 1 && <select className="chart-heard" aria-label="Channel to hear" value={heard} onChange={(event) => setWanted(Number(event.target.value))}>{told.map((channel, k) => <option key={channel} value={k}>{channel}</option>)}</select>}
          {counters.length > 0 && <button type="button" className="button button-small" aria-pressed={growth} aria-label={`Growth in ${series.name}`} title={`What ${counters.map((k) => series.channels[k]!).join(', ')} grew by since the row before, as the detector judges it; else what it stands at`} onClick={() => setGrowth(!growth)}>Growth</button>}
          <ChartTools name={series.name} asTable={asTable} onTable={setAsTable} hearing={hearing} onHear={hear} />
        </div>
      </header>
      <div className="time-chart-frame" ref={frame} tabIndex={0} role="application" aria-roledescription="chart" aria-label={`Chart of ${series.name}`} aria-describedby={`${ids}-summary ${ids}-keys`} onKeyDown={onKeyDown}>
        <div className="time-chart-canvases" ref={canvases} />
        <div className="time-chart-crosshair" ref={crosshair} hidden />
        {selecting !== null && <Selection {...selecting} />}
        <ChartNote view={view} extent={extent !== null} />
      </div>
      <p id={`${ids}-summary`} className="time-chart-summary">{summary}</p>
      <p className="unseen" aria-live="polite">{spoken}</p>
      <p className="unseen" id={`${ids}-keys`}>{chartKeys.map((one) => `${one.keys}: ${one.does}.`).join(' ')}</p>
      {asTable && controller !== null && <ChartTable name={series.name} channels={series.channels} controller={controller} marks={marks} zone={zone} />}
    </section>
  );
}

/** Whether the cursor is on a sample, as near as a press on it. */
function isUnder({ time }: { time: number }, cursor: number, range: TimeRange | null, width: number): boolean {
  return range !== null && Math.abs(cursor - time) <= (markReach / width) * (range.to - range.from);
}

const noSubscription = () => () => {};

function Selection({ left, width }: { left: number; width: number }) {
  return <div className="time-chart-selection" style={{ transform: `translateX(${left}px)`, width }} />;
}

/** What the chart waits for, in words, over its empty plots. */
function ChartNote({ view, extent }: { view: ReturnType<ChartController['view']> | null; extent: boolean }) {
  if (view?.feed.state === 'failed') {
    return <div className="time-chart-message" role="alert"><strong>{view.feed.error.message}</strong><span>{view.feed.error.hint}</span></div>;
  }
  if (view === null || view.feed.state === 'reading') return <div className="time-chart-message">Reading what is stored…</div>;
  if (!extent) return <div className="time-chart-message"><strong>No samples yet</strong><span>The chart begins with the first record of this series.</span></div>;
  return null;
}
