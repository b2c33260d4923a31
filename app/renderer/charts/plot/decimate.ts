import { createFold } from './row-pyramid.ts';
import type { Fold, RowPyramid } from './row-pyramid.ts';

/** Points to draw: at most two per column (a column's lowest and highest), with NaN where a line must break. `n` points; per channel one array of n. */
export interface DrawPoints {
  /** [n] EpochMillis, never falling. */
  times: Float64Array;
  values: Float64Array[];
  expected: Float32Array[];
  low: Float32Array[];
  high: Float32Array[];
  /** [n] 0…1. */
  score: Float32Array;
  /** Rows of the series behind the points. */
  rowCount: number;
  /** True where every row got a point of its own. */
  whole: boolean;
}

/** A silence this many times longer than the usual step between rows breaks the line: drawing through it would state what nobody measured. */
const silenceSteps = 12;

/**
 * Points for the range `[from, to]` (EpochMillis) on `columns` columns (pixels). One row before and one after the range come along so
 * that lines reach the edges. With at most one row per column each row is drawn as it is; otherwise each column gets the exact
 * extremes of its rows, so that none is lost, and a column without values becomes a gap. A silence adds one NaN point.
 * Rows after `until` (the playhead) are left out.
 */
export function decimate(series: RowPyramid, from: number, to: number, columns: number, until = Infinity): DrawPoints {
  const first = Math.max(series.start, series.lowerBound(from) - 1);
  let last = Math.min(series.end, Math.max(first, series.lowerBound(to)) + 1);
  while (last > first && series.timeAt(last - 1) > until) last = Math.min(last - 1, Math.max(first, series.lowerBound(until) + 1));
  const rows = last - first;
  const whole = rows <= columns;
  const silence = usualStep(series, first, last) * silenceSteps;
  const out = createWriter(series.channels, Math.max(1, whole ? rows : columns + 2));
  const fold = createFold(series.channels);
  let before = NaN;
  const emit = (a: number, b: number) => {
    const start = series.timeAt(a);
    if (start - before > silence) out.gap(before);
    series.fold(a, b, fold);
    before = series.timeAt(b - 1);
    out.point(fold, start, before);
  };
  if (whole) {
    for (let row = first; row < last; row++) emit(row, row + 1);
  } else {
    const width = (to - from) / columns;
    let row = first;
    for (let column = 0; column <= columns && row < last; column++) {
      const next = column === columns ? last : Math.min(last, series.lowerBound(from + (column + 1) * width, row));
      if (next > row) emit(row, next);
      row = next;
    }
  }
  return out.done(rows, whole);
}

/** Median time between rows, from at most 64 places spread over the range; Infinity where it can't be told. */
function usualStep(series: RowPyramid, first: number, last: number): number {
  const pairs = Math.min(64, last - first - 1);
  if (pairs < 4) return Infinity;
  const steps: number[] = [];
  for (let i = 0; i < pairs; i++) {
    const row = first + Math.floor((i * (last - first - 1)) / pairs);
    steps.push(series.timeAt(row + 1) - series.timeAt(row));
  }
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1]! || Infinity;
}

function createWriter(channels: number, places: number) {
  const room = places * 3;
  const times = new Float64Array(room);
  const values = Array.from({ length: channels }, () => new Float64Array(room));
  const single = () => Array.from({ length: channels }, () => new Float32Array(room));
  const [expected, low, high] = [single(), single(), single()] as const;
  const score = new Float32Array(room);
  let n = 0;

  function write(fold: Fold, time: number, second: boolean): void {
    times[n] = time;
    for (let k = 0; k < channels; k++) {
      const min = fold.min[k]!;
      const max = fold.max[k]!;
      // The extreme that is nearer to the point before comes first, so that the line does not cross itself.
      const previous = n > 0 ? values[k]![second && n > 1 ? n - 2 : n - 1]! : NaN;
      const maxFirst = Math.abs(previous - max) < Math.abs(previous - min);
      values[k]![n] = maxFirst !== second ? max : min;
      expected[k]![n] = fold.expected[k]!;
      low[k]![n] = fold.low[k]!;
      high[k]![n] = fold.high[k]!;
    }
    score[n++] = fold.score;
  }

  return {
    point(fold: Fold, start: number, end: number): void {
      write(fold, start, false);
      if (fold.min.some((min, k) => min === min && min !== fold.max[k])) write(fold, end, true);
    },
    gap(time: number): void {
      times[n] = time;
      for (const arrays of [values, expected, low, high]) for (const array of arrays) array[n] = NaN;
      score[n++] = NaN;
    },
    done(rowCount: number, whole: boolean): DrawPoints {
      const cut = (array: Float32Array) => array.slice(0, n);
      return { times: times.slice(0, n), values: values.map((array) => array.slice(0, n)), expected: expected.map(cut), low: low.map(cut), high: high.map(cut), score: cut(score), rowCount, whole };
    },
  };
}
