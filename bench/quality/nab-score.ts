/**
 * NAB v1.1's score (Lavin & Ahmad, ICMLA 2015; the wiki of github.com/numenta/NAB), written from the published rules: the earliest detection in a window
 * counts, by a sigmoid of its place; one outside costs by its distance behind the last window; a missed window costs; the beginning of a file is not judged.
 */
import type { Segment } from './measures.ts';

export const nabProfiles = {
  standard: { hit: 1, missed: 1, falseRow: 0.11 },
  lowFalsePositives: { hit: 1, missed: 1, falseRow: 0.22 },
  lowFalseNegatives: { hit: 1, missed: 2, falseRow: 0.11 },
} as const;
export type NabProfile = keyof typeof nabProfiles;
const profileNames = Object.keys(nabProfiles) as NabProfile[];

/** A file as the rules see it. `windows` by row, in time order. */
export interface NabFile {
  rows: number;
  windows: Segment[];
}

export interface NabScore {
  /** 0 is the silent detector, 100 the perfect one. */
  score: number;
  threshold: number;
  windowsHit: number;
  falseRows: number;
}

/** Rows at a file's beginning that are not judged: 15 %, at most 750. */
export function probationOf(rows: number): number {
  return Math.min(Math.floor(0.15 * rows), 750);
}

function scaledSigmoid(x: number): number {
  return x > 3 ? -1 : 2 / (1 + Math.exp(Math.min(5 * x, 700))) - 1;
}
const MOST = scaledSigmoid(-1);

/** What a detection is worth at each row, and the window it lies in (-1: none). */
export function nabWeights({ rows, windows }: NabFile): { worth: Float64Array; window: Int32Array } {
  const worth = new Float64Array(rows).fill(-1);
  const window = new Int32Array(rows).fill(-1);
  windows.forEach(({ start, end }, at) => {
    const width = end - start + 1;
    for (let row = start; row <= end; row += 1) {
      window[row] = at;
      worth[row] = scaledSigmoid(-(end - row + 1) / width) / MOST;
    }
    const next = windows[at + 1]?.start ?? rows;
    for (let row = end + 1; row < next; row += 1) worth[row] = width > 1 ? scaledSigmoid((row - end) / (width - 1)) : -1;
  });
  return { worth, window };
}

/** The rows of a corpus that are judged, one after the other. */
interface Corpus {
  worth: Float64Array;
  window: Int32Array;
  /** Windows, and those of them with a judged row. */
  windows: number;
  judgedWindows: number;
}

function corpusOf(files: readonly NabFile[]): Corpus {
  const judged = files.map(({ rows }) => rows - probationOf(rows));
  const total = judged.reduce((sum, rows) => sum + rows, 0);
  const worth = new Float64Array(total);
  const window = new Int32Array(total);
  let at = 0;
  let windows = 0;
  for (const file of files) {
    const weights = nabWeights(file);
    for (let row = probationOf(file.rows); row < file.rows; row += 1) {
      worth[at] = weights.worth[row]!;
      window[at] = weights.window[row]! < 0 ? -1 : weights.window[row]! + windows;
      at += 1;
    }
    windows += file.windows.length;
  }
  return { worth, window, windows, judgedWindows: new Set(window.filter((one) => one >= 0)).size };
}

function judgedRows(columns: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(columns.flatMap((column) => Array.prototype.slice.call(column, probationOf(column.length)) as number[]));
}

/** Each profile's score at the threshold that is best for it, one for the corpus, over every score that occurs. `scores` are a column per file. */
export function nabScores(files: readonly NabFile[], scores: readonly ArrayLike<number>[]): Record<NabProfile, NabScore> {
  const { worth, window, windows, judgedWindows } = corpusOf(files);
  const score = judgedRows(scores);
  const order = Uint32Array.from(score, (_, row) => row).sort((a, b) => score[b]! - score[a]!);
  return profiles((name) => {
    const { hit, missed, falseRow } = nabProfiles[name];
    const best = new Float64Array(windows).fill(-missed);
    const silent = -missed * judgedWindows;
    let raw = silent;
    let windowsHit = 0;
    let falseRows = 0;
    let highest = { raw: silent, threshold: 1.1, windowsHit: 0, falseRows: 0 };
    order.forEach((row, at) => {
      const place = window[row]!;
      if (place < 0) {
        raw += worth[row]! * falseRow;
        falseRows += 1;
      } else {
        const value = worth[row]! * hit;
        if (best[place] === -missed) windowsHit += 1;
        if (value > best[place]!) {
          raw += value - best[place]!;
          best[place] = value;
        }
      }
      const isLast = at === order.length - 1 || score[order[at + 1]!] !== score[row];
      if (isLast && raw > highest.raw) highest = { raw, threshold: score[row]!, windowsHit, falseRows };
    });
    return { score: normalised(highest.raw, windows, name), threshold: highest.threshold, windowsHit: highest.windowsHit, falseRows: highest.falseRows };
  });
}

/** Each profile's score of alerts as they are; `alerts` is a column of 0 and 1 per file. */
export function nabScoresOfAlerts(files: readonly NabFile[], alerts: readonly ArrayLike<number>[]): Record<NabProfile, NabScore> {
  const { worth, window, windows, judgedWindows } = corpusOf(files);
  const alert = judgedRows(alerts);
  const best = new Float64Array(windows).fill(NaN);
  let falseWorth = 0;
  let falseRows = 0;
  alert.forEach((flag, row) => {
    if (flag === 0) return;
    const place = window[row]!;
    if (place >= 0) best[place] = Math.max(Number.isNaN(best[place]!) ? -Infinity : best[place]!, worth[row]!);
    else {
      falseWorth += worth[row]!;
      falseRows += 1;
    }
  });
  const hits = best.filter((value) => !Number.isNaN(value));
  const hitWorth = hits.reduce((sum, value) => sum + value, 0);
  return profiles((name) => {
    const { hit, missed, falseRow } = nabProfiles[name];
    const raw = hitWorth * hit - missed * (judgedWindows - hits.length) + falseWorth * falseRow;
    return { score: normalised(raw, windows, name), threshold: NaN, windowsHit: hits.length, falseRows };
  });
}

function normalised(raw: number, windows: number, name: NabProfile): number {
  const { hit, missed } = nabProfiles[name];
  return (100 * (raw + missed * windows)) / (windows * (hit + missed));
}

function profiles(of: (name: NabProfile) => NabScore): Record<NabProfile, NabScore> {
  return Object.fromEntries(profileNames.map((name) => [name, of(name)])) as Record<NabProfile, NabScore>;
}
