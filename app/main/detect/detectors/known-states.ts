import type { SampleColumns, ScoreColumns } from '../../../shared/domain/samples.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { scoreOfRarity } from '../calibrate.ts';
import type { Detector, DetectorKind, DetectorOptions, LearnMask } from '../detector.ts';
import { emptyScores } from '../empty-scores.ts';
import { openTensorBackend, type TensorBackend } from '../worker/tensor-backend.ts';
import { S } from './forecast-residual/series-state.ts';
import { CANDIDATES, findNearest, type Segment } from './known-states/nearest.ts';
import { fillMissing, FILL_ROWS, FLAG_RARITY, scoreRow, WARM_UP } from './known-states/score-row.ts';
import { decodeNumbers, encodeNumbers } from './known-states/state-bytes.ts';
import { BLOCK, endBlock, K, layoutOf, newState } from './known-states/state.ts';
import { withGrowth } from './with-growth.ts';

const NAME = 'known-states';
/** Raised with each change of what is kept, also of `S`, whose conditions it shares: a stream then begins anew in place of being refused. */
const MODEL_VERSION = '4';

/**
 * Remembers up to 512 normal rows of each series, evenly over its whole past, and asks how far a row is from the fifth nearest of them (k-nearest neighbours; Ramaswamy,
 * Rastogi & Shim, SIGMOD 2000), in standard deviations of the channels. TensorFlow measures all rows against all memories in one product of matrices. The distance and
 * its mean over 16 rows each learn their own Pareto tail; the alarm is the mean of both rarities. Frozen values, gaps and missing channels are conditions of their own.
 *
 * Assumes that a row says by itself in which state its source is, and that every normal state comes soon. Fails on levels that keep wandering or grow, on rhythms (it knows no time
 * of day), and on order: a state that is normal at another moment is normal to it.
 *
 * Flagged rows are not learned; a state that lasts 1,000 flagged rows is taken as the new normal. Warm-up: 256 samples. Cost: some µs a row; 4.7 KB a series and channel.
 */
export const knownStates: DetectorKind = {
  name: NAME,
  title: 'Known states',
  assumes: 'The source has some states that come again, such as idle, load and cooling, and a row shows by itself in which it is.',
  fails: 'Levels that keep wandering, daily and weekly rhythms, and states that are odd only at that moment.',
  modelVersion: `${NAME}-${MODEL_VERSION}`,
  shippedModel: null,
  threshold: scoreOfRarity(FLAG_RARITY),
  warmUp: WARM_UP,
  create: async (options) => withGrowth(createKnownStates(options, await openTensorBackend()), options),
};

/** The detector on a backend, which outlives it. */
export function createKnownStates({ channels, learnRows = Infinity }: DetectorOptions, backend: TensorBackend): Detector {
  const layout = layoutOf(channels);
  let states: (Float64Array | undefined)[] = [];

  /** In rounds: each takes of every series what is left of its block, within which its memory stands still. */
  function run(samples: SampleColumns, stateOf: (series: number) => Float64Array, mask?: LearnMask): ScoreColumns {
    const scores = emptyScores(samples.rows, channels);
    const rowsOf = new Map<number, number[]>();
    for (let row = 0; row < samples.rows; row += 1) {
      const own = rowsOf.get(samples.series[row]!);
      if (own === undefined) rowsOf.set(samples.series[row]!, [row]);
      else own.push(row);
    }
    let left = [...rowsOf].map(([series, rows]) => ({ state: stateOf(series), rows, from: 0 }));
    while (left.length > 0) {
      const round = left.map((one) => {
        const count = Math.min(BLOCK - (one.state[S.rows]! % BLOCK), one.rows.length - one.from);
        return { ...one, count, filled: fill(one, count) };
      });
      const searched = round.filter(({ state }) => state[S.rows]! >= FILL_ROWS && state[K.count]! >= CANDIDATES);
      const found = findNearest(backend, layout, searched.map(({ state, filled, count }): Segment => ({ state, rows: filled, count })));
      round.forEach(({ state, rows, from, count, filled }) => {
        const at = searched.findIndex((one) => one.state === state);
        for (let place = 0; place < count; place += 1) {
          const row = rows[from + place]!;
          scoreRow(state, layout, samples, row, filled, at < 0 ? null : found[at]!, place, mask?.[row] !== 1 && state[S.rows]! < learnRows, scores);
          if (state[S.rows]! % BLOCK === 0) endBlock(state, layout, state[S.rows]! <= FILL_ROWS);
        }
      });
      left = round.flatMap(({ state, rows, from, count }) => (from + count < rows.length ? [{ state, rows, from: from + count }] : []));
    }
    return scores;

    function fill({ state, rows, from }: { state: Float64Array; rows: number[]; from: number }, count: number): Float64Array {
      const filled = new Float64Array(count * channels);
      for (let place = 0; place < count; place += 1) {
        if (place > 0) carry(filled, place, samples.values, rows[from + place]! * channels);
        else fillMissing(state, layout, samples.values, rows[from]! * channels, filled, 0);
      }
      return filled;
    }
  }

  /** A later row of a segment: what is missing is as in the row before. */
  function carry(filled: Float64Array, place: number, values: Float64Array, at: number): void {
    for (let c = 0; c < channels; c += 1) {
      const value = values[at + c]!;
      filled[place * channels + c] = Number.isFinite(value) ? value : filled[(place - 1) * channels + c]!;
    }
  }

  return {
    advance: (samples, mask) => run(samples, (series) => (states[series] ??= newState(layout)), mask),
    score: (samples) => run(samples, (series) => states[series]?.slice() ?? newState(layout)),
    warmUpRemaining: (series) => Math.max(0, WARM_UP - (states[series]?.[S.rows] ?? 0)),
    forget(series) {
      states[series] = undefined;
    },
    save: () => encodeNumbers({ detector: NAME, version: MODEL_VERSION, channels }, states),
    load(bytes) {
      const loaded = decodeNumbers({ detector: NAME, version: MODEL_VERSION, channels }, layout.length, bytes);
      if (loaded === null) throw new WorkbenchError('AF_DETECT_MODEL_INVALID', `The stored state is not one of ${NAME} ${MODEL_VERSION} with ${channels} channels.`);
      states = loaded;
    },
    dispose() {
      states = [];
    },
  };
}
