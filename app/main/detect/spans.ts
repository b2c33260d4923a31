import type { SeverityStep } from '../../shared/domain/anomaly.ts';
import { readingFromZero } from '../../shared/charts/floor-at-zero.ts';
import { severityOf } from '../../shared/domain/severity.ts';
import { shapes, type SampleColumns, type ScoreColumns, type Shape } from '../../shared/domain/samples.ts';
import { isOutside } from '../../shared/domain/telling-order.ts';
import type { EpochMillis } from '../../shared/domain/time.ts';
import type { AlertBudget } from './alert-budget.ts';
import { MAX_RARITY, rarityOfScore, scoreOfRarity } from './calibrate.ts';
import { beginOnset, followOnset, shapeBy, type Onset } from './onset.ts';
import { CONDITIONS, COOL_DOWN_ROWS, HYSTERESIS_RARITY } from './span-rules.ts';

/** A channel's numbers at a span's peak; null is missing. */
export interface PeakEvidence {
  observed: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  share: number;
  /** No value of the channel was below zero so far: what is shown of its band and expectation is not either, as in charts. */
  fromZero?: boolean;
  /** What a counter grew from: what is odd is how far. */
  from?: number;
}

/** Consecutive rows of one series beyond the threshold, as far as they are known. Plain JSON. */
export interface Span {
  /** False once the series has been quiet for the cool-down: the span takes no more rows. */
  open: boolean;
  /** The score that was asked for when it opened. */
  threshold: number;
  /** Times of the first and the last row beyond the threshold, and of the highest score. */
  start: EpochMillis;
  end: EpochMillis;
  peakTime: EpochMillis;
  /** The highest score, with its row's confidence, shape and evidence per channel. */
  score: number;
  confidence: number;
  shape: Shape;
  evidence: PeakEvidence[];
  /** The highest score of a row's own values; see `belongsTo`. */
  instant: number;
  /** What its opening shows of its shape; null where that is nothing. */
  onset: Onset | null;
  /** Its severity as it opened and whenever another peak changed it, against the stream's own threshold; null where its beginning is not known. */
  severities: readonly SeverityStep[] | null;
  /** Rows beyond the threshold, up to the last. */
  sampleCount: number;
  /** Whatever `placeOf` says of the first and the last row beyond the threshold. */
  firstPlace: string;
  lastPlace: string;
}

/** A row of a span as what it is told by. */
type Peak = Pick<Span, 'peakTime' | 'score' | 'confidence' | 'shape' | 'evidence'>;

/** What is kept per series between calls; plain JSON, never changed in place. */
export interface SpanState {
  span: Span | null;
  /** Rows since the last one that the span took. */
  quietRows: number;
  /** Rows for which what is odd is still taken for an echo of the last span; 0 where none is heard. */
  echoRows: number;
  lastTime: EpochMillis;
  /** Usual ms between rows, a running mean; 0 until known. */
  intervalMs: number;
  /** Whether each channel had a value below zero; null where that is not known of the rows before. */
  signed: readonly boolean[] | null;
}

/** A span that a call changed, as it is after the call. */
export interface SpanChange {
  series: number;
  span: Span;
  /** True where it opened in this call. */
  opened: boolean;
}

/** What decides where spans open, and how their places are called. */
export interface SpanSettings {
  /** Calibrated score from which a row is anomalous, from `thresholdOf`. */
  threshold: number;
  /** Names a row's record for the span's first and last place, such as its offset. */
  placeOf(row: number): string;
  /** Whether each channel of a series that comes for the first time had a value below zero before; null where that is not known. Left out: there was nothing before. */
  signedOf?: ((series: number) => SpanState['signed']) | undefined;
  /** Where there is one, the threshold of each row is its; it is told of each scored row. */
  budget?: Pick<AlertBudget, 'at' | 'take' | 'pause'> | undefined;
}

const PAUSE_INTERVALS = 2 * COOL_DOWN_ROWS;
const INTERVAL_SPAN = 64;
/** From this rarity on the row itself shows an anomaly (one row in 10⁴); below the second it is back; and what opens within an echo shows at least the third. */
const OUT_RARITY = 4;
const BACK_RARITY = 3;
const AGAIN_RARITY = 5.5;
/** Steps of severity that are kept of a span: each asks for a higher peak, and mostly there are one to three. */
const mostSteps = 16;

/**
 * Turns scored rows into spans: one opens at the first row beyond the threshold, grows, and closes after the cool-down; what comes within it belongs to the
 * same span, unless that is over and the rows are its echo: means that it pulled aside, which stay odd for long. Within an echo only what a row plainly shows by itself opens another. `states` holds the series' states and gets new ones. Answers the spans that changed, each once, in the order in which they first did.
 * The spans do not depend on where calls begin and end.
 */
export function advanceSpans(states: Map<number, SpanState>, samples: SampleColumns, scores: ScoreColumns, settings: SpanSettings): SpanChange[] {
  const { budget } = settings;
  const changes: SpanChange[] = [];
  const current = new Map<number, SpanChange>();
  const fresh = new Map<number, SpanState>();

  const note = (series: number, span: Span, opened: boolean): void => {
    const known = current.get(series);
    if (known !== undefined && !opened) {
      known.span = span;
      return;
    }
    const change = { series, span, opened };
    current.set(series, change);
    changes.push(change);
  };
  const close = (series: number, state: SpanState): void => {
    const closed = { ...state.span!, open: false };
    state.span = null;
    note(series, closed, false);
    current.delete(series);
  };

  for (let row = 0; row < samples.rows; row += 1) {
    const series = samples.series[row]!;
    const time = samples.times[row]!;
    const state = fresh.get(series) ?? copyState(states.get(series), time, () => (settings.signedOf === undefined ? Array<boolean>(samples.channels).fill(false) : settings.signedOf(series)));
    fresh.set(series, state);
    const step = time - state.lastTime;
    if (state.intervalMs > 0 && step > PAUSE_INTERVALS * state.intervalMs) {
      if (state.span !== null) close(series, state);
      state.echoRows = 0;
      budget?.pause(series);
    }
    if (step > 0) state.intervalMs += (step - state.intervalMs) / (state.intervalMs === 0 ? 1 : INTERVAL_SPAN);
    state.lastTime = time;
    state.signed = signedAfter(state.signed, samples, row);

    const alarm = scores.alarm[row]!;
    const isScored = !Number.isNaN(alarm);
    const threshold = isScored && budget !== undefined ? budget.at(time) : settings.threshold;
    const goesOn = alarm >= goOnOf(state.span?.threshold ?? threshold);
    const opened = state.span === null && alarm >= threshold && (state.echoRows === 0 || !isEcho(scores, row));
    const shapeBefore = state.span?.shape;
    const isReturn = state.span !== null && state.span.onset !== null && followSpan(state, samples, scores, row);
    const isTaken = opened || (state.span !== null && goesOn && belongsTo(state.span, scores, row));
    if (isTaken) {
      state.span = opened ? openSpan(samples, scores, row, settings.placeOf(row), state.signed, threshold, settings.threshold) : growSpan(state.span!, samples, scores, row, settings.placeOf(row), state.signed, settings.threshold, isReturn);
      state.quietRows = 0;
      state.echoRows = 0;
      note(series, state.span, opened);
    } else {
      if (state.span !== null || state.echoRows > 0) state.echoRows = goesOn ? COOL_DOWN_ROWS : Math.max(0, state.echoRows - 1);
      if (state.span !== null && state.span.shape !== shapeBefore) note(series, state.span, false);
      if (state.span !== null && ++state.quietRows >= COOL_DOWN_ROWS) close(series, state);
    }
    if (isScored) budget?.take(series, time, alarm, opened, isTaken || state.echoRows > 0);
  }
  for (const [series, state] of fresh) states.set(series, state);
  return changes;
}

/** Closes whatever is open, at the end of a saved stream. */
export function closeSpans(states: Map<number, SpanState>): SpanChange[] {
  const changes: SpanChange[] = [];
  for (const [series, state] of states) {
    if (state.span === null) continue;
    changes.push({ series, span: { ...state.span, open: false }, opened: false });
    states.set(series, { ...state, span: null });
  }
  return changes;
}

/** A channel's numbers as they are shown: band and expectation not below zero where its values never were. */
export function shownEvidence({ fromZero, ...evidence }: PeakEvidence): Omit<PeakEvidence, 'fromZero'> {
  return fromZero === true ? readingFromZero(evidence) : evidence;
}

/**
 * How bad, 0…1, apart from how sure: grows with the distance outside the band at the peak (in half widths of the band, by the channels' shares; at two half
 * widths it gives a half) and with how far the score lies beyond the threshold in its tail (at most 0.6, which is all there is for silence, gaps and relations).
 */
export function gradeOf(span: Pick<Span, 'score' | 'evidence'>, threshold: number): number {
  let distance = 0;
  for (const { observed, expected, low, high, share } of span.evidence) {
    if (observed === null || expected === null || low === null || high === null) continue;
    const outside = Math.max(0, observed - high, low - observed);
    const halfWidth = Math.max((high - low) / 2, 1e-12);
    distance = Math.max(distance, Math.min(1, 2 * share) * (outside / halfWidth));
  }
  const base = rarityOfScore(threshold);
  const tail = Math.min(1, Math.max(0, (rarityOfScore(span.score) - base) / (MAX_RARITY - base)));
  return 1 - (1 - distance / (distance + 2)) * (1 - 0.6 * tail);
}

/** The score from which rows go on with what a threshold opened. */
export function goOnOf(threshold: number): number {
  return scoreOfRarity(rarityOfScore(threshold) - HYSTERESIS_RARITY);
}

/** Whether an odd row belongs to what the span tells of, and not to its echo. One that tells of frozen or missing values ends with them (a row as rare by itself is one of them, also where another shape is told of it), one whose values were out with the last that are. */
function belongsTo(span: Span, scores: ScoreColumns, row: number): boolean {
  if (CONDITIONS.includes(span.shape)) return CONDITIONS.includes(shapes[scores.shape[row]!]!) || scores.instant[row]! >= span.instant || scores.alarm[row]! > span.score;
  return span.instant < scoreOfRarity(OUT_RARITY) || !(scores.instant[row]! < scoreOfRarity(BACK_RARITY));
}

/** Whether what is odd behind a span may be its echo alone. */
function isEcho(scores: ScoreColumns, row: number): boolean {
  return scores.instant[row]! < scoreOfRarity(AGAIN_RARITY) && !CONDITIONS.includes(shapes[scores.shape[row]!]!);
}

function copyState(state: SpanState | undefined, time: number, signedOf: () => SpanState['signed']): SpanState {
  return state === undefined ? { span: null, quietRows: 0, echoRows: 0, lastTime: time, intervalMs: 0, signed: signedOf() } : { ...state };
}

function signedAfter(signed: SpanState['signed'], { channels, values }: SampleColumns, row: number): SpanState['signed'] {
  let after = signed;
  for (let c = 0; after !== null && c < channels; c += 1) if (!after[c] && values[row * channels + c]! < 0) after = after.with(c, true);
  return after;
}

function openSpan(samples: SampleColumns, scores: ScoreColumns, row: number, place: string, signed: SpanState['signed'], threshold: number, base: number): Span {
  const time = samples.times[row]!;
  const peak = peakOf(samples, scores, row, signed);
  return { open: true, threshold, start: time, end: time, sampleCount: 1, firstPlace: place, lastPlace: place, ...peak, instant: instantOf(scores, row), onset: beginOnset(peak.shape, peak.evidence), severities: [{ at: time, severity: severityOf(gradeOf(peak, base)) }] };
}

function growSpan(span: Span, samples: SampleColumns, scores: ScoreColumns, row: number, place: string, signed: SpanState['signed'], base: number, isReturn: boolean): Span {
  const higher = scores.alarm[row]! > span.score && !isReturn ? peakOf(samples, scores, row, signed) : null;
  if (higher !== null && span.onset !== null) higher.shape = shapeBy(higher.shape, span.onset, false);
  /** A value that was out says more than a level behind it, which is rarer. */
  const peak = higher !== null && span.evidence.some(isOutside) && !higher.evidence.some(isOutside) && !CONDITIONS.includes(higher.shape) ? { ...peakIn(span), score: higher.score } : higher;
  return { ...span, ...peak, ...(peak !== null && { severities: stepped(span.severities, samples.times[row]!, severityOf(gradeOf(peak, base))) }), instant: Math.max(span.instant, instantOf(scores, row)), end: samples.times[row]!, sampleCount: span.sampleCount + 1, lastPlace: place };
}

/** Follows a span's onset by a row, whether it takes the row or not; answers whether it may be odd for the value's return alone. */
function followSpan(state: SpanState, samples: SampleColumns, scores: ScoreColumns, row: number): boolean {
  const span = state.span!;
  const { onset, isBack, isReturn } = followOnset(span.onset!, partOf(samples, scores, row, span.onset!.channel));
  state.span = { ...span, onset, shape: shapeBy(span.shape, onset, isBack) };
  return isReturn;
}

function peakIn({ peakTime, confidence, shape, evidence }: Span): Omit<Peak, 'score'> {
  return { peakTime, confidence, shape, evidence };
}

/** 0 where it is not told apart: such a span has no echo. */
function instantOf(scores: ScoreColumns, row: number): number {
  return finite(scores.instant[row]!) ?? 0;
}

function stepped(before: Span['severities'], at: EpochMillis, severity: SeverityStep['severity']): Span['severities'] {
  return before === null || before.length === mostSteps || before.at(-1)!.severity === severity ? before : [...before, { at, severity }];
}

function peakOf(samples: SampleColumns, scores: ScoreColumns, row: number, signed: SpanState['signed']): Peak {
  const evidence = Array.from({ length: samples.channels }, (_, c): PeakEvidence => {
    return {
      ...partOf(samples, scores, row, c),
      share: finite(scores.share[row * samples.channels + c]!) ?? 0,
      ...(signed?.[c] === false && { fromZero: true }),
    };
  });
  /** Rows between a lower threshold and the detector's own carry no shape. */
  const shape = shapes[scores.shape[row]!]!;
  return { peakTime: samples.times[row]!, score: scores.alarm[row]!, confidence: scores.confidence[row]!, shape: shape === 'none' ? 'new pattern' : shape, evidence };
}

function partOf(samples: SampleColumns, scores: ScoreColumns, row: number, c: number): Omit<PeakEvidence, 'share'> {
  const at = row * samples.channels + c;
  const from = finite(scores.from?.[at] ?? NaN);
  return { observed: finite(samples.values[at]!), expected: finite(scores.expected[at]!), low: finite(scores.low[at]!), high: finite(scores.high[at]!), ...(from !== null && { from }) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
