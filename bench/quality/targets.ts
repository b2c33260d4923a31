import type { SetName } from './sets.ts';

/** A figure and the bound that it should keep. */
export interface Goal {
  set: SetName;
  figure: string;
  /** What the figure is called beside others of its row. */
  name: string;
  bound: { atLeast: number } | { above: number } | { atMost: number };
}

export interface Target {
  what: string;
  /** The best peer's figure as known when the target was set; not always of the same files. */
  peer: string;
  target: string;
  onTo: string;
  goals: Goal[];
}

/** What detection is to reach with one default configuration. Throughput, latency and memory are measured by other benchmarks. */
export const targets: readonly Target[] = [
  {
    what: 'NAB standard, whole corpus, unsupervised', peer: '58.0 aws-rcf; 70.1 HTM, 74.9 ARTime published', target: '≥ 63, low FP ≥ 50', onTo: '75',
    goals: [{ set: 'nab', figure: 'nab', name: 'standard', bound: { atLeast: 63 } }, { set: 'nab', figure: 'nabLowFp', name: 'low FP', bound: { atLeast: 50 } }],
  },
  { what: 'NAB false episodes per 1,000 normal rows with 80 % of windows found', peer: '0.33', target: '≤ 0.9', onTo: '0.3', goals: [{ set: 'nab', figure: 'false80Alerts', name: 'alerts', bound: { atMost: 0.9 } }] },
  { what: 'NAB VUS-PR, unsupervised', peer: '0.358', target: '≥ 0.38', onTo: '0.45', goals: [{ set: 'nab', figure: 'vusPr', name: 'VUS-PR', bound: { atLeast: 0.38 } }] },
  { what: 'ECG VUS-PR, online', peer: '0.73 (Sub-KNN, window 64, level removed; only 0.39 with window 32)', target: '≥ 0.75', onTo: '0.85', goals: [{ set: 'ecg-mba', figure: 'vusPr', name: 'VUS-PR', bound: { atLeast: 0.75 } }] },
  { what: 'FX known events: false episodes per 1,000 h with 80 % found', peer: '0.165', target: '≤ 0.12', onTo: '0.08', goals: [{ set: 'fx-h1', figure: 'false80Alerts', name: 'alerts', bound: { atMost: 0.12 } }] },
  {
    what: 'SKAB outliers, F1; missed rows at 13.5 % false (54 % of judged rows are anomalous: flagging all gives F1 0.70, so F1 alone says little)', peer: '0.79 (PCA); 39 % missed (PCA of an EWMA)', target: '≥ 0.80; ≤ 30 %', onTo: '0.88; 15 %',
    goals: [{ set: 'skab', figure: 'f1', name: 'F1', bound: { atLeast: 0.8 } }, { set: 'skab', figure: 'missedAt13', name: 'missed', bound: { atMost: 0.3 } }],
  },
  {
    what: 'TEP: faulty rows flagged at 1 % false alarms on normal rows; delay of a run of 6', peer: 'PCA T²+Q 65 %, 163 rows (mean over faults)', target: '≥ 70 %, ≤ 120 rows', onTo: '80 %, 60 rows',
    goals: [{ set: 'tep', figure: 'flaggedAt1', name: 'flagged', bound: { atLeast: 0.7 } }, { set: 'tep', figure: 'delayRows', name: 'delay', bound: { atMost: 120 } }],
  },
  {
    what: 'smd: AUC-PR, VUS-PR (mean over entities, trained on the train rows)', peer: 'PCA of an EWMA 0.57, 0.52', target: 'above on each', onTo: '0.70',
    goals: [{ set: 'smd', figure: 'aucPr', name: 'AUC-PR', bound: { above: 0.57 } }, { set: 'smd', figure: 'vusPr', name: 'VUS-PR', bound: { above: 0.52 } }],
  },
  {
    what: 'asd: AUC-PR, VUS-PR (mean over entities, trained on the train rows)', peer: 'aws-rcf 0.35, 0.39', target: 'above on each', onTo: '0.50',
    goals: [{ set: 'asd', figure: 'aucPr', name: 'AUC-PR', bound: { above: 0.35 } }, { set: 'asd', figure: 'vusPr', name: 'VUS-PR', bound: { above: 0.39 } }],
  },
  {
    what: 'smd: cause HitRate@1, @3', peer: '0.73, 0.84 (chance @1 0.15)', target: 'above on each', onTo: '0.85, 0.95',
    goals: [{ set: 'smd', figure: 'cause1', name: '@1', bound: { above: 0.73 } }, { set: 'smd', figure: 'cause3', name: '@3', bound: { above: 0.84 } }],
  },
  {
    what: 'asd: cause HitRate@1, @3', peer: '0.80, 0.92 (chance @1 0.41)', target: 'above on each', onTo: '0.85, 0.95',
    goals: [{ set: 'asd', figure: 'cause1', name: '@1', bound: { above: 0.8 } }, { set: 'asd', figure: 'cause3', name: '@3', bound: { above: 0.92 } }],
  },
  {
    what: 'Merlion shapes: VUS-PR / event F1 of the alerts', peer: 'IForest 0.66 / aws-rcf 0.42', target: 'above on both', onTo: '0.85 / 0.80',
    goals: [{ set: 'merlion-synthetic', figure: 'vusPr', name: 'VUS-PR', bound: { above: 0.66 } }, { set: 'merlion-synthetic', figure: 'eventF1', name: 'event F1', bound: { above: 0.42 } }],
  },
];

/** The same figure as peers have it: they have no alerts of their own, so theirs are counted from scores. */
export function figureOfPeers(figure: string): string {
  return figure === 'false80Alerts' ? 'false80' : figure === 'eventF1' ? 'eventF1Best' : figure;
}

/** Whether less is better. */
export function isLowBetter(goal: Goal): boolean {
  return 'atMost' in goal.bound;
}

/** Whether a figure keeps the bound; false where it is missing. */
export function isMet({ bound }: Goal, value: number | undefined): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  if ('atLeast' in bound) return value >= bound.atLeast;
  return 'above' in bound ? value > bound.above : value <= bound.atMost;
}
