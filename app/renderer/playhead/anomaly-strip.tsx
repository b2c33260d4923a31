import { memo } from 'react';
import type { TimeRange } from '../../shared/domain/time.ts';
import type { ChartMark } from '../charts/plot/chart-marks.ts';

/** Where the anomalies and the loop lie on the way of the slider below it. Severity as in the charts: hatched denser, with a circle, diamond or triangle. */
export function AnomalyStrip({ marks, stored, loop }: { marks: readonly ChartMark[]; stored: TimeRange; loop: TimeRange | null }) {
  return (
    <div className="transport-strip" aria-hidden="true">
      {loop !== null && <i className="transport-loop" style={placed(loop, stored)} />}
      <Marks marks={marks} from={stored.from} to={stored.to} />
    </div>
  );
}

/** Drawn anew only with the anomalies, not with each frame of play. */
const Marks = memo(function Marks({ marks, from, to }: { marks: readonly ChartMark[]; from: number; to: number }) {
  return marks
    .filter(({ start, end }) => end >= from && start <= to)
    .map((mark) => <i key={mark.id} className={`transport-mark transport-mark-${mark.severity}${mark.settled ? ' transport-mark-settled' : ''}`} style={placed({ from: mark.start, to: mark.end }, { from, to })} />);
});

function placed(range: TimeRange, { from, to }: TimeRange): { left: string; width: string } {
  const span = Math.max(to - from, 1);
  const start = Math.max(range.from, from);
  return { left: `${((start - from) / span) * 100}%`, width: `max(3px, ${((Math.min(range.to, to) - start) / span) * 100}%)` };
}
