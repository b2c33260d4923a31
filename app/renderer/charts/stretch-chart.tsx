import { useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { SeriesStretch } from '../../shared/domain/series.ts';
import type { TimeRange } from '../../shared/domain/time.ts';
import { chartKeys } from './chart-keys.ts';
import type { ChartMark } from './plot/chart-marks.ts';
import { chartPaths } from '../../shared/charts/chart-paths.ts';
import type { ChartPaths } from '../../shared/charts/chart-paths.ts';
import { PointsTable } from './chart-table.tsx';
import { ChartTools } from './chart-tools.tsx';
import { summaryWords } from './chart-words.ts';
import { pointsOfStretch } from './plot/points-of-stretch.ts';
import type { TimeRangeStore } from './time-range.ts';
import { useChartKeys, useCursor } from './use-chart-keys.ts';
import { useChartSound } from './sound/use-chart-sound.ts';
import type { Zone } from './words.ts';
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
  /** Stands before and after the drawing, such as the values at its edges. */
  edge?(paths: ChartPaths, at: 'top' | 'bottom'): ReactNode;
  children?: ReactNode;
}

/** One channel of a stretch that was read, as a drawing without axes: band, values, anomalies by dashes of their own, and with the keys, words, sound and table of every chart. */
export function StretchChart({ name, stretch, channel, range, timeline, marks, zone, box, withExpected = false, edge, children }: StretchChartProps) {
  const ids = useId();
  const [asTable, setAsTable] = useState(false);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const cursor = useCursor(timeline);
  const points = useMemo(() => pointsOfStretch(stretch, channel), [stretch, channel]);
  const paths = useMemo(() => chartPaths(stretch, channel, range, box), [stretch, channel, range.from, range.to, box]); // eslint-disable-line react-hooks/exhaustive-deps -- a range is made anew with each look at the timeline
  const channels = [stretch.channels[channel]!];
  const inView = marks.filter(({ start, end }) => end >= range.from && start <= range.to);
  const drawn = () => points;
  const { onKeyDown, spoken, say } = useChartKeys({ channels, timeline, points: drawn, marks, selectedId, onSelect: setSelectedId, onOpen: (id) => location.assign(`#/anomalies/${id}`), onHear: () => hear(), zone });
  const { hearing, toggle: hear } = useChartSound({ channels, channel: 0, timeline, points: drawn, marks: inView }, say);
  const x = (time: number) => ((time - range.from) / (range.to - range.from)) * box.width;
  return (
    <div className="stretch-chart">
      <div className="stretch-chart-head">{children}<ChartTools small name={name} asTable={asTable} onTable={setAsTable} hearing={hearing} onHear={hear} /></div>
      {asTable ? <PointsTable name={name} channels={channels} points={points} range={range} marks={inView} zone={zone} /> : (
        <>
          {edge?.(paths, 'top')}
          <div className="stretch-chart-frame" tabIndex={0} role="application" aria-roledescription="chart" aria-label={`Chart of ${name}`} aria-describedby={`${ids}-summary ${ids}-keys`} onKeyDown={onKeyDown}>
            <svg viewBox={`0 0 ${box.width} ${box.height}`} preserveAspectRatio="none" aria-hidden="true">
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
              {cursor !== null && cursor >= range.from && cursor <= range.to && <line className="stretch-cursor" x1={x(cursor)} x2={x(cursor)} y1={0} y2={box.height} />}
            </svg>
          </div>
          {edge?.(paths, 'bottom')}
        </>
      )}
      <p className="unseen" id={`${ids}-summary`}>{summaryWords(points, channels, range, inView, zone)}</p>
      <p className="unseen" id={`${ids}-keys`}>{chartKeys.filter(({ keys }) => keys !== 'w').map((one) => `${one.keys}: ${one.does}.`).join(' ')}</p>
      <p className="unseen" aria-live="polite">{spoken}</p>
    </div>
  );
}
