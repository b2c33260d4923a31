import type { BarFigure } from '../../shared/domain/stream.ts';
import { mostSeries, type AcceptedRows, type IncomingRows, type OpenBar, type WindowService } from './window-service.ts';

/** How rows become bars: `figures` has one entry a channel. */
export interface BarOptions {
  widthMs: number;
  figures: readonly BarFigure[];
  cap?: number;
  /** Bars that were unfinished when the stream was last stored. */
  open: readonly OpenBar[];
}

/*
 * What is kept of an unfinished bar, as doubles: its width, its start (EpochMillis), then per channel those of `slots`. NaN is none so far.
 * A bar of another width, or with another number of channels, is not gone on with.
 */
const slots = ['lastTime', 'last', 'sum', 'low', 'high', 'count', 'previousLast'] as const;
const head = 2;
const slot = Object.fromEntries(slots.map((name, at) => [name, at])) as Record<(typeof slots)[number], number>;

/**
 * Sums up the rows of each series into bars of one width, aligned to the epoch, and hands those to `window` as rows. A bar stands at its end and is finished by the first row of its series
 * behind that: a bar of a silent series waits, one without rows is left out (silence is a condition of its own), and the last of a saved stream, which may lack rows, is not judged.
 * Rows in any order within a bar are taken, many at one time as well; rows behind the bar under way are late. Like the window's own rule this looks at a row's own series alone, so it does not
 * depend on how rows come in batches.
 */
export function createBars(window: WindowService, { widthMs, figures, cap = mostSeries, open }: BarOptions): WindowService {
  const channels = figures.length;
  const length = head + channels * slots.length;
  const bars = new Map<string, Float64Array>();
  for (const { key, state } of open) {
    const bar = new Float64Array(state.slice().buffer);
    if (bar.length === length && bar[0] === widthMs) bars.set(key, bar);
  }

  return {
    accept({ rows, keys, times, values }) {
      const finished: { key: string; bar: Float64Array; row: number }[] = [];
      const changed = new Set<string>();
      const overCap: number[] = [];
      const late: number[] = [];
      for (let row = 0; row < rows; row++) {
        const key = keys[row]!;
        const start = Math.floor(times[row]! / widthMs) * widthMs;
        let bar = bars.get(key);
        if (bar === undefined && bars.size >= cap) {
          overCap.push(row);
          continue;
        }
        if (bar !== undefined && start < bar[1]!) {
          late.push(row);
          continue;
        }
        if (bar === undefined || start > bar[1]!) {
          if (bar !== undefined) finished.push({ key, bar, row });
          bar = nextBar(bar, start);
          bars.set(key, bar);
        }
        changed.add(key);
        for (let channel = 0; channel < channels; channel++) take(bar, head + channel * slots.length, times[row]!, values[row * channels + channel]!);
      }
      const accepted = window.accept(rowsOf(finished));
      return {
        ...accepted,
        rowOf: accepted.rowOf.map((place) => finished[place]!.row),
        overCap: Uint32Array.from([...overCap, ...Array.from(accepted.overCap, (place) => finished[place]!.row)]),
        late: accepted.late + late.length,
        lateRows: Uint32Array.from([...late, ...Array.from(accepted.lateRows, (place) => finished[place]!.row)]).sort(),
        openBars: [...changed].map((key) => ({ key, state: new Uint8Array(bars.get(key)!.slice().buffer) })),
      } satisfies AcceptedRows;
    },
  };

  function nextBar(before: Float64Array | undefined, start: number): Float64Array {
    const bar = new Float64Array(length).fill(NaN);
    bar[0] = widthMs;
    bar[1] = start;
    for (let at = head; at < length; at += slots.length) {
      bar[at + slot.sum] = bar[at + slot.count] = 0;
      if (before !== undefined) bar[at + slot.previousLast] = before[at + slot.count]! > 0 ? before[at + slot.last]! : before[at + slot.previousLast]!;
    }
    return bar;
  }

  function rowsOf(list: readonly { key: string; bar: Float64Array }[]): IncomingRows {
    const out = { rows: list.length, keys: list.map(({ key }) => key), times: new Float64Array(list.length), values: new Float64Array(list.length * channels) };
    list.forEach(({ bar }, row) => {
      out.times[row] = bar[1]! + widthMs;
      figures.forEach((figure, channel) => { out.values[row * channels + channel] = figureOf(figure, bar, head + channel * slots.length); });
    });
    return out;
  }
}

function take(bar: Float64Array, at: number, time: number, value: number): void {
  if (Number.isNaN(value)) return;
  if (!(time < bar[at + slot.lastTime]!)) {
    bar[at + slot.lastTime] = time;
    bar[at + slot.last] = value;
  }
  bar[at + slot.sum]! += value;
  bar[at + slot.count]! += 1;
  if (!(value >= bar[at + slot.low]!)) bar[at + slot.low] = value;
  if (!(value <= bar[at + slot.high]!)) bar[at + slot.high] = value;
}

/** NaN, so missing, where the bar holds no value of the channel; a sum of none is 0, since records came without it. */
function figureOf(figure: BarFigure, bar: Float64Array, at: number): number {
  switch (figure) {
    case 'last': return bar[at + slot.last]!;
    case 'mean': return bar[at + slot.sum]! / bar[at + slot.count]!;
    case 'low': return bar[at + slot.low]!;
    case 'high': return bar[at + slot.high]!;
    case 'range': return bar[at + slot.high]! - bar[at + slot.low]!;
    case 'sum': return bar[at + slot.sum]!;
    case 'return': {
      const ratio = bar[at + slot.last]! / bar[at + slot.previousLast]!;
      return ratio > 0 && bar[at + slot.last]! > 0 ? Math.log(ratio) : NaN;
    }
  }
}
