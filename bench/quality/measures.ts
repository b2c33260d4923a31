/**
 * Measures of scores against labels, row by row and event by event; none of them is adjusted for points.
 * Rows are in time order; labels 0 or 1; scores finite, higher is more anomalous.
 */

/** Rows from `start` to `end`, both within. */
export interface Segment {
  start: number;
  end: number;
}

/** A file's labels and scores, row for row. */
export interface Judged {
  labels: ArrayLike<number>;
  score: ArrayLike<number>;
}

/** Runs of labelled rows. */
export function segmentsOf(labels: ArrayLike<number>): Segment[] {
  const found: Segment[] = [];
  for (let row = 0; row < labels.length; row += 1) {
    if (labels[row] === 0) continue;
    const last = found.at(-1);
    if (last !== undefined && last.end === row - 1) last.end = row;
    else found.push({ start: row, end: row });
  }
  return found;
}

/** What `dominantPeriod` answers where a series has none, and its range, as in TSB-AD (NeurIPS 2024) `find_length_rank`. */
const NO_PERIOD = 125;
const LAGS = 401;
const PERIOD_ROWS = 20_000;

/** The lag in [6, 303] of the strongest local maximum of the autocorrelation over the first 20,000 rows; 125 where there is none. */
export function dominantPeriod(values: ArrayLike<number>): number {
  const n = Math.min(values.length, PERIOD_ROWS);
  let sum = 0;
  for (let row = 0; row < n; row += 1) sum += values[row]!;
  const mean = sum / n;
  const centred = Float64Array.from({ length: n }, (_, row) => values[row]! - mean);
  if (n < 16 || centred.every((value) => value === centred[0])) return NO_PERIOD;
  const correlation = new Float64Array(Math.min(n, LAGS) - 3);
  for (let at = 0; at < correlation.length; at += 1) {
    const lag = at + 3;
    let product = 0;
    for (let row = lag; row < n; row += 1) product += centred[row]! * centred[row - lag]!;
    correlation[at] = product;
  }
  let best = -1;
  for (let at = 1; at < correlation.length - 1; at += 1) {
    const here = correlation[at]!;
    if (here > correlation[at - 1]! && here > correlation[at + 1]! && (best < 0 || here >= correlation[best]!)) best = at;
  }
  return best < 3 || best > 300 ? NO_PERIOD : best + 3;
}

/** Thresholds along the curves. */
const CUTS = 250;

/**
 * Volume under the surface (VUS; Paparrizos et al., VLDB 2022, in the later definition that TSB-AD uses): the mean over buffer lengths 0…`window` of the area
 * under the precision-recall and the ROC curve, where labels have shoulders falling by a square root to either side and recall is weighted by the share of
 * events found. NaN without a labelled row.
 */
export function volumeUnderSurface(labels: ArrayLike<number>, score: ArrayLike<number>, window: number): { pr: number; roc: number } {
  const surface = createSurface(labels, score);
  let pr = 0;
  let roc = 0;
  for (let buffer = 0; buffer <= window; buffer += 1) {
    const areas = surface(buffer);
    pr += areas.pr;
    roc += areas.roc;
  }
  return { pr: pr / (window + 1), roc: roc / (window + 1) };
}

/** The areas at one buffer length, as a function of it. */
function createSurface(labels: ArrayLike<number>, score: ArrayLike<number>): (buffer: number) => { pr: number; roc: number } {
  const n = score.length;
  const falling = Float64Array.from({ length: n }, (_, row) => score[row]!).sort().reverse();
  const step = (n - 1) / (CUTS - 1);
  const cuts = Float64Array.from({ length: CUTS }, (_, at) => falling[at === CUTS - 1 ? n - 1 : Math.trunc(at * step)]!);
  const cutOf = new Uint8Array(n);
  const counts = new Float64Array(CUTS);
  const labelled = new Float64Array(CUTS);
  let positives = 0;
  for (let row = 0; row < n; row += 1) {
    const cut = firstReached(cuts, score[row]!);
    cutOf[row] = cut;
    counts[cut]! += 1;
    if (labels[row] === 0) continue;
    labelled[cut]! += 1;
    positives += 1;
  }
  accumulate(counts);
  accumulate(labelled);
  const segments = segmentsOf(labels);
  const extra = new Float64Array(n);

  return (buffer) => {
    const half = Math.floor(buffer / 2);
    const shoulders = new Float64Array(CUTS);
    const touched: number[] = [];
    const add = (row: number, distance: number): void => {
      if (labels[row] !== 0) return;
      if (extra[row] === 0) touched.push(row);
      extra[row]! += Math.sqrt(1 - distance / buffer);
    };
    for (const { start, end } of segments) {
      for (let row = end + 1; row < Math.min(end + half + 1, n); row += 1) add(row, row - end);
      for (let row = Math.max(start - half, 0); row < start; row += 1) add(row, start - row);
    }
    for (const row of touched) {
      shoulders[cutOf[row]!]! += Math.min(1, extra[row]!);
      extra[row] = 0;
    }
    accumulate(shoulders);
    const found = shareOfEvents(widen(segments, half, n), cutOf);
    let pr = 0;
    let roc = 0;
    let recallBefore = 0;
    let falseBefore = 0;
    for (let cut = 0; cut < CUTS; cut += 1) {
      const mass = positives + shoulders[cut]! / 2;
      const hits = labelled[cut]! + shoulders[cut]!;
      const recall = Math.min(hits / mass, 1) * found[cut]!;
      const falseRate = (counts[cut]! - hits) / (n - mass);
      pr += (recall - recallBefore) * (hits / counts[cut]!);
      roc += ((falseRate - falseBefore) * (recall + recallBefore)) / 2;
      recallBefore = recall;
      falseBefore = falseRate;
    }
    return { pr, roc: roc + ((1 - falseBefore) * (1 + recallBefore)) / 2 };
  };
}

/** Index of the first of the falling `cuts` that `value` reaches. */
function firstReached(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function accumulate(cells: Float64Array): void {
  for (let at = 1; at < cells.length; at += 1) cells[at]! += cells[at - 1]!;
}

/** Segments widened by `half` to either side, joined where they meet. */
function widen(segments: readonly Segment[], half: number, rows: number): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const start = Math.max(segment.start - half, 0);
    const end = Math.min(segment.end + half, rows - 1);
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(end, last.end);
    else joined.push({ start, end });
  }
  return joined;
}

/** Per cut, the share of segments with a row that reaches it. */
function shareOfEvents(segments: readonly Segment[], cutOf: Uint8Array): Float64Array {
  const found = new Float64Array(CUTS);
  for (const { start, end } of segments) {
    let first = CUTS - 1;
    for (let row = start; row <= end; row += 1) if (cutOf[row]! < first) first = cutOf[row]!;
    found[first]! += 1 / segments.length;
  }
  accumulate(found);
  return found;
}

/** One point of the precision-recall curve: what is flagged at `threshold`. */
export interface PrecisionRecall {
  precision: number;
  recall: number;
  threshold: number;
}

/** Precision and recall at each different score, falling. */
export function precisionRecall(labels: ArrayLike<number>, score: ArrayLike<number>): PrecisionRecall[] {
  const order = Uint32Array.from({ length: score.length }, (_, row) => row).sort((a, b) => score[b]! - score[a]!);
  const positives = Math.max(1, Array.prototype.reduce.call(labels, (sum: unknown, label: unknown) => Number(sum) + (label === 0 ? 0 : 1), 0) as number);
  const points: PrecisionRecall[] = [];
  let hits = 0;
  order.forEach((row, at) => {
    if (labels[row] !== 0) hits += 1;
    if (at === order.length - 1 || score[order[at + 1]!] !== score[row]) points.push({ precision: hits / (at + 1), recall: hits / positives, threshold: score[row]! });
  });
  return points;
}

/** Average precision over rows. */
export function aucPr(labels: ArrayLike<number>, score: ArrayLike<number>): number {
  let area = 0;
  let before = 0;
  for (const { precision, recall } of precisionRecall(labels, score)) {
    area += (recall - before) * precision;
    before = recall;
  }
  return area;
}

/** The best F1 over rows, with its threshold. */
export function bestF1(labels: ArrayLike<number>, score: ArrayLike<number>): { f1: number; threshold: number } {
  let best = { f1: -1, threshold: NaN };
  for (const { precision, recall, threshold } of precisionRecall(labels, score)) {
    const f1 = (2 * precision * recall) / Math.max(precision + recall, 1e-12);
    if (f1 > best.f1) best = { f1, threshold };
  }
  return best;
}

export interface FalseAlarms {
  /** Events that are found at `threshold`, of all. */
  foundRatio: number;
  /** Rows flagged outside events, and runs of such rows, per 1,000 rows outside events. */
  rowsPerThousand: number;
  episodesPerThousand: number;
  threshold: number;
}

/** False alarms at the highest threshold, one for all files, with which a share `recall` of the labelled segments has a row that reaches it. */
export function falseAlarms(files: readonly Judged[], recall = 0.8): FalseAlarms {
  const peaks = files.flatMap(({ labels, score }) => segmentsOf(labels).map(({ start, end }) => maximum(score, start, end)));
  const falling = Float64Array.from(peaks).sort().reverse();
  const threshold = falling[Math.max(0, Math.ceil(recall * falling.length) - 1)] ?? NaN;
  let rows = 0;
  let episodes = 0;
  let normal = 0;
  for (const { labels, score } of files) {
    let within = false;
    for (let row = 0; row < score.length; row += 1) {
      const flagged = labels[row] === 0 && score[row]! >= threshold;
      if (labels[row] === 0) normal += 1;
      if (flagged) rows += 1;
      if (flagged && !within) episodes += 1;
      within = flagged;
    }
  }
  return { foundRatio: peaks.filter((peak) => peak >= threshold).length / peaks.length, rowsPerThousand: (1000 * rows) / normal, episodesPerThousand: (1000 * episodes) / normal, threshold };
}

function maximum(score: ArrayLike<number>, start: number, end: number): number {
  let peak = -Infinity;
  for (let row = start; row <= end; row += 1) if (score[row]! > peak) peak = score[row]!;
  return peak;
}

/** How alerts meet labelled segments: of the segments with an alert beside the alerts outside any (precision), and of all segments (recall). A segment counts once, however many alerts are within: what flickers gains nothing by it. 0 where there is nothing to divide. */
export function eventF1(found: { alerts: number; trueAlerts: number; events: number; hits: number }): number {
  const precision = found.hits / Math.max(1, found.hits + found.alerts - found.trueAlerts);
  const recall = found.hits / Math.max(1, found.events);
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** Counts for `eventF1`, of alerts by their first row. A segment takes alerts until `after` rows behind its end. */
export function matchAlerts(labels: ArrayLike<number>, onsets: readonly number[], after = 0): { alerts: number; trueAlerts: number; events: number; hits: number; delays: number[] } {
  const events = segmentsOf(labels);
  const delays: number[] = [];
  const within = new Set<number>();
  for (const { start, end } of events) {
    const hits = onsets.filter((row) => row >= start && row <= end + after);
    for (const row of hits) within.add(row);
    if (hits.length > 0) delays.push(Math.min(...hits) - start);
  }
  return { alerts: onsets.length, trueAlerts: within.size, events: events.length, hits: delays.length, delays };
}
