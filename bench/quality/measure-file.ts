import { aucPr, bestF1, dominantPeriod, matchAlerts, volumeUnderSurface } from './measures.ts';
import type { Scores } from './score-file.ts';
import type { QualityFile } from './sets.ts';

/** Named figures; NaN where a measure does not apply. */
export type Figures = Record<string, number>;

/** A scored file as the measures of a set need it; columns are of the judged rows, row numbers too. */
export interface MeasuredFile {
  name: string;
  rows: number;
  judgedFrom: number;
  labels: Uint8Array;
  score: Float64Array;
  /** Of the whole file. */
  windows: { start: number; end: number }[];
  onsets: number[];
  onsetsByThreshold: { threshold: number; onsets: number[] }[];
  figures: Figures;
  /** The same file as each of a peer's variants reads it; rankings of those that rest are NaN. */
  variants: { name: string; score: Float64Array; figures: Figures }[];
  seconds: number;
}

/** Scores of the judged rows, with the figures that one file has for itself. */
export function measureFile(file: QualityFile, scores: Scores): MeasuredFile {
  const { judgedFrom, rows } = file;
  const labels = file.labels.slice(judgedFrom);
  const score = scores.score.slice(judgedFrom);
  const judged = (onsets: readonly number[]): number[] => onsets.filter((row) => row >= judgedFrom).map((row) => row - judgedFrom);
  const onsets = judged(scores.onsets);
  const alerts = matchAlerts(labels, onsets);
  const ranks = labels.includes(1) && labels.includes(0);
  const period = ranks ? dominantPeriod(firstChannel(file).slice(judgedFrom)) : NaN;
  const ranking = (column: Float64Array): Figures => ({
    vusPr: ranks ? volumeUnderSurface(labels, column, period).pr : NaN,
    aucPr: ranks ? aucPr(labels, column) : NaN,
    bestF1: ranks ? bestF1(labels, column).f1 : NaN,
  });
  return {
    name: file.name, rows, judgedFrom, labels, score, windows: file.windows, onsets,
    onsetsByThreshold: scores.onsetsByThreshold.map(({ threshold, onsets: rowsAt }) => ({ threshold, onsets: judged(rowsAt) })),
    seconds: scores.seconds,
    variants: scores.variants.map(({ name, rests, score: column }) => ({ name, score: column.slice(judgedFrom), figures: rests ? {} : ranking(column.slice(judgedFrom)) })),
    figures: {
      ...ranking(score),
      events: alerts.events, hits: alerts.hits, alerts: alerts.alerts, falseAlerts: alerts.alerts - alerts.trueAlerts,
      ...causeFigures(file, scores),
    },
  };
}

/** The first channel, of which the period is taken as TSB-AD does; a missing value repeats the one before. */
function firstChannel({ rows, channels, values }: QualityFile): Float64Array {
  const column = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const value = values[row * channels.length]!;
    column[row] = Number.isNaN(value) ? (column[row - 1] ?? 0) : value;
  }
  return column;
}

/**
 * Over the segments with a known cause: in how many the channel with the largest share, or one of the three largest, is a cause; shares are summed over the
 * segment's labelled rows, weighted by the score. `chance` is what a random channel would have.
 */
function causeFigures({ causes, labels, channels: { length: channels } }: QualityFile, { shares, score }: Scores): Figures {
  if (causes.length === 0 || shares === null) return {};
  let first = 0;
  let firstThree = 0;
  let chance = 0;
  for (const cause of causes) {
    const sums = new Float64Array(channels);
    for (let row = cause.start; row <= cause.end; row += 1) {
      if (labels[row] !== 1) continue;
      for (let c = 0; c < channels; c += 1) sums[c]! += (shares[row * channels + c]! || 0) * (score[row]! + 1e-9);
    }
    const order = Array.from(sums.keys()).sort((a, b) => sums[b]! - sums[a]!);
    if (cause.channels.includes(order[0]!)) first += 1;
    if (order.slice(0, 3).some((channel) => cause.channels.includes(channel))) firstThree += 1;
    chance += cause.channels.length / channels;
  }
  return { causes: causes.length, causeHits1: first, causeHits3: firstThree, causeChance: chance };
}
