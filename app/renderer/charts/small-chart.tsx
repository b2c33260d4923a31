import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import type { Series } from '../../shared/domain/series.ts';
import { createChartController } from './plot/chart-controller.ts';
import type { ChartController } from './plot/chart-controller.ts';
import type { ChartFeed } from './plot/chart-feed.ts';
import { listenForGestures } from './chart-gestures.ts';
import { chartKeys } from './chart-keys.ts';
import type { ChartMark } from './plot/chart-marks.ts';
import { ChartTable } from './chart-table.tsx';
import { ChartTools } from './chart-tools.tsx';
import { anomalyCountWords, summaryWords, warmUpWords } from './chart-words.ts';
import type { TimeRangeStore } from './time-range.ts';
import { useChannelGroups } from './use-channel-groups.ts';
import { useChartKeys } from './use-chart-keys.ts';
import { useChartSound } from './sound/use-chart-sound.ts';
import { numberWords } from '../../shared/number-words.ts';
import type { Zone } from './words.ts';
import './time-chart.css';

export interface SmallChartProps {
  series: Series;
  units: ReadonlyMap<string, string>;
  feed: ChartFeed;
  timeline: TimeRangeStore;
  marks: readonly ChartMark[];
  zone: Zone;
  /** Samples that the detector asks for before a first score; left out where it is not known. */
  warmUp?: number | null;
  /** Where the panel leads. */
  href: string;
}

/** One of many charts: lines and marks without axes, its name a link to the whole chart, with the same keys, sound and table as that. The wheel zooms with Ctrl, so that the page can be scrolled. */
export function SmallChart({ series, units, feed, timeline, marks, zone, warmUp = null, href }: SmallChartProps) {
  const canvases = useRef<HTMLDivElement>(null);
  const crosshair = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [controller, setController] = useState<ChartController | null>(null);
  const [selecting, setSelecting] = useState<{ left: number; width: number } | null>(null);
  const groups = useChannelGroups(series.channels, units, 1);
  const held = useRef(series);
  useEffect(() => { held.current = series; });

  useEffect(() => {
    const made = createChartController(canvases.current!, crosshair.current!, { series: held.current, groups, bare: true, zone }, feed, timeline);
    setController(made);
    const stop = listenForGestures(frame.current!, made, timeline, { wheelNeedsCtrl: true, onPress: () => {}, onSelecting: setSelecting });
    return () => { stop(); made.destroy(); };
  }, [series.id, groups, zone, feed, timeline]);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [focused, setFocused] = useState(false);
  const ids = useId();
  const selected = marks.findIndex(({ id }) => id === selectedId);
  useEffect(() => controller?.setMarks(marks, selected, []), [controller, marks, selected]);
  const drawn = () => controller?.view().points ?? null;
  const { onKeyDown, spoken, say } = useChartKeys({ channels: series.channels, timeline, points: drawn, marks, selectedId, onSelect: setSelectedId, onOpen: (id) => location.assign(`#/anomalies/${id}`), onHear: () => hear(), zone });
  const { hearing, toggle: hear } = useChartSound({ channels: series.channels, channel: groups[0]?.channels[0] ?? 0, timeline, points: drawn, marks }, say);

  const words = useSyncExternalStore(controller?.subscribe ?? noSubscription, () => (controller === null ? 'Reading…' : wordsOf(controller, groups[0]?.channels[0] ?? 0)));
  const warming = useSyncExternalStore(controller?.subscribe ?? noSubscription, () => (controller === null ? null : warmUpWords(controller.view().points, series.sampleCount, warmUp)));
  const shown = groups[0]?.channels ?? [];
  const more = series.channels.length - shown.length;
  return (
    <article className="small-chart">
      <header>
        <a href={href}>{series.name}</a>
        <span className="small-chart-channels">{shown.map((k) => series.channels[k]).join(', ')}{more > 0 && ` + ${more}`}</span>
        {marks.length > 0 && <span className="small-chart-count">{anomalyCountWords(marks.length)}</span>}
        <output>{words}</output>
        <ChartTools small name={series.name} asTable={asTable} onTable={setAsTable} hearing={hearing} onHear={hear} />
      </header>
      <div className="small-chart-frame" ref={frame} hidden={asTable} tabIndex={0} role="application" aria-roledescription="chart" aria-describedby={focused ? `${ids}-summary ${ids}-keys` : undefined} onKeyDown={onKeyDown} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)} aria-label={`${series.name}: ${words}, ${warming ?? anomalyCountWords(marks.length)}`}>
        <div className="time-chart-canvases" ref={canvases} />
        <div className="time-chart-crosshair" ref={crosshair} hidden />
        {selecting !== null && <div className="time-chart-selection" style={{ transform: `translateX(${selecting.left}px)`, width: selecting.width }} />}
      </div>
      {focused && controller !== null && <SmallSummary id={`${ids}-summary`} controller={controller} channels={series.channels} marks={marks} timeline={timeline} zone={zone} />}
      {focused && <p className="unseen" id={`${ids}-keys`}>{chartKeys.filter(({ keys }) => keys !== 'w').map((one) => `${one.keys}: ${one.does}.`).join(' ')}</p>}
      <p className="unseen" aria-live="polite">{spoken}</p>
      {asTable && controller !== null && <ChartTable name={series.name} channels={series.channels} controller={controller} marks={marks} zone={zone} />}
      {warming !== null && <p className="small-chart-warming">{warming}</p>}
    </article>
  );
}

/** The summary of the one small chart that has the focus: for all of them, with each live sample, it would be too dear. */
function SmallSummary({ id, controller, channels, marks, timeline, zone }: { id: string; controller: ChartController; channels: readonly string[]; marks: readonly ChartMark[]; timeline: TimeRangeStore; zone: Zone }) {
  const { points, range } = useSyncExternalStore(controller.subscribe, controller.view);
  return <p className="unseen" id={id}>{summaryWords(points, channels, range, marks, zone, timeline.get().until ?? Infinity)}</p>;
}

const noSubscription = () => () => {};

/** The last value in view, or why there is none; a string, so that the header is drawn again only when it says something new. */
function wordsOf(controller: ChartController, channel: number): string {
  const { feed, points, range } = controller.view();
  if (feed.state === 'failed') return feed.error.message;
  if (points === null || range === null) return feed.state === 'reading' ? 'Reading…' : 'No samples yet';
  const values = points.values[channel]!;
  for (let i = values.length - 1; i >= 0; i--) if (points.times[i]! <= range.to && !Number.isNaN(values[i])) return numberWords(values[i]);
  return 'Nothing in this stretch';
}
