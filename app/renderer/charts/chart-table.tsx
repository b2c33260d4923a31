import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Series } from '../../shared/domain/series.ts';
import type { ChartController } from './chart-controller.ts';
import { markAt } from './chart-marks.ts';
import type { ChartMark } from './chart-marks.ts';
import type { DrawPoints } from './decimate.ts';
import { momentWords, numberWords } from './words.ts';
import type { Zone } from './words.ts';

interface ChartTableProps {
  series: Series;
  controller: ChartController;
  marks: readonly ChartMark[];
  zone: Zone;
}

/** Columns asked for: up to two rows each, one for the lowest and one for the highest. */
const tableColumns = 100;

/** The rows in view as a table: every sample where there are few, else the lowest and highest of a hundred stretches. */
export function ChartTable({ series, controller, marks, zone }: ChartTableProps) {
  const view = useSyncExternalStore(controller.subscribe, controller.view);
  const [points, setPoints] = useState<DrawPoints | null>(null);
  useEffect(() => {
    let wanted = true;
    // Not with each frame of a drag, but once it has come to rest.
    const timer = setTimeout(() => void controller.rows(tableColumns).then((rows) => { if (wanted) setPoints(rows); }), 150);
    return () => { wanted = false; clearTimeout(timer); };
  }, [controller, view.range, view.points]);

  if (points === null) return <p className="chart-table-note">Reading rows…</p>;
  const { range } = view;
  const rows = Array.from(points.times.keys()).filter((i) => range === null || (points.times[i]! >= range.from && points.times[i]! <= range.to));
  return (
    <div className="chart-table" tabIndex={0} role="region" aria-label={`Table of ${series.name}`}>
      <table>
        <caption>{points.whole ? 'Every sample in view' : `Lowest and highest of ${tableColumns} stretches, over ${points.rowCount} rows; zoom in for every sample`}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.channels.map((channel) => <th key={channel} scope="col">{channel}</th>)}
            {series.channels.map((channel) => <th key={channel} scope="col">{series.channels.length > 1 ? `${channel} expected` : 'Expected'}</th>)}
            <th scope="col">Score</th>
            <th scope="col">Anomaly</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((i) => {
            const time = points.times[i]!;
            const mark = marks[markAt(marks, time, 0)];
            return (
              <tr key={i}>
                <th scope="row">{momentWords(time, zone)}</th>
                {points.values.map((values, k) => <td key={k}>{numberWords(values[i])}</td>)}
                {points.expected.map((expected, k) => <td key={k}>{Number.isNaN(expected[i]) ? 'not known yet' : `${numberWords(expected[i])} (${numberWords(points.low[k]![i])} – ${numberWords(points.high[k]![i])})`}</td>)}
                <td>{Number.isNaN(points.score[i]) ? 'warming up' : points.score[i]!.toFixed(2)}</td>
                <td>{mark === undefined ? '' : mark.words}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
