import { useEffect, useState, useSyncExternalStore } from 'react';
import type { TimeRange } from '../../shared/domain/time.ts';
import type { ChartController } from './plot/chart-controller.ts';
import { marksBetween } from './plot/chart-marks.ts';
import type { ChartMark } from './plot/chart-marks.ts';
import { drawnNames } from './chart-words.ts';
import type { DrawPoints } from './plot/decimate.ts';
import type { Answer } from './plot/plot-protocol.ts';
import { PagedTable } from './paged-table.tsx';
import { momentWords } from './words.ts';
import { besideBand, numberWords } from '../../shared/number-words.ts';
import type { Zone } from './words.ts';

interface ChartTableProps {
  name: string;
  channels: readonly string[];
  controller: ChartController;
  marks: readonly ChartMark[];
  zone: Zone;
}

/** Up to so many samples each gets a row; beyond, so many stretches get two each, one for the lowest and one for the highest. */
const tableColumns = 1000;

/** The rows in view of a drawn chart as a table, read once the view has come to rest. */
export function ChartTable({ name, channels, controller, marks, zone }: ChartTableProps) {
  const view = useSyncExternalStore(controller.subscribe, controller.view);
  const [points, setPoints] = useState<Answer | null>(null);
  useEffect(() => {
    let wanted = true;
    // Not with each frame of a drag, but once it has come to rest.
    const timer = setTimeout(() => void controller.rows(tableColumns).then((rows) => { if (wanted) setPoints(rows); }), 150);
    return () => { wanted = false; clearTimeout(timer); };
  }, [controller, view.range, view.points]);

  if (points === null || view.range === null) return <p className="chart-table-note">Reading rows…</p>;
  return <PointsTable name={name} channels={drawnNames(channels, points)} points={points} range={view.range} marks={marks} zone={zone} />;
}

type TablePoints = DrawPoints & Partial<Pick<Answer, 'isMean'>>;

/** Points of a chart as a table: values, what was expected of them, score, and in words the anomalies that touch the time from a row to the next. */
export function PointsTable({ name, channels, points, range, marks, zone }: { name: string; channels: readonly string[]; points: TablePoints; range: TimeRange; marks: readonly ChartMark[]; zone: Zone }) {
  const rows = Array.from(points.times.keys()).filter((i) => points.times[i]! >= range.from && points.times[i]! <= range.to);
  return (
    <PagedTable
      label={`Table of ${name}`} count={rows.length}
      caption={captionOf(points)}
      head={['Time', 'Anomaly', ...channels, ...channels.map((channel) => (channels.length > 1 ? `${channel} expected` : 'Expected')), 'Score']}
      row={(index) => {
        const i = rows[index]!;
        const time = points.times[i]!;
        const figures = channels.map((_, k) => besideBand(points.low[k]![i]!, points.high[k]![i]!));
        return [
          momentWords(time, zone),
          marksBetween(marks, time, points.times[rows[index + 1] ?? -1] ?? time).map(({ words }) => words.split(':', 1)[0]).join(', '),
          ...channels.map((_, k) => figures[k]!(points.values[k]![i])),
          ...channels.map((_, k) => (Number.isNaN(points.expected[k]![i]) ? 'not known yet' : `${figures[k]!(points.expected[k]![i])} (${figures[k]!(points.low[k]![i])} – ${figures[k]!(points.high[k]![i])})`)),
          Number.isNaN(points.score[i]) ? 'warming up' : points.score[i]!.toFixed(2),
        ];
      }}
    />
  );
}

function captionOf({ isMean = false, whole, rowCount }: TablePoints): string {
  if (isMean) return `Mean growth of short stretches, over ${numberWords(rowCount)} of them; zoom in for every sample`;
  return whole ? 'Every sample in view' : `Lowest and highest of short stretches, over ${numberWords(rowCount)} rows; zoom in for every sample`;
}
