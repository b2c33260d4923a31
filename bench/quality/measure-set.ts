import { bestF1, eventF1, falseAlarms, matchAlerts, segmentsOf } from './measures.ts';
import type { Figures, MeasuredFile } from './measure-file.ts';
import { nabScores, nabScoresOfAlerts, type NabProfile, type NabScore } from './nab-score.ts';
import type { SetName } from './sets.ts';

/** A set's figures, and further ones of its files by name. */
export interface SetFigures {
  set: Figures;
  files: Record<string, Figures>;
  /** Of the files' variants the best by NAB's standard score. */
  nabVariant?: number;
}

/** What a set is judged by; where the files have variants, each figure of the set is that of the variant that is best for it. */
export function measureSet(set: SetName, files: readonly MeasuredFile[]): SetFigures {
  const figures = measureAsIs(set, files);
  if (files[0]?.variants.length) for (const name of ['nabThreshold', 'nabHits', 'nabFalseRows', 'nabEveryRow']) delete figures.set[name];
  (files[0]?.variants ?? []).forEach(({ figures: { vusPr } }, at) => {
    const ranks = vusPr !== undefined;
    const variant = measureAsIs(set, files.map((file) => ({ ...file, score: file.variants[at]!.score, figures: { ...file.figures, ...file.variants[at]!.figures } })));
    for (const [name, value] of Object.entries(variant.set)) {
      const isRanking = !/^(nab|event)/.test(name);
      const isBetter = /^(false|missed|delay)/.test(name) ? value < figures.set[name]! : value > figures.set[name]!;
      if (!(name in figures.set) || (isRanking && !ranks) || !isBetter) continue;
      figures.set[name] = value;
      if (name === 'nab') figures.nabVariant = at;
    }
  });
  return figures;
}

/** Means are over the files that have the figure. */
function measureAsIs(set: SetName, files: readonly MeasuredFile[]): SetFigures {
  const ranking: Figures = { vusPr: meanOf(files, 'vusPr'), aucPr: meanOf(files, 'aucPr') };
  switch (set) {
    case 'nab':
      return { set: { ...nabFigures(files), ...ranking, ...falseAlarmFigures(files) }, files: {} };
    case 'fx-h1':
      return { set: { ...falseAlarmFigures(files), ...ranking }, files: {} };
    case 'merlion-synthetic':
      return { set: { ...ranking, ...eventFigures(files) }, files: {} };
    case 'ecg-mba':
      return { set: ranking, files: {} };
    case 'skab':
      return { set: { ...denseFigures(files), ...ranking }, files: {} };
    case 'tep':
      return faultFigures(files);
    case 'smd':
    case 'asd':
      return { set: { ...ranking, ...causeRatios(files) }, files: {} };
  }
}

/** Whether the scores came with alerts of their own at several thresholds. */
function hasAlerts(files: readonly MeasuredFile[]): boolean {
  return files.some((file) => file.onsetsByThreshold.length > 0);
}

function meanOf(files: readonly MeasuredFile[], figure: string): number {
  const known = files.map((file) => file.figures[figure] ?? NaN).filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function sumOf(files: readonly MeasuredFile[], figure: string): number {
  return files.reduce((sum, file) => sum + (file.figures[figure] ?? 0), 0);
}

/** NAB by alerts at the best of the tried thresholds (one for the corpus), at the detector's own, and by the score as if every row over the threshold were an alert; where no alerts were tried the last stands for the first. */
function nabFigures(files: readonly MeasuredFile[]): Figures {
  const asNab = files.map(({ rows, windows }) => ({ rows, windows }));
  const column = (file: MeasuredFile, onsets: readonly number[]): Uint8Array => {
    const alerts = new Uint8Array(file.rows);
    for (const row of onsets) alerts[file.judgedFrom + row] = 1;
    return alerts;
  };
  const wholeScores = files.map((file) => {
    const score = new Float64Array(file.rows);
    score.set(file.score, file.judgedFrom);
    return score;
  });
  const byRows = nabScores(asNab, wholeScores);
  const own = nabScoresOfAlerts(asNab, files.map((file) => column(file, file.onsets)));
  const best = { standard: own.standard, lowFalsePositives: own.lowFalsePositives, lowFalseNegatives: own.lowFalseNegatives };
  (files[0]?.onsetsByThreshold ?? []).forEach(({ threshold }, at) => {
    const there = nabScoresOfAlerts(asNab, files.map((file) => column(file, file.onsetsByThreshold[at]!.onsets)));
    for (const name of Object.keys(best) as NabProfile[]) if (there[name].score > best[name].score) best[name] = { ...there[name], threshold };
  });
  const better = (name: NabProfile): NabScore => (hasAlerts(files) ? best[name] : byRows[name]);
  return {
    nab: better('standard').score, nabLowFp: better('lowFalsePositives').score, nabLowFn: better('lowFalseNegatives').score,
    nabThreshold: better('standard').threshold, nabHits: better('standard').windowsHit, nabFalseRows: better('standard').falseRows,
    ...(hasAlerts(files) && { nabOwnThreshold: own.standard.score, nabOwnLowFp: own.lowFalsePositives.score, nabEveryRow: byRows.standard.score }),
  };
}

/** False episodes per 1,000 normal rows with 80 % of the events found: of the row's score, and of alerts at the highest threshold that does it. */
function falseAlarmFigures(files: readonly MeasuredFile[]): Figures {
  const byRows = falseAlarms(files);
  const normal = files.reduce((sum, { labels }) => sum + labels.length - labels.reduce((total, label) => total + label, 0), 0);
  let byAlerts = NaN;
  for (let at = (files[0]?.onsetsByThreshold.length ?? 0) - 1; at >= 0; at -= 1) {
    const matched = files.map((file) => matchAlerts(file.labels, file.onsetsByThreshold[at]!.onsets));
    const total = (key: 'hits' | 'events' | 'alerts' | 'trueAlerts'): number => matched.reduce((sum, one) => sum + one[key], 0);
    if (total('hits') < 0.8 * total('events')) continue;
    byAlerts = (1000 * (total('alerts') - total('trueAlerts'))) / normal;
    break;
  }
  const atOwn = { foundOwnThreshold: sumOf(files, 'hits') / sumOf(files, 'events'), falseOwnThreshold: (1000 * sumOf(files, 'falseAlerts')) / normal };
  return { false80: byRows.episodesPerThousand, ...(hasAlerts(files) && { false80Alerts: byAlerts, ...atOwn }) };
}

/** F1 of events, alerts against labelled segments, summed over the files: at the detector's own threshold and at the best one tried. */
function eventFigures(files: readonly MeasuredFile[]): Figures {
  const total = (figure: string): number => sumOf(files, figure);
  const f1At = (onsetsOf: (file: MeasuredFile) => number[]): number => {
    const found = { alerts: 0, trueAlerts: 0, events: 0, hits: 0 };
    for (const file of files) {
      const matched = matchAlerts(file.labels, onsetsOf(file));
      for (const key of Object.keys(found) as (keyof typeof found)[]) found[key] += matched[key];
    }
    return eventF1(found);
  };
  const tried = hasAlerts(files)
    ? files[0]!.onsetsByThreshold.map((_, at) => f1At((file) => file.onsetsByThreshold[at]!.onsets))
    : quantilesOf(files).map((threshold) => f1At(({ score }) => Array.from(score.keys()).filter((row) => score[row]! >= threshold && !(row > 0 && score[row - 1]! >= threshold))));
  const counts = { events: total('events'), hits: total('hits'), alerts: total('alerts'), falseAlerts: total('falseAlerts') };
  return { ...(hasAlerts(files) && { eventF1: f1At((file) => file.onsets) }), eventF1Best: Math.max(...tried), ...(hasAlerts(files) && counts) };
}

/** Thresholds for scores without a scale, exceeded by half the rows down to one in ten thousand. */
function quantilesOf(files: readonly MeasuredFile[]): number[] {
  const falling = Float64Array.from(files.flatMap(({ score }) => Array.from(score))).sort().reverse();
  return Array.from({ length: 75 }, (_, at) => falling[Math.floor(0.5 * 10 ** (-at / 20) * (falling.length - 1))]!);
}

/** Where most rows are anomalous: the best F1 of all rows with one threshold, and the rows missed where 13.5 % of the normal ones are flagged. */
function denseFigures(files: readonly MeasuredFile[]): Figures {
  const labels = files.flatMap((file) => Array.from(file.labels));
  const scores = files.flatMap((file) => Array.from(file.score));
  const threshold = thresholdForFalseRatio(files, 0.135);
  const anomalous = labels.reduce((sum, label) => sum + label, 0);
  const missed = scores.filter((score, row) => labels[row] === 1 && score <= threshold).length;
  const flaggedNormal = scores.filter((score, row) => labels[row] === 0 && score > threshold).length;
  return { f1: bestF1(labels, scores).f1, missedAt13: missed / anomalous, falseAt13: flaggedNormal / (labels.length - anomalous), anomalousRatio: anomalous / labels.length };
}

/** The score above which lies at most a share `ratio` of the normal rows. */
function thresholdForFalseRatio(files: readonly MeasuredFile[], ratio: number): number {
  const falling = Float64Array.from(files.flatMap(({ labels, score }) => Array.from(score).filter((_, row) => labels[row] === 0))).sort().reverse();
  return falling[Math.floor(ratio * falling.length)] ?? NaN;
}

/** Rows in a row that count as told. */
const RUN = 6;

/** A fault of which a smaller share of the rows is beyond the score that 1 % of the normal ones exceed can't be told from normal rows: six in a row are chance, and it counts as never told. */
const LEAST_FLAGGED = 0.1;

/** Faults in separate runs: the share of faulty rows beyond the score that 1 % of all normal rows exceed, and the rows from a fault's start to the end of the first six in a row; all of them where there is none, or where it can't be told from normal rows; then how many faults are told from normal rows, and the mean of rows over these. */
function faultFigures(files: readonly MeasuredFile[]): SetFigures {
  const threshold = thresholdForFalseRatio(files, 0.01);
  const byFile: Record<string, Figures> = {};
  const faulty: Figures[] = [];
  for (const { name, labels, score } of files) {
    const [fault] = segmentsOf(labels);
    if (fault === undefined) continue;
    let flagged = 0;
    let run = 0;
    let delay = fault.end - fault.start + 1;
    let told = false;
    for (let row = fault.start; row <= fault.end; row += 1) {
      run = score[row]! > threshold ? run + 1 : 0;
      if (run > 0) flagged += 1;
      if (run < RUN || told) continue;
      told = true;
      delay = row - fault.start + 1;
    }
    const rows = fault.end - fault.start + 1;
    byFile[name] = { flaggedAt1: flagged / rows, delayRows: flagged < LEAST_FLAGGED * rows ? rows : delay };
    faulty.push(byFile[name]);
  }
  const mean = (of: readonly Figures[], key: string): number => of.reduce((sum, one) => sum + one[key]!, 0) / of.length;
  const told = faulty.filter((one) => one.flaggedAt1! >= LEAST_FLAGGED);
  return { set: { flaggedAt1: mean(faulty, 'flaggedAt1'), delayRows: mean(faulty, 'delayRows'), faultsTold: told.length, delayTold: mean(told, 'delayRows') }, files: byFile };
}

function causeRatios(files: readonly MeasuredFile[]): Figures {
  const causes = sumOf(files, 'causes');
  return { cause1: sumOf(files, 'causeHits1') / causes, cause3: sumOf(files, 'causeHits3') / causes, causeChance: sumOf(files, 'causeChance') / causes };
}
