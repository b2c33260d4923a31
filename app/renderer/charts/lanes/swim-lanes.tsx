import { plural } from '../../../shared/counts.ts';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { Lanes } from '../../../shared/domain/lanes.ts';
import { severityOf } from '../../../shared/domain/severity.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { onThemeChange } from '../chart-palette.ts';
import { ChartTools } from '../chart-tools.tsx';
import { axisHeight, drawLanes, rowHeight } from './draw-lanes.ts';
import { cellAt, lanesSound, lanesWords, nextPlace, type LanePlace, type LaneRow } from './lane-rows.ts';
import { MiddleClip } from '../../ui/middle-clip.tsx';
import { PagedTable } from '../paged-table.tsx';
import { cellsWords, melodyOfCells } from '../sound/melody.ts';
import { useMelody } from '../sound/use-melody.ts';
import { momentWords, type Zone } from '../words.ts';
import './swim-lanes.css';

export interface SwimLanesProps {
  lanes: Lanes;
  rows: readonly LaneRow[];
  zone: Zone;
  /** The chosen cell's lane and time; null where none is. */
  chosen: { lane: string; from: number } | null;
  onChoose(row: LaneRow, range: TimeRange): void;
  /** A stretch of time was drawn with the pointer. */
  onRange(range: TimeRange): void;
}

/** A pointer that moved less, CSS pixels, was pressed and not drawn. */
const pressReach = 5;
/** Lanes over time: a cell is the taller and the more glaring the worse its worst anomaly. A cell can be chosen by pointer or keys, a stretch of time drawn by the pointer. */
export function SwimLanes({ lanes, rows, zone, chosen, onChoose, onRange }: SwimLanesProps) {
  const ids = useId();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [top, setTop] = useState(0);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [theme, setTheme] = useState(0);
  const [drawn, setDrawn] = useState<{ from: number; to: number } | null>(null);
  const [under, setUnder] = useState<LanePlace | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [heardPart, setHeardPart] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  const { from, to, bucketMs } = lanes;

  useEffect(() => {
    const box = frame.current!;
    const plot = canvas.current!;
    const observer = new ResizeObserver(() => setSize({ width: plot.clientWidth, height: box.clientHeight }));
    observer.observe(box);
    const stop = onThemeChange(() => setTheme((before) => before + 1));
    return () => {
      observer.disconnect();
      stop();
    };
  }, []);

  const first = Math.floor(top / rowHeight);
  const last = Math.min(rows.length, Math.ceil((top + size.height) / rowHeight));
  const place = useMemo((): LanePlace | null => {
    const row = chosen === null ? -1 : rows.findIndex(({ id }) => id === chosen.lane);
    return row < 0 ? null : { row, bucket: Math.floor((chosen!.from - from) / bucketMs) };
  }, [rows, chosen, from, bucketMs]);

  useLayoutEffect(() => {
    if (size.width > 0) drawLanes(canvas.current!, { rows, lanes, top, first, last, size, place, zone });
  }, [rows, lanes, top, first, last, size, place, zone, theme]);

  const rangeOf = (bucket: number): TimeRange => ({ from: from + bucket * bucketMs, to: from + (bucket + 1) * bucketMs });
  const timeAt = (x: number) => from + (Math.min(Math.max(x / size.width, 0), 1) * (to - from));
  const choose = (at: LanePlace) => {
    onChoose(rows[at.row]!, rangeOf(at.bucket));
    const box = frame.current!;
    const y = at.row * rowHeight;
    if (y < box.scrollTop) box.scrollTop = y;
    else if (y + rowHeight > box.scrollTop + box.clientHeight - axisHeight) box.scrollTop = y + rowHeight - box.clientHeight + axisHeight;
  };

  const { hearing, toggle: hear } = useMelody(() => {
    const melody = melodyOfCells(lanesSound(place === null ? rows : [rows[place.row]!], Math.ceil((to - from) / bucketMs), (bucket) => momentWords(rangeOf(bucket).from, zone)));
    return melody === null ? null : {
      melody, move: setHeardPart, words: cellsWords(`${place === null ? 'All lanes' : rows[place.row]!.name} from the left to the right`, 'the more anomalies', melody),
    };
  }, setSpoken);

  function placeAt(event: PointerEvent): LanePlace | null {
    const box = canvas.current!.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top - axisHeight + top) / rowHeight);
    const bucket = Math.floor((timeAt(event.clientX - box.left) - from) / bucketMs);
    return event.clientY - box.top < axisHeight || cellAt(rows[row], bucket) === null ? null : { row, bucket };
  }
  const xOf = (event: PointerEvent) => event.clientX - canvas.current!.getBoundingClientRect().left;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'S') {
      event.preventDefault();
      event.stopPropagation();
      return hear();
    }
    const next = nextPlace(rows, place, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
  }

  const told = under ?? place;
  const words = useMemo(() => lanesWords(rows, momentWords(from, zone), momentWords(to, zone)), [rows, from, to, zone]);
  return (
    <div className="swim-lanes">
      {asTable && <LaneTable rows={rows} rangeOf={rangeOf} zone={zone} caption={words} />}
      <div
        className="swim-lanes-frame" hidden={asTable} ref={frame} tabIndex={0} role="application" aria-roledescription="swim lanes" aria-label={`${plural(rows.length, 'lane')} of anomalies over time`} aria-describedby={`${ids}-summary ${ids}-keys`}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)} onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.length * rowHeight + axisHeight }}>
          <div className="swim-lanes-view" style={{ height: size.height }}>
            <ul className="swim-lanes-names" style={{ paddingTop: axisHeight }} aria-hidden="true">
              {rows.slice(first, last).map((row, at) => <li key={row.id} title={row.name} className={place?.row === first + at ? 'swim-lanes-own' : ''} style={{ transform: `translateY(${first * rowHeight - top}px)` }}><MiddleClip>{row.name}</MiddleClip></li>)}
            </ul>
            <div className="swim-lanes-plot">
              <canvas
                ref={canvas}
                onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); setDrawn({ from: xOf(event), to: xOf(event) }); }}
                onPointerMove={(event) => { setUnder(placeAt(event)); if (drawn !== null) setDrawn({ ...drawn, to: xOf(event) }); }}
                onPointerLeave={() => setUnder(null)}
                onPointerCancel={() => setDrawn(null)}
                onPointerUp={(event) => {
                  const at = placeAt(event);
                  const to = xOf(event); // the last move may not be drawn yet
                  if (drawn !== null && Math.abs(to - drawn.from) > pressReach) onRange({ from: timeAt(Math.min(drawn.from, to)), to: timeAt(Math.max(drawn.from, to)) });
                  else if (at !== null) choose(at);
                  setDrawn(null);
                }}
              />
              {heardPart !== null && <div className="swim-lanes-heard" style={{ left: `${100 * heardPart}%` }} />}
              {drawn !== null && Math.abs(drawn.to - drawn.from) > pressReach && <div className="swim-lanes-drawn" style={{ left: Math.min(drawn.from, drawn.to), width: Math.abs(drawn.to - drawn.from) }} />}
            </div>
          </div>
        </div>
      </div>
      <div className="swim-lanes-foot">
        <p className="swim-lanes-told" role="status">{told === null ? 'Choose a cell by pointer or arrow keys; draw over a stretch of time to look closer.' : cellWords(rows[told.row]!, told.bucket, rangeOf(told.bucket), zone)}</p>
        <ChartTools small name="the lanes" heardName={place === null ? undefined : rows[place.row]!.name} asTable={asTable} onTable={setAsTable} hearing={hearing} onHear={hear} />
      </div>
      <p className="unseen" aria-live="polite">{spoken}</p>
      <p className="unseen" id={`${ids}-summary`}>{words}</p>
      <p className="unseen" id={`${ids}-keys`}>Arrow left and right, or p and n: the next cell with anomalies. Arrow up and down: the next lane. Home and End: the lane's first and last cell. Shift S: hear the chosen lane, or all, or stop.</p>
    </div>
  );
}

/** The cells of all lanes, lane by lane. */
function LaneTable({ rows, rangeOf, zone, caption }: { rows: readonly LaneRow[]; rangeOf(bucket: number): TimeRange; zone: Zone; caption: string }) {
  const cells = useMemo(() => rows.flatMap((row) => row.cells.map((cell) => ({ row, cell }))), [rows]);
  return (
    <PagedTable
      label="Table of the lanes" caption={caption} head={['Lane', 'From', 'To', 'Began', 'Worst severity', 'Grade']} count={cells.length}
      row={(index) => {
        const { row, cell } = cells[index]!;
        const range = rangeOf(cell.bucket);
        return [row.name, momentWords(range.from, zone), momentWords(range.to, zone), cell.count === 0 ? 'goes on' : String(cell.count), severityOf(cell.grade), cell.grade.toFixed(2)];
      }}
    />
  );
}

function cellWords(row: LaneRow, bucket: number, { from, to }: TimeRange, zone: Zone): string {
  const cell = cellAt(row, bucket);
  const when = `${momentWords(from, zone)} to ${momentWords(to, zone)}`;
  if (cell === null) return `${row.name}, ${when}: nothing.`;
  const found = cell.count === 0 ? 'one that began before goes on' : plural(cell.count, 'anomaly', 'anomalies');
  return `${row.name}, ${when}: ${found}, the worst of ${severityOf(cell.grade)} severity (grade ${cell.grade.toFixed(2)}).`;
}
