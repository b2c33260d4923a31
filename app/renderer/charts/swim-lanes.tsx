import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { Lanes } from '../../shared/domain/lanes.ts';
import { severityOf } from '../../shared/domain/severity.ts';
import type { TimeRange } from '../../shared/domain/time.ts';
import { onThemeChange, readPalette } from './chart-palette.ts';
import { cellAt, nextPlace, type LanePlace, type LaneRow } from './lane-rows.ts';
import { momentWords, tickLabels, type Zone } from './words.ts';
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

const rowHeight = 22;
const axisHeight = 24;
/** A pointer that moved less, CSS pixels, was pressed and not drawn. */
const pressReach = 5;
const tickSpace = 110;
const hour = 3_600_000;
const day = 24 * hour;
const year = 365 * day;
/** Steps of the time axis, ms. */
const tickSteps = [...[1, 2, 5, 10, 20, 50, 100, 200, 500], ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map((seconds) => seconds * 1000), ...[1, 2, 3, 6, 12].map((hours) => hours * hour), ...[1, 2, 7, 14, 28, 91, 182].map((days) => days * day)];

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
    if (size.width > 0) draw(canvas.current!, { rows, lanes, top, first, last, size, place, zone });
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

  function placeAt(event: PointerEvent): LanePlace | null {
    const box = canvas.current!.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top - axisHeight + top) / rowHeight);
    const bucket = Math.floor((timeAt(event.clientX - box.left) - from) / bucketMs);
    return event.clientY - box.top < axisHeight || cellAt(rows[row], bucket) === null ? null : { row, bucket };
  }
  const xOf = (event: PointerEvent) => event.clientX - canvas.current!.getBoundingClientRect().left;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextPlace(rows, place, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
  }

  const told = under ?? place;
  return (
    <div className="swim-lanes">
      <div
        className="swim-lanes-frame" ref={frame} tabIndex={0} role="application" aria-roledescription="swim lanes" aria-label={`${rows.length} lanes of anomalies over time`} aria-describedby={`${ids}-keys`}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)} onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.length * rowHeight + axisHeight }}>
          <div className="swim-lanes-view" style={{ height: size.height }}>
            <ul className="swim-lanes-names" style={{ paddingTop: axisHeight }} aria-hidden="true">
              {rows.slice(first, last).map((row, at) => <li key={row.id} title={row.name} className={place?.row === first + at ? 'swim-lanes-own' : ''} style={{ transform: `translateY(${first * rowHeight - top}px)` }}>{row.name}</li>)}
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
                  if (drawn !== null && Math.abs(drawn.to - drawn.from) > pressReach) onRange({ from: timeAt(Math.min(drawn.from, drawn.to)), to: timeAt(Math.max(drawn.from, drawn.to)) });
                  else if (at !== null) choose(at);
                  setDrawn(null);
                }}
              />
              {drawn !== null && Math.abs(drawn.to - drawn.from) > pressReach && <div className="swim-lanes-drawn" style={{ left: Math.min(drawn.from, drawn.to), width: Math.abs(drawn.to - drawn.from) }} />}
            </div>
          </div>
        </div>
      </div>
      <p className="swim-lanes-told" role="status">{told === null ? 'Choose a cell by pointer or arrow keys; draw over a stretch of time to look closer.' : cellWords(rows[told.row]!, told.bucket, rangeOf(told.bucket), zone)}</p>
      <p className="unseen" id={`${ids}-keys`}>Arrow left and right: the next cell with anomalies. Arrow up and down: the next lane. Home and End: the lane's first and last cell.</p>
    </div>
  );
}

function cellWords(row: LaneRow, bucket: number, { from, to }: TimeRange, zone: Zone): string {
  const cell = cellAt(row, bucket);
  const when = `${momentWords(from, zone)} to ${momentWords(to, zone)}`;
  if (cell === null) return `${row.name}, ${when}: nothing.`;
  const found = cell.count === 0 ? 'one that began before goes on' : cell.count === 1 ? '1 anomaly' : `${cell.count} anomalies`;
  return `${row.name}, ${when}: ${found}, the worst of ${severityOf(cell.grade)} severity (grade ${cell.grade.toFixed(2)}).`;
}

interface Drawing {
  rows: readonly LaneRow[];
  lanes: Lanes;
  top: number;
  first: number;
  last: number;
  size: { width: number; height: number };
  place: LanePlace | null;
  zone: Zone;
}

/** Draws the lanes in sight, their time axis on top. */
function draw(canvas: HTMLCanvasElement, { rows, lanes: { from, to, bucketMs }, top, first, last, size: { width, height }, place, zone }: Drawing): void {
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d')!;
  const palette = readPalette(canvas);
  context.scale(scale, scale);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, height);
  const perBucket = (width * bucketMs) / (to - from);
  for (let at = first; at < last; at += 1) {
    const y = axisHeight + at * rowHeight - top;
    context.fillStyle = palette.grid;
    context.fillRect(0, y + rowHeight - 1, width, 1);
    for (const { bucket, grade } of rows[at]!.cells) {
      const tall = Math.max(4, Math.round((0.25 + 0.75 * grade) * (rowHeight - 4)));
      const x = bucket * perBucket;
      context.fillStyle = palette.severity[severityOf(grade)];
      context.globalAlpha = 0.45 + 0.55 * grade;
      context.fillRect(x, y + rowHeight - 1 - tall, Math.max(1.5, perBucket - 0.5), tall);
    }
    context.globalAlpha = 1;
  }
  if (place !== null) {
    context.strokeStyle = palette.selected;
    context.lineWidth = 2;
    context.strokeRect(place.bucket * perBucket - 1, axisHeight + place.row * rowHeight - top + 1, Math.max(4, perBucket) + 1, rowHeight - 3);
  }
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, axisHeight);
  context.fillStyle = palette.text;
  context.font = palette.font;
  context.textBaseline = 'middle';
  const least = (tickSpace / width) * (to - from);
  const stepMs = tickSteps.find((step) => step >= least) ?? Math.ceil(least / year) * year;
  const ticks = Array.from({ length: Math.floor(to / stepMs) - Math.ceil(from / stepMs) + 1 }, (_, at) => (Math.ceil(from / stepMs) + at) * stepMs);
  tickLabels(ticks, stepMs, zone).forEach((label, at) => {
    const x = ((ticks[at]! - from) / bucketMs) * perBucket;
    context.fillRect(x, axisHeight - 5, 1, 5);
    context.fillText(label.replace('\n', ' '), x + 3, axisHeight / 2);
  });
  context.fillRect(0, axisHeight - 1, width, 1);
}
