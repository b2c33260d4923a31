import type { SeriesStretch } from '../domain/series.ts';
import type { TimeRange } from '../domain/time.ts';
import { withCountsFromZero } from './floor-at-zero.ts';

/** A channel of a stretch as SVG path data in a box of `width` × `height`, with the values at its lower and upper edge. An empty path has nothing to draw. */
export interface ChartPaths {
  values: string;
  expected: string;
  band: string;
  low: number;
  high: number;
}

/** Part of the box that stays free above and below. */
const room = 0.06;

/** Draws channel `c`: of buckets the whole reach of their values, gaps where values are missing, no band below zero of counts, or where it is told to be from zero. */
export function chartPaths(read: SeriesStretch, c: number, { from, to }: TimeRange, { width, height }: { width: number; height: number }, isFromZero = false): ChartPaths {
  const stretch = withCountsFromZero(read, c, isFromZero);
  const { times, min, max, expected, low, high, channels: { length: channels } } = stretch;
  const rows = times.length;
  const at = (row: number) => row * channels + c;
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < rows; row += 1) for (const value of [min[at(row)]!, max[at(row)]!, low[at(row)]!, high[at(row)]!]) if (Number.isFinite(value)) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (least > most) return { values: '', expected: '', band: '', low: NaN, high: NaN };
  const margin = room * (most - least) || Math.abs(most) * room || 1;
  const [bottom, top] = [least - margin, most + margin];
  const x = (row: number) => (((times[row]! - from) / (to - from)) * width).toFixed(1);
  const y = (value: number) => (height - ((value - bottom) / (top - bottom)) * height).toFixed(1);

  const line = (pointsOf: (row: number) => readonly number[]): string => {
    let path = '';
    let isDrawing = false;
    for (let row = 0; row < rows; row += 1) {
      const points = pointsOf(row);
      if (!points.every(Number.isFinite)) isDrawing = false;
      else for (const value of points) {
        path += `${isDrawing ? 'L' : 'M'}${x(row)} ${y(value)}`;
        isDrawing = true;
      }
    }
    return path;
  };
  return {
    values: line((row) => (min[at(row)] === max[at(row)] ? [max[at(row)]!] : [max[at(row)]!, min[at(row)]!])),
    expected: line((row) => [expected[at(row)]!]),
    band: bandPath(),
    low: bottom,
    high: top,
  };

  /** Each stretch in which both edges are known, there and back. */
  function bandPath(): string {
    let path = '';
    for (let row = 0; row < rows; ) {
      const begin = row;
      while (row < rows && Number.isFinite(low[at(row)]!) && Number.isFinite(high[at(row)]!)) row += 1;
      if (row === begin) {
        row += 1;
        continue;
      }
      const there = Array.from({ length: row - begin }, (_, i) => `${x(begin + i)} ${y(high[at(begin + i)]!)}`);
      const back = Array.from({ length: row - begin }, (_, i) => `${x(row - 1 - i)} ${y(low[at(row - 1 - i)]!)}`);
      path += `M${[...there, ...back].join('L')}Z`;
    }
    return path;
  }
}
