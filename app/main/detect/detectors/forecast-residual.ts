import type { SampleColumns, ScoreColumns } from '../../../shared/domain/samples.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Detector, DetectorKind, DetectorOptions, LearnMask } from '../detector.ts';
import { scoreOfRarity } from '../calibrate.ts';
import { emptyScores } from '../empty-scores.ts';
import { openTensorBackend } from '../worker/tensor-backend.ts';
import { findModelFolder } from '../model-folder.ts';
import { createForecastNetwork, readForecastWeights, WINDOW, type ForecastNetwork } from './forecast-residual/forecast-network.ts';
import { pushRow } from './forecast-residual/history-window.ts';
import { decodeStates, encodeStates, FORMAT } from './forecast-residual/state-bytes.ts';
import { ALARM_RARITY } from './forecast-residual/rare-onsets.ts';
import { createRowScorer, LEARNING_ROWS } from './forecast-residual/score-row.ts';
import { copySeriesState, newSeriesState, S, stateLayout, type SeriesState } from './forecast-residual/series-state.ts';
import { createKnownStates } from './known-states.ts';
import { withGrowth } from './with-growth.ts';
import { withKnownStates } from './with-known-states.ts';

const NAME = 'forecast-residual';
const MODEL_VERSION = '2';
const MOST_VALUE = 1e15;

/**
 * Compares each value with a forecast and asks how rare the difference is, at four time scales and between channels.
 *
 * A dense quantile network (TensorFlow, shared by all series) forecasts each channel's next value from its last 32; a seasonal profile competes with it
 * where a day or a week repeats. The residuals, and differences of exponentially weighted means (8/64, 64/1024, 512/8192 samples), are measured by Hotelling's
 * T² over the channels, and so are values beside their long mean and, with several channels, their levels over 8 and 16 rows; how strongly residuals swing over 16 and 128 samples, how
 * fast rows come and, with one channel, how far the last 64 samples are from the shapes remembered are statistics too. Each learns its own Pareto tail. The alarm is
 * the mean of the two rarest, by time: one statistic alone may be chance; with one channel they agree more easily, and it takes more, but a value far from its forecast is told by itself where all others lie close to theirs; where values are positive and symmetric in logs, how many times its mean a value is comes to be most of it. The score is led by the shapes (one channel) or by the levels beside their long mean
 * (several; by tails that are drawn to first guesses while few rows are known), whose shares also name the causing channels; with several, how far a row is from all states known before comes to be half of it, and of the shares. Frozen values, gaps and missing channels are conditions of their own. Of a counter its growth is judged (`withGrowth`).
 *
 * Assumes that most of what it learns from is normal, and that rows of one series are in time order. Fails on faults that come slower than about 8,000 samples with one channel, and slower than some 60,000 with several (a slow drift of one beside the others; see `createSlowDrift`),
 * on shapes that are odd only over more than 64 samples, or in one of several channels, and on calendars (holidays, promotions): it doesn't know them.
 *
 * Flagged rows are not learned, but that an anomaly began is: what comes again and again becomes usual. What is flagged in more than a third of the rows, for as many of them as are known otherwise (256 to 1,000), is then taken as the new normal within 256. A spike of
 * up to three rows is an alarm while it lasts: what remembers recent rows is then set back, except for ranking.
 * Warm-up: 128 samples; a daily rhythm is known after two days, a weekly one after two weeks (days: after 64).
 * Cost: 4 to 8 µs a row and channel; about 3.7 KB a series and 1.5 KB a channel, 8.8 KB more where there is one channel, 4.7 KB more a channel where there are several, and up to 2.5 KB a channel and 1.7 KB a series for the profile; 1 KB a channel and 2 KB a series more while it may yet be a counter.
 */
export const forecastResidual: DetectorKind = {
  name: NAME,
  title: 'Forecast and residual',
  assumes: 'Most of the past is normal, and what is normal can be forecast from the last samples, the time of day or week, and the other channels.',
  fails: 'Faults that build up over many thousands of samples in one channel alone, shapes that are odd only as a whole, and days that a calendar would explain.',
  modelVersion: `${NAME}-${MODEL_VERSION}.${FORMAT}`,
  shippedModel: MODEL_VERSION,
  threshold: scoreOfRarity(ALARM_RARITY),
  warmUp: WINDOW + LEARNING_ROWS,
  async create(options) {
    const backend = await openTensorBackend();
    const weights = readForecastWeights(findModelFolder(NAME, MODEL_VERSION));
    const detector = createForecastResidual(options, createForecastNetwork(backend, weights));
    return withGrowth(options.channels === 1 ? detector : withKnownStates(detector, createKnownStates(options, backend), options.learnRows), options);
  },
};

/** The detector over a network, which it disposes of with itself. */
export function createForecastResidual(options: DetectorOptions, network: ForecastNetwork): Detector {
  const layout = stateLayout(options.channels);
  const scorer = createRowScorer(layout, options.learnRows);
  let states: (SeriesState | undefined)[] = [];

  function run(given: SampleColumns, stateOf: (series: number) => SeriesState, mask?: LearnMask): ScoreColumns {
    const samples = { ...given, values: withinReach(given.values) };
    const { rows, channels } = samples;
    const cells = rows * channels;
    const windows = new Float32Array(cells * WINDOW);
    const origins = new Float64Array(cells);
    const units = new Float64Array(cells);
    for (let row = 0; row < rows; row += 1) pushRow(stateOf(samples.series[row]!), layout, samples.values, row, windows, origins, units, row);
    const forecasts = { quantiles: network.predict(windows, cells), origins, units };
    const scores = emptyScores(rows, channels);
    for (let row = 0; row < rows; row += 1) scorer.scoreRow(stateOf(samples.series[row]!), samples, row, forecasts, mask?.[row] !== 1, scores);
    return scores;
  }

  return {
    advance(samples, mask) {
      return run(samples, (series) => (states[series] ??= newSeriesState(layout)), mask);
    },
    score(samples) {
      const copies = new Map<number, SeriesState>();
      return run(samples, (series) => {
        let copy = copies.get(series);
        if (copy === undefined) copies.set(series, (copy = states[series] ? copySeriesState(states[series]) : newSeriesState(layout)));
        return copy;
      });
    },
    warmUpRemaining(series) {
      const scalars = states[series]?.scalars;
      return scalars === undefined ? WINDOW + LEARNING_ROWS : Math.max(0, WINDOW - scalars[S.rows]!) + Math.max(0, LEARNING_ROWS - scalars[S.learnedRows]!);
    },
    forget(series) {
      states[series] = undefined;
    },
    save: () => encodeStates(NAME, MODEL_VERSION, layout, states),
    load(bytes) {
      const loaded = decodeStates(NAME, MODEL_VERSION, layout, bytes);
      if (loaded === null) throw new WorkbenchError('AF_DETECT_MODEL_INVALID', `The stored state is not one of ${NAME} ${MODEL_VERSION} with ${options.channels} channels.`);
      states = loaded;
    },
    dispose() {
      network.dispose();
      states = [];
    },
  };
}

/** Values as the arithmetic can bear them: of a broken record with 1e300 the square is infinite. */
function withinReach(values: Float64Array): Float64Array {
  return values.some((value) => Math.abs(value) > MOST_VALUE) ? values.map((value) => Math.max(-MOST_VALUE, Math.min(MOST_VALUE, value))) : values;
}
