import { countersOf, DECIDED_FROM } from '../../../shared/domain/counter.ts';
import { medianStep } from '../../../shared/sorted.ts';
import { floorAtZero } from '../../../shared/charts/floor-at-zero.ts';
import { decimate, type DrawPoints } from './decimate.ts';
import { RowGrowth } from './row-growth.ts';
import { createFold, RowPyramid } from './row-pyramid.ts';
import type { Rows } from './row-pyramid.ts';
import type { Answer, Ask, FromPlotWorker, ToPlotWorker } from './plot-protocol.ts';

interface Layer {
  pyramid: RowPyramid;
  covers: { from: number; to: number };
  samplesPerRow: number;
  /** Rows until then are buckets, EpochMillis. */
  bucketsUntil: number;
  /** Of an overview: its counters, the usual time between samples (ms), and at how many rows it is looked again. */
  counters: readonly number[];
  interval: number;
  decidedAgainAt: number;
  /** Made when it is first asked for. */
  growth: RowGrowth | null;
}

/** Rows of one layer that are kept; older ones are read again from the store when they are looked at. */
const mostRows = 1 << 20;

/** Keeps the layers of all series and answers asks; what the worker runs. Answers are given to `reply`. */
export function createPlotDesk(reply: (message: FromPlotWorker) => void): { take(message: ToPlotWorker): void; readonly bytes: number } {
  const layers = new Map<string, Layer>();

  function answer(ask: Ask): Answer | null {
    let chosen: Layer | undefined;
    for (const key of ask.keys) {
      const layer = layers.get(key);
      if (layer === undefined || layer.pyramid.end === 0) continue;
      chosen = layer;
      if (layer.covers.from <= ask.from && layer.covers.to >= ask.to) break;
    }
    if (chosen === undefined) return null;
    const all = layers.get(ask.keys.at(-1)!) ?? chosen;
    if (ask.growth !== undefined) findCounters(all);
    const isGrowth = ask.growth === true && all.counters.length > 0;
    const rowsOf = (layer: Layer) => (isGrowth ? growthOf(layer, all) : layer.pyramid);
    const points = decimate(rowsOf(chosen), ask.from, ask.to, ask.columns, ask.until);
    keepFromNegative(points, rowsOf(all));
    const isMean = isGrowth && ask.from <= chosen.bucketsUntil;
    return { ...points, coarse: isMean || (points.whole && points.rowCount < ask.columns / 2), counters: all.counters, isGrowth, isMean };
  }

  return {
    take(message) {
      switch (message.type) {
        case 'rows': {
          if (message.covers !== null) layers.set(message.key, { pyramid: new RowPyramid(message.channels, mostRows), covers: message.covers, samplesPerRow: message.samplesPerRow, bucketsUntil: message.samplesPerRow > 1 ? message.rows.times.at(-1)! : -Infinity, counters: [], interval: 0, decidedAgainAt: DECIDED_FROM, growth: null });
          const layer = layers.get(message.key);
          if (layer === undefined) return;
          const { pyramid } = layer;
          pyramid.append(message.seam ? after(message.rows, pyramid.lastTime, pyramid.channels) : message.rows);
          return;
        }
        case 'drop':
          layers.delete(message.key);
          return;
        case 'ask':
          reply({ type: 'answers', ticket: message.ticket, answers: message.asks.map(answer) });
      }
    },
    get bytes() { return [...layers.values()].reduce((sum, { pyramid, growth }) => sum + pyramid.bytes + (growth?.pyramid.bytes ?? 0), 0); },
  };
}

/** Looks which channels of an overview are counters, from as many rows on as tell one, and whenever it has twice the rows. */
function findCounters(layer: Layer): void {
  const { pyramid, bucketsUntil, samplesPerRow } = layer;
  if (pyramid.end < layer.decidedAgainAt) return;
  layer.decidedAgainAt = 2 * pyramid.end;
  const { times, max } = pyramid.rows(pyramid.start);
  const found = countersOf(pyramid.channels, times, max);
  if (found.join() === layer.counters.join()) return;
  const alike = samplesPerRow > 1 ? times.filter((time) => time <= bucketsUntil) : times;
  layer.interval = medianStep(alike) / samplesPerRow;
  layer.counters = found;
}

function growthOf(layer: Layer, { counters, interval }: Layer): RowPyramid {
  if (layer.growth?.counters !== counters) layer.growth = new RowGrowth(layer.pyramid, counters, interval, layer.bucketsUntil);
  return layer.growth.follow();
}

/** No band or forecast is drawn below zero of a channel that never was there, as far as the whole series is held. */
function keepFromNegative({ expected, low, high }: DrawPoints, all: RowPyramid): void {
  const reach = createFold(all.channels);
  all.fold(all.start, all.end, reach);
  low.forEach((_, k) => {
    if (reach.min[k]! >= 0) for (const edge of [expected[k]!, low[k]!, high[k]!]) floorAtZero(edge);
  });
}

function after(rows: Rows, last: number | null, channels: number): Rows {
  let first = 0;
  while (last !== null && first < rows.times.length && !(rows.times[first]! > last)) first++;
  if (first === 0) return rows;
  const at = first * channels;
  return { times: rows.times.subarray(first), min: rows.min.subarray(at), max: rows.max.subarray(at), expected: rows.expected.subarray(at), low: rows.low.subarray(at), high: rows.high.subarray(at), score: rows.score.subarray(first) };
}
