import type { Anomaly } from '../../shared/domain/anomaly.ts';
import type { BacktestRun, BacktestTrial, Firing } from '../../shared/domain/backtest.ts';
import type { SampleColumns } from '../../shared/domain/samples.ts';
import type { SeriesId } from '../../shared/domain/series.ts';
import type { EpochMillis } from '../../shared/domain/time.ts';
import { severityOf } from '../../shared/domain/severity.ts';
import type { DetectionService } from './detection-service.ts';
import type { DetectorKind } from './detector.ts';
import { explain } from './explain.ts';
import { COOL_DOWN_ROWS } from './span-rules.ts';
import { advanceSpans, closeSpans, gradeOf, type Span, type SpanChange, type SpanState } from './spans.ts';
import { thresholdOf } from './threshold.ts';

/** What is tried, on what. */
export interface BacktestOptions {
  /** Its own: it is left as it is found, with the streams of this run closed. */
  detection: DetectionService;
  trials: readonly { trial: BacktestTrial; kind: DetectorKind }[];
  /** All samples, those of one series in order of time. */
  pieces: Iterable<SampleColumns>;
  channels: readonly { name: string; unit: string }[];
  /** By index. */
  series: readonly { id: SeriesId; name: string }[];
  /** Firings that end before or start after do not count (EpochMillis). */
  from: EpochMillis;
  to: EpochMillis;
  /** Stored anomalies that analysts judged, in that time: real problems, and none. */
  confirmed: readonly Anomaly[];
  dismissed: readonly Anomaly[];
  /** Told after each piece how many samples it held. */
  progressed(samples: number): void;
  signal: AbortSignal;
}

/** One trial while it runs. */
interface UnderWay {
  trial: BacktestTrial;
  kind: DetectorKind;
  threshold: number;
  spans: Map<number, SpanState>;
  fired: { series: number; span: Span }[];
}

const mostFirings = 200;

/**
 * Puts stored samples through detectors as if they came now, each from nothing, and answers what would have been told, a run per trial in their order. Trials of one
 * detector share its scores. Throws what `signal` says once it is aborted, and what detection throws.
 */
export async function runBacktest({ detection, trials, pieces, channels, series, from, to, confirmed, dismissed, progressed, signal }: BacktestOptions): Promise<BacktestRun[]> {
  const underWay = trials.map(({ trial, kind }): UnderWay => ({ trial, kind, threshold: thresholdOf(trial.sensitivity, kind.threshold), spans: new Map(), fired: [] }));
  const kinds = [...new Map(trials.map(({ kind }) => [kind.name, kind])).values()];
  const keepClosed = (one: UnderWay, changes: readonly SpanChange[]) => {
    for (const { series: index, span } of changes) if (!span.open && span.end >= from && span.start <= to) one.fired.push({ series: index, span });
  };
  try {
    for (const { name } of kinds) await detection.open({ streamId: name, detector: name, channels: channels.length, seed: 1, state: null });
    for (const samples of pieces) {
      signal.throwIfAborted();
      for (const { name } of kinds) {
        const scores = await detection.advance(name, samples);
        for (const one of underWay) if (one.kind.name === name) keepClosed(one, advanceSpans(one.spans, samples, scores, { threshold: one.threshold, placeOf: () => '' }));
      }
      progressed(samples.rows);
    }
    signal.throwIfAborted();
  } finally {
    for (const { name } of kinds) await detection.close(name).catch(() => undefined);
  }
  for (const one of underWay) keepClosed(one, closeSpans(one.spans));
  const indexOf = new Map(series.map(({ id }, index) => [id, index]));
  const tells = underWay.map(finder);

  return underWay.map(({ trial, threshold, fired }, at): BacktestRun => {
    const other = tells[1 - at] ?? null;
    const graded = fired.map(({ series: index, span }) => ({ index, span, grade: gradeOf(span, threshold), shared: other?.(index, span.start, span.end) ?? null }));
    const count = (severity: Firing['severity']) => graded.filter(({ grade }) => severityOf(grade) === severity).length;
    const toldOf = (anomalies: readonly Anomaly[]) => ({ told: anomalies.filter(({ seriesId, start, end }) => tells[at]!(indexOf.get(seriesId) ?? -1, start, end)).length, of: anomalies.length });
    return {
      trial, threshold, firingCount: graded.length,
      bySeverity: { high: count('high'), medium: count('medium'), low: count('low') },
      seriesCount: new Set(graded.map(({ index }) => index)).size,
      sharedCount: other === null ? null : graded.filter(({ shared }) => shared === true).length,
      confirmed: toldOf(confirmed), dismissed: toldOf(dismissed),
      firings: graded.sort((a, b) => b.grade - a.grade || a.span.start - b.span.start).slice(0, mostFirings).map(({ index, span, grade, shared }): Firing => ({
        seriesId: series[index]!.id, seriesName: series[index]!.name, start: span.start, end: span.end, peakTime: span.peakTime, score: span.score, grade, severity: severityOf(grade),
        shape: span.shape, explanation: explain(span, channels), shared,
      })),
    };
  });
}

/** Whether a trial told something of a series (by index) between two times, or within the cool-down of them: it would be the same event to an analyst. */
function finder({ fired, spans }: UnderWay): (series: number, start: EpochMillis, end: EpochMillis) => boolean {
  const bySeries = Map.groupBy(fired, ({ series }) => series);
  return (series, start, end) => {
    const slack = COOL_DOWN_ROWS * (spans.get(series)?.intervalMs ?? 0);
    return (bySeries.get(series) ?? []).some(({ span }) => span.start <= end + slack && span.end >= start - slack);
  };
}
