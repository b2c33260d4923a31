import type { SampleColumns, ScoreColumns } from '../../../shared/domain/samples.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { medianOf } from '../../../shared/sorted.ts';
import type { Detector, DetectorOptions, LearnMask } from '../detector.ts';
import { emptyScores } from '../empty-scores.ts';
import { beginCounter, COUNTER_CELLS, DECIDED_FROM, DECIDED_UNTIL, followCounter, G, grainOf, isRefuted, isShown, ROLE } from '../../../shared/domain/counter.ts';
import { joinParts, readList, splitParts } from './state-parts.ts';

/** Fields of a series, before those of its channels: rows, the usual interval (ms), and how many channels are open and how many are counters. */
const H = { rows: 0, interval: 1, open: 2, counters: 3, channels: 4 } as const;
/** Where rows are not evenly apart, growth for an interval is finer than the values. */
const UNEVEN_GRAIN = 0.01;

interface GrowthState {
  /** The series' fields; behind them each channel's, unless all are known to be plain. */
  cells: Float64Array;
  /** [DECIDED_FROM, 2 + c] ring of the last rows while a channel is open: time, mask, values. Empty afterwards. */
  recent: Float64Array;
}

/** A series begins anew at a row, with what is known of the rows before it. */
interface Restart {
  row: number;
  series: number;
  known: { samples: SampleColumns; mask: LearnMask } | null;
}

/** Rows as the detector behind is given them; `from` and `intervals` are null where no channel in them is a counter. */
interface Prepared {
  samples: SampleColumns;
  from: Float64Array | null;
  intervals: Float64Array | null;
  restarts: Restart[];
}

/**
 * A detector that is given growth for a usual interval in place of the value where a channel is a counter (a meter, an odometer, a total of the day): it only grows, by irregular amounts, and falls only when it is reset. As PromQL's
 * `rate()` and `increase()` do, but that a reset is taken to be no growth of its own: the growth before it goes on for a row. What is expected is told in the channel's own unit.
 *
 * That a channel is a counter is known of itself, from 128 rows on (1,024 at most; where only the first rows are learned, 128): it grew in 32 of them by at least three amounts and never fell, other than to at most a twentieth, or to what it grows by at
 * most, once or in one row of 128, or days apart. The series then begins anew with the growth of the last 128 rows, so that no score is late. When it falls otherwise, in more than one row of 1,024, it is a plain channel for good, and the series begins anew
 * from there.
 */
export function withGrowth(detector: Detector, { channels, learnRows = Infinity }: DetectorOptions): Detector {
  const width = 2 + channels;
  const decidedUntil = learnRows === Infinity ? DECIDED_UNTIL : DECIDED_FROM;
  let states: (GrowthState | undefined)[] = [];

  function begin(): GrowthState {
    const cells = new Float64Array(H.channels + channels * COUNTER_CELLS);
    for (let c = 0; c < channels; c += 1) beginCounter(cells, placeOf(c));
    cells[H.open] = channels;
    return { cells, recent: new Float64Array(DECIDED_FROM * width) };
  }

  function prepare(samples: SampleColumns, mask: LearnMask | undefined, stateOf: (series: number) => GrowthState): Prepared {
    const prepared: Prepared = { samples, from: null, intervals: null, restarts: [] };
    for (let row = 0; row < samples.rows; row += 1) {
      const series = samples.series[row]!;
      const state = stateOf(series);
      const { cells } = state;
      if (cells[H.open] === 0 && cells[H.counters] === 0) continue;
      if (cells[H.open]! > 0 && decide(state)) prepared.restarts.push({ row, series, known: replayOf(state, series) });
      if (follow(state, samples, row, prepared)) prepared.restarts.push({ row, series, known: null });
      if (cells[H.open]! > 0) {
        const at = (cells[H.rows]! % DECIDED_FROM) * width;
        state.recent[at] = samples.times[row]!;
        state.recent[at + 1] = mask?.[row] ?? 0;
        state.recent.set(samples.values.subarray(row * channels, (row + 1) * channels), at + 2);
      } else state.recent = new Float64Array(0);
      cells[H.rows]! += 1;
      if (cells[H.open] === 0 && cells[H.counters] === 0) state.cells = cells.slice(0, H.channels);
    }
    return prepared;
  }

  /** Takes the row in; answers whether a counter turned out to be none. */
  function follow({ cells }: GrowthState, samples: SampleColumns, row: number, prepared: Prepared): boolean {
    let isNone = false;
    for (let c = 0; c < channels; c += 1) {
      const at = placeOf(c);
      const role = cells[at + G.role]!;
      if (role === ROLE.plain) continue;
      const i = row * channels + c;
      const grown = followCounter(cells, at, samples.values[i]!, samples.times[row]!, role === ROLE.counter ? cells[H.interval]! : 0);
      if (isRefuted(cells, at) && (role === ROLE.open || cells[H.rows]! < learnRows)) {
        settle(cells, at, ROLE.plain);
        isNone ||= role === ROLE.counter;
      } else if (role === ROLE.counter) {
        if (prepared.from === null) {
          prepared.samples = { ...samples, values: samples.values.slice() };
          prepared.from = new Float64Array(samples.values.length).fill(NaN);
          prepared.intervals = new Float64Array(samples.values.length);
        }
        prepared.samples.values[i] = grown.growth;
        prepared.from[i] = grown.from;
        prepared.intervals![i] = grown.intervals;
      }
    }
    /** What the row grew by says nothing to the series that begins anew with it. */
    for (let c = 0; isNone && c < channels; c += 1) if (cells[placeOf(c) + G.role] !== ROLE.counter) prepared.samples.values[row * channels + c] = samples.values[row * channels + c]!;
    return isNone;
  }

  /** By the rows so far; answers whether a channel is a counter now that was not known to be one. */
  function decide(state: GrowthState): boolean {
    const { cells } = state;
    let isFound = false;
    for (let c = 0; c < channels; c += 1) {
      const at = placeOf(c);
      if (cells[at + G.role] !== ROLE.open) continue;
      if (isShown(cells, at)) {
        settle(cells, at, ROLE.counter);
        isFound = true;
      } else if (cells[H.rows]! >= decidedUntil) settle(cells, at, ROLE.plain);
    }
    return isFound;
  }

  function settle(cells: Float64Array, at: number, role: number): void {
    if (cells[at + G.role] === ROLE.open) cells[H.open]! -= 1;
    else cells[H.counters]! -= 1;
    if (role === ROLE.counter) cells[H.counters]! += 1;
    cells[at + G.role] = role;
  }

  /** The last rows as growth, by which the series begins anew. */
  function replayOf({ cells, recent }: GrowthState, series: number): NonNullable<Restart['known']> {
    const rows = DECIDED_FROM;
    const rowAt = (row: number): number => ((cells[H.rows]! + row) % rows) * width;
    const times = Float64Array.from({ length: rows }, (_, row) => recent[rowAt(row)]!);
    const values = Float64Array.from({ length: rows * channels }, (_, i) => recent[rowAt(Math.floor(i / channels)) + 2 + (i % channels)]!);
    const steps = Array.from({ length: rows - 1 }, (_, row) => times[row + 1]! - times[row]!);
    const interval = medianOf(steps);
    cells[H.interval] = interval;
    const isEven = steps.filter((step) => Math.abs(step - interval) <= interval / 4).length >= (3 / 4) * steps.length;
    for (let c = 0; c < channels; c += 1) {
      const at = placeOf(c);
      if (cells[at + G.role] !== ROLE.counter) continue;
      const own = Float64Array.from({ length: rows }, (_, row) => values[row * channels + c]!);
      const seen = new Float64Array(COUNTER_CELLS);
      beginCounter(seen, 0);
      seen[G.largest] = cells[at + G.largest]!;
      seen[G.grain] = grainOf(own) * (isEven ? 1 : UNEVEN_GRAIN);
      const growths = own.map((value, row) => followCounter(seen, 0, value, times[row]!, interval).growth);
      /** Of what it grew by before its first value nothing is known. */
      const first = own.findIndex(Number.isFinite);
      growths[first] = growths.find(Number.isFinite) ?? NaN;
      growths.forEach((growth, row) => (values[row * channels + c] = growth));
      for (const field of [G.growth, G.largest, G.grain]) cells[at + field] = seen[field]!;
    }
    return { samples: { rows, channels, series: new Uint32Array(rows).fill(series), times, values }, mask: Uint8Array.from({ length: rows }, (_, row) => recent[rowAt(row) + 1]!) };
  }

  /** Runs the detector over the rows, from restart to restart. */
  function advance({ samples, restarts }: Prepared, mask?: LearnMask): ScoreColumns {
    if (restarts.length === 0) return detector.advance(samples, mask);
    const scores = emptyScores(samples.rows, channels);
    let begun = 0;
    const runTo = (end: number): void => {
      if (end > begun) place(scores, begun, detector.advance(piece(samples, begun, end), mask?.subarray(begun, end)));
      begun = end;
    };
    for (const { row, series, known } of restarts) {
      runTo(row);
      detector.forget(series);
      if (known !== null) detector.advance(known.samples, known.mask);
    }
    runTo(samples.rows);
    return scores;
  }

  return {
    advance(samples, mask) {
      const prepared = prepare(samples, mask, (series) => (states[series] ??= begin()));
      return inOwnUnit(advance(prepared, mask), prepared);
    },
    score(samples) {
      const copies = new Map<number, GrowthState>();
      const prepared = prepare(samples, undefined, (series) => {
        let copy = copies.get(series);
        if (copy === undefined) copies.set(series, (copy = states[series] === undefined ? begin() : { cells: states[series].cells.slice(), recent: states[series].recent.slice() }));
        return copy;
      });
      if (prepared.restarts.length === 0) return inOwnUnit(detector.score(prepared.samples), prepared);
      const before = detector.save();
      const scores = inOwnUnit(advance(prepared), prepared);
      detector.load(before);
      return scores;
    },
    warmUpRemaining: (series) => detector.warmUpRemaining(series),
    forget(series) {
      states[series] = undefined;
      detector.forget(series);
    },
    save() {
      const there = Array.from(states, (state) => (state === undefined ? [] : [...state.cells, ...state.recent]));
      const numbers = Float64Array.from(there.flat());
      return joinParts([new TextEncoder().encode(JSON.stringify(there.map(({ length }) => length))), new Uint8Array(numbers.buffer), detector.save()]);
    },
    load(bytes) {
      const parts = splitParts(bytes, 3);
      const loaded = parts === null ? null : readStates(parts[0]!, parts[1]!);
      if (loaded === null) throw new WorkbenchError('AF_DETECT_MODEL_INVALID', `The stored state is not one of a detector of growth with ${channels} channels.`);
      detector.load(parts![2]!);
      states = loaded;
    },
    dispose() {
      detector.dispose();
      states = [];
    },
  };

  function readStates(lengths: Uint8Array, bytes: Uint8Array): (GrowthState | undefined)[] | null {
    const settled = H.channels + channels * COUNTER_CELLS;
    const open = settled + DECIDED_FROM * width;
    const counts = readList<number>(lengths);
    if (counts === null || counts.some((count) => ![0, H.channels, settled, open].includes(count)) || counts.reduce((sum, count) => sum + count, 0) * 8 !== bytes.length) return null;
    const numbers = new Float64Array(bytes.slice().buffer);
    let at = 0;
    return counts.map((count) => {
      const own = numbers.slice(at, (at += count));
      return count === 0 ? undefined : { cells: own.slice(0, settled), recent: own.slice(settled) };
    });
  }
}

/** Where a channel's cells are. */
function placeOf(channel: number): number {
  return H.channels + channel * COUNTER_CELLS;
}

function piece({ channels, series, times, values }: SampleColumns, from: number, to: number): SampleColumns {
  return { rows: to - from, channels, series: series.subarray(from, to), times: times.subarray(from, to), values: values.subarray(from * channels, to * channels) };
}

function place(scores: ScoreColumns, row: number, part: ScoreColumns): void {
  for (const name of ['score', 'alarm', 'instant', 'confidence', 'shape'] as const) scores[name].set(part[name], row);
  for (const name of ['expected', 'low', 'high', 'share'] as const) scores[name].set(part[name], row * part.channels);
}

/** What is expected of counters as what they will stand at. They do not go back. */
function inOwnUnit(scores: ScoreColumns, { from, intervals }: Prepared): ScoreColumns {
  if (from === null) return scores;
  const own = (column: ArrayLike<number>): Float64Array => Float64Array.from(column, (growth, i) => (from[i] === from[i] ? from[i]! + Math.max(0, growth) * intervals![i]! : growth));
  return { ...scores, expected: own(scores.expected), low: own(scores.low), high: own(scores.high), from };
}
