import { floorAtZero } from '../../../shared/charts/floor-at-zero.ts';
import { decimate, type DrawPoints } from './decimate.ts';
import { createFold, RowPyramid } from './row-pyramid.ts';
import type { Rows } from './row-pyramid.ts';
import type { Answer, Ask, FromPlotWorker, ToPlotWorker } from './plot-protocol.ts';

interface Layer {
  pyramid: RowPyramid;
  covers: { from: number; to: number };
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
    const points = decimate(chosen.pyramid, ask.from, ask.to, ask.columns, ask.until);
    const all = layers.get(ask.keys.at(-1)!) ?? chosen;
    keepFromNegative(points, all.pyramid);
    return { ...points, coarse: points.whole && points.rowCount < ask.columns / 2 };
  }

  return {
    take(message) {
      switch (message.type) {
        case 'rows': {
          if (message.covers !== null) layers.set(message.key, { pyramid: new RowPyramid(message.channels, mostRows), covers: message.covers });
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
    get bytes() { return [...layers.values()].reduce((sum, layer) => sum + layer.pyramid.bytes, 0); },
  };
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
