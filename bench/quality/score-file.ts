import { findDetector } from '../../app/main/detect/detector-registry.ts';
import { scoreOfRarity } from '../../app/main/detect/calibrate.ts';
import { advanceSpans, type SpanState } from '../../app/main/detect/spans.ts';
import type { SampleColumns, ScoreColumns } from '../../app/shared/domain/samples.ts';
import type { Variant } from './calibrations.ts';
import type { QualityFile } from './sets.ts';

/** What a detector says of a file, row for row. */
export interface Scores {
  /** [n] 0 where there is none yet. */
  score: Float64Array;
  /** Rows at which an alert begins, at the detector's own threshold. */
  onsets: number[];
  /** The same at other thresholds; empty where alerts do not follow from the score alone. */
  onsetsByThreshold: { threshold: number; onsets: number[] }[];
  /** [n, c] share of each channel; null where there is none. */
  shares: ArrayLike<number> | null;
  /** Ways to read a raw score, of which the best counts; empty where the score is to be read as it is. */
  variants: Variant[];
  /** Time within the detector. */
  seconds: number;
}

export interface ScoreOptions {
  seed: number;
  /** Whether learning goes on behind the train rows. */
  learn: 'always' | 'train';
  /** Asks for the alerts at a grid of thresholds. */
  thresholds: boolean;
}

type SpanColumns = Pick<ScoreColumns, 'shape' | 'instant'>;

const BATCH = 2000;
/** Thresholds at which alerts are tried, as −log₁₀ of the alarm probability: so near to each other that few alerts lie between two, since other programs are judged at exactly the one that finds 80 %. */
const RARITIES = Array.from({ length: 491 }, (_, at) => 2 + at / 50);

/** Runs one of our detectors over a file, rows in order through its interface, as the worker would. */
export async function scoreByDetector(name: string, file: QualityFile, { seed, learn, thresholds }: ScoreOptions): Promise<Scores> {
  const kind = findDetector(name);
  const { rows, channels: { length: channels } } = file;
  /** A detector that takes no number of rows to learn from is told by masks. */
  const limit: { learnRows?: number } = learn === 'train' && file.trainRows > 0 ? { learnRows: file.trainRows } : {};
  const detector = await kind.create({ channels, seed, ...limit });
  const score = new Float64Array(rows);
  const alarm = new Float64Array(rows);
  const instant = new Float32Array(rows);
  const shape = new Uint8Array(rows);
  const shares = new Float32Array(rows * channels);
  let spent = 0;
  for (let from = 0; from < rows; from += BATCH) {
    const to = Math.min(rows, from + BATCH);
    const samples: SampleColumns = { rows: to - from, channels, series: new Uint32Array(to - from), times: file.times.slice(from, to), values: file.values.slice(from * channels, to * channels) };
    const mask = limit.learnRows !== undefined ? Uint8Array.from({ length: to - from }, (_, row) => (from + row >= limit.learnRows! ? 1 : 0)) : undefined;
    const begun = performance.now();
    const scored = detector.advance(samples, mask);
    spent += performance.now() - begun;
    score.set(scored.score, from);
    alarm.set(scored.alarm, from);
    instant.set(scored.instant, from);
    shape.set(scored.shape, from);
    shares.set(scored.share, from * channels);
  }
  detector.dispose();
  for (let row = 0; row < rows; row += 1) if (!(score[row]! >= 0)) score[row] = 0;
  return { score, shares, variants: [], seconds: spent / 1000, onsets: onsetsOf(file.times, alarm, kind.threshold, { shape, instant }), onsetsByThreshold: thresholds ? onsetsAtGrid(file.times, alarm, { shape, instant }) : [] };
}

/** Rows at which spans would open, for each of the tried thresholds, rising. */
export function onsetsAtGrid(times: Float64Array, alarm: Float64Array, rest?: SpanColumns): Scores['onsetsByThreshold'] {
  return RARITIES.map(scoreOfRarity).map((threshold) => ({ threshold, onsets: onsetsOf(times, alarm, threshold, rest) }));
}

/** Rows at which the workbench would open a span at `threshold`, by its own rules; other programs' scores have no shape and tell no row apart. */
export function onsetsOf(times: Float64Array, alarm: Float64Array, threshold: number, { shape, instant }: SpanColumns = { shape: new Uint8Array(alarm.length), instant: new Float32Array(alarm.length).fill(NaN) }): number[] {
  const rows = alarm.length;
  const nothing = { expected: new Float32Array(), low: new Float32Array(), high: new Float32Array(), share: new Float32Array() };
  const samples: SampleColumns = { rows, channels: 0, series: new Uint32Array(rows), times, values: new Float64Array() };
  const scores: ScoreColumns = { rows, channels: 0, score: new Float32Array(rows), alarm: Float32Array.from(alarm), instant, confidence: new Float32Array(rows), shape, ...nothing };
  const states = new Map<number, SpanState>();
  const onsets: number[] = [];
  /** A series changes once per call for each span that opens in it; its first place is the row. */
  for (const { span, opened } of advanceSpans(states, samples, scores, { threshold, placeOf: String })) if (opened) onsets.push(Number(span.firstPlace));
  return onsets;
}
