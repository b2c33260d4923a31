import type { SampleColumns } from '../../shared/domain/samples.ts';

/** Rows of a batch as decoded; see `DecodedRows` of ingest. */
export interface IncomingRows {
  rows: number;
  /** [n] canonical series keys. */
  keys: readonly string[];
  /** [n] EpochMillis */
  times: Float64Array;
  /** [n, c] row-major; NaN is missing. */
  values: Float64Array;
}

/** What became of the rows. */
export interface AcceptedRows {
  samples: SampleColumns;
  /** [accepted] index of each accepted row among the incoming ones. */
  rowOf: Uint32Array;
  newSeries: { index: number; key: string }[];
  /** Rows behind the last of their own series; kept raw, not scored. */
  late: number;
  /** Which of the incoming ones these are, ascending. */
  lateRows: Uint32Array;
  /** Rows at the very time of the last of their series. */
  duplicates: number;
  /** Rows of series beyond the cap. */
  overCap: Uint32Array;
  /** Highest event time seen so far; null before the first row. */
  watermark: number | null;
  /** Unfinished bars that these rows changed, as they are after them; see `bars.ts`. */
  openBars?: readonly OpenBar[];
}

/** A bar whose end is still to come; `state` as `bars.ts` keeps it. */
export interface OpenBar {
  key: string;
  state: Uint8Array;
}

/**
 * Puts rows into the order of event time, per series: each row is accepted, late or a duplicate by its own series alone, whatever batch it came in.
 * Nothing waits: the allowed lateness is 0. Series are numbered in order of appearance, up to a cap.
 */
export interface WindowService {
  accept(rows: IncomingRows): AcceptedRows;
}

/** Series of one stream. */
export const mostSeries = 10_000;

/** Goes on from the series that are known, in order of their numbers, with the time of their last sample (null: none). */
export function createWindowService(options: { channels: number; cap?: number; known: readonly { key: string; lastTime: number | null }[] }): WindowService {
  const { channels, cap = mostSeries, known } = options;
  const indices = new Map(known.map(({ key }, index) => [key, index]));
  const lastTimes = known.map(({ lastTime }) => lastTime ?? -Infinity);
  let watermark = lastTimes.reduce((latest, time) => Math.max(latest, time), -Infinity);

  return {
    accept({ rows, keys, times, values }) {
      const series = new Uint32Array(rows);
      const rowOf = new Uint32Array(rows);
      const newSeries: { index: number; key: string }[] = [];
      const overCap: number[] = [];
      let accepted = 0;
      const lateRows: number[] = [];
      let duplicates = 0;
      for (let row = 0; row < rows; row++) {
        const key = keys[row]!;
        let index = indices.get(key);
        if (index === undefined) {
          if (indices.size >= cap) {
            overCap.push(row);
            continue;
          }
          index = indices.size;
          indices.set(key, index);
          lastTimes.push(-Infinity);
          newSeries.push({ index, key });
        }
        const time = times[row]!;
        const last = lastTimes[index]!;
        if (time <= last) {
          if (time < last) lateRows.push(row);
          else duplicates += 1;
          continue;
        }
        lastTimes[index] = time;
        if (time > watermark) watermark = time;
        series[accepted] = index;
        rowOf[accepted] = row;
        accepted += 1;
      }
      return {
        samples: { rows: accepted, channels, series: series.slice(0, accepted), ...take(rowOf.subarray(0, accepted), times, values, channels) },
        rowOf: rowOf.slice(0, accepted),
        newSeries, late: lateRows.length, lateRows: Uint32Array.from(lateRows), duplicates,
        overCap: Uint32Array.from(overCap),
        watermark: watermark === -Infinity ? null : watermark,
      };
    },
  };
}

function take(rowOf: Uint32Array, times: Float64Array, values: Float64Array, channels: number): { times: Float64Array; values: Float64Array } {
  const taken = { times: new Float64Array(rowOf.length), values: new Float64Array(rowOf.length * channels) };
  rowOf.forEach((row, place) => {
    taken.times[place] = times[row]!;
    for (let channel = 0; channel < channels; channel++) taken.values[place * channels + channel] = values[row * channels + channel]!;
  });
  return taken;
}
