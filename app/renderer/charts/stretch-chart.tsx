import { useId, useMemo, useState } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import type { SeriesStretch } from '../../shared/domain/series.ts';
import type { TimeRange } from '../../shared/domain/time.ts';
import { chartKeys } from './chart-keys.ts';
import type { ChartMark } from './plot/chart-marks.ts';
import { chartPaths } from '../../shared/charts/chart-paths.ts';
import { withCountsFromZero } from '../../shared/charts/floor-at-zero.ts';
import { PointsTable } from './chart-table.tsx';
import { createPointedCursor } from './pointed-cursor.ts';
import { ChartTools } from './chart-tools.tsx';
import { summaryWords } from './chart-words.ts';
import { pointsOfStretch } from './plot/points-of-stretch.ts';
import type { TimeRangeStore } from './time-range.ts';
import { useChartKeys, useCursor } from './use-chart-keys.ts';
import { useChartSound } from './sound/use-chart-sound.ts';
import { timeTicks, valueTicks } from './ticks.ts';
import { tickLabels, type Zone } from './words.ts';
import './time-chart.css';
import './stretch-chart.css';

export interface StretchChartProps {
  /** Whose chart it is: series and channel. */
  name: string;
  stretch: SeriesStretch;
  /** Index of the channel that is drawn. */
  channel: number;
  range: TimeRange;
  timeline: TimeRangeStore;
  /** In order of time. */
  marks: readonly ChartMark[];
  zone: Zone;
  /** Size of the drawing's own units. */
  box: { width: number; height: number };
  /** Whether what was expected is drawn beside the values. */
  withExpected?: boolean;
  /** Whether it has an axis of values at its left and one of time below. */
  axes?: boolean;
  /** A moment that is set apart by a line, such as now before what is ahead. */
  since?: number;
  children?: ReactNode;
}

/** Ticks that a panel of some 300 CSS pixels has room for. */
const valueTicksWanted = 3;
const timeTicksWanted = 4;

/** One channel of a stretch that was read, as a drawing: band, values, anomalies by dashes of their own, and with the keys, words, sound and table of every chart. */
export function StretchChart({ name, stretch: read, channel, range, timeline, marks, zone, box, withExpected = false, axes = false, since, children }: StretchChartProps) {
  const ids = useId();
  const [asTable, setAsTable] = useState(false);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const cursor = useCursor(timeline);
  const pointer = useMemo(() => createPointedCursor(timeline), [timeline]);
  const stretch = useMemo(() => withCountsFromZero(read, channel), [read, channel]);
  const points = useMemo(() => pointsOfStretch(stretch, channel), [stretch, channel]);
  const paths = useMemo(() => chartPaths(stretch, channel, range, box), [stretch, channel, range.from, range.to, box]); // eslint-disable-line react-hooks/exhaustive-deps -- a range is made anew with each look at the timeline
  const channels = [stretch.channels[channel]!];
  const inView = marks.filter(({ start, end }) => end >= range.from && start <= range.to);
  const drawn = () => points;
  const { onKeyDown, spoken, say } = useChartKeys({ channels, timeline, points: drawn, marks, selectedId, onSelect: setSelectedId, onOpen: (id) => location.assign(`#/anomalies/${id}`), onHear: () => hear(), zone });
  const { hearing, toggle: hear } = useChartSound({ channels, channel: 0, timeline, points: drawn, marks: inView }, say);
  const x = (time: number) => ((time - range.from) / (range.to - range.from)) * box.width;
  const y = (value: number) => box.height * (1 - (value - paths.low) / (paths.high - paths.low));
  const values = valueTicks(paths.low, paths.high, valueTicksWanted);
  const times = timeTicks(range, (range.to - range.from) / timeTicksWanted);
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    pointer.move(event, range.from + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (range.to - range.from));
  };
  return (
    <div className="stretch-chart">
      <div className="stretch-chart-head">{children}<ChartTools small name={name} asTable={asTable} onTable={setAsTable} hearing={hearing} onHear={hear} /></div>
      {asTable ? <PointsTable name={name} channels={channels} points={points} range={range} marks={inView} zone={zone} /> : (
        <div className={axes ? 'stretch-axes' : 'stretch-bare'}>
          {axes && <ValueAxis ticks={values} low={paths.low} high={paths.high} />}
          <div className="stretch-chart-frame" tabIndex={0} role="application" aria-roledescription="chart" aria-label={`Chart of ${name}`} aria-describedby={`${ids}-summary ${ids}-keys`} onKeyDown={onKeyDown} onPointerMove={onPointerMove} onPointerLeave={() => pointer.leave()}>
            <svg viewBox={`0 0 ${box.width} ${box.height}`} preserveAspectRatio="none" aria-hidden="true">
              {axes && values.map(({ value }) => <line key={value} className="stretch-grid" x1={0} x2={box.width} y1={y(value)} y2={y(value)} />)}
              {axes && times.ticks.map((time) => <line key={time} className="stretch-grid" x1={x(time)} x2={x(time)} y1={0} y2={box.height} />)}
              {inView.map((mark) => {
                const left = Math.max(0, x(mark.start));
                return (
                  <g key={mark.id} className={`stretch-mark stretch-mark-${mark.severity}${mark.id === selectedId ? ' stretch-mark-selected' : ''}`}>
                    <rect x={left} y={0} width={Math.max(1, Math.min(box.width, x(mark.end)) - left)} height={box.height} />
                    <line x1={left} x2={left} y1={0} y2={box.height} />
                  </g>
                );
              })}
              <path className="spark-band" d={paths.band} />
              {withExpected && <path className="spark-expected" d={paths.expected} />}
              <path className="spark-line" d={paths.values} />
              {since !== undefined && <line className="stretch-since" x1={x(since)} x2={x(since)} y1={0} y2={box.height} />}
              {cursor !== null && cursor >= range.from && cursor <= range.to && <line className="stretch-cursor" x1={x(cursor)} x2={x(cursor)} y1={0} y2={box.height} />}
            </svg>
          </div>
          {axes && <TimeAxis {...times} range={range} zone={zone} />}
        </div>
      )}
      <p className="unseen" id={`${ids}-summary`}>{summaryWords(points, channels, range, inView, zone)}</p>
      <p className="unseen" id={`${ids}-keys`}>{chartKeys.filter(({ keys }) => keys !== 'w').map((one) => `${one.keys}: ${one.does}.`).join(' ')}</p>
      <p className="unseen" aria-live="polite">{spoken}</p>
    </div>
  );
}

function ValueAxis({ ticks, low, high }: { ticks: ReturnType<typeof valueTicks>; low: number; high: number }) {
  return (
    <div className="stretch-values" aria-hidden="true">
      {/* The widest one gives the axis its width. */}
      {ticks.map(({ value, label }) => <span key={value} className="stretch-value" style={{ insetBlockStart: `${100 * (1 - (value - low) / (high - low))}%`, transform: `translateY(${withinEdge(1 - (value - low) / (high - low))})` }}>{label}</span>)}
      <span className="stretch-widest">{ticks.reduce((widest, { label }) => (label.length > widest.length ? label : widest), '')}</span>
    </div>
  );
}

/** How a label is moved that stands at a part of the way: its middle is there, but at the ends it stays within. */
function withinEdge(share: number): string {
  return share < 0.1 ? '0' : share > 0.9 ? '-100%' : '-50%';
}

function TimeAxis({ ticks, stepMs, range, zone }: ReturnType<typeof timeTicks> & { range: TimeRange; zone: Zone }) {
  const labels = tickLabels(ticks, stepMs, zone);
  return <div className="stretch-times" aria-hidden="true">{ticks.map((time, i) => {
    const share = (time - range.from) / (range.to - range.from);
    return <span key={time} style={{ insetInlineStart: `${100 * share}%`, transform: `translateX(${withinEdge(share)})` }}>{labels[i]}</span>;
  })}</div>;
}
