import type { EpochMillis } from '../../shared/domain/time.ts';

const HOUR_MS = 3_600_000;

/** A span that was found, of the series with that key. */
export interface FoundEvent {
  key: string;
  start: EpochMillis;
  end: EpochMillis;
}

/** The truth about one event. `expected` ones were announced: finding them is neither a hit nor a false alarm. */
export interface LabelledEvent extends FoundEvent {
  kind: string;
  expected: boolean;
}

/** How detection fared against the labels, event by event. */
export interface EventReport {
  /** Labelled events (not the expected ones), and those that some span overlaps. */
  events: number;
  hits: number;
  recall: number;
  /** Spans that overlap a labelled event, spans that overlap none of any sort, and the first's share in both. */
  trueAlarms: number;
  falseAlarms: number;
  precision: number;
  falseAlarmsPerSeriesHour: number;
  /** From an event's start to the first span in it, ms, median over the hits; NaN without hits. */
  medianDelayMs: number;
  /** Hits and events per kind. */
  kinds: Record<string, { events: number; hits: number }>;
  missed: LabelledEvent[];
  falseSpans: FoundEvent[];
}

/**
 * Compares spans with labels, by overlap in the same series. A label ends `afterMs` later than written, so that an alarm at the return to normal belongs to it.
 * `seriesHours` is the sum of the hours watched over the series. Ratios of nothing are NaN.
 */
export function evaluateEvents(found: readonly FoundEvent[], labels: readonly LabelledEvent[], seriesHours: number, afterMs = 0): EventReport {
  const overlaps = (span: FoundEvent, label: LabelledEvent): boolean => span.key === label.key && span.start <= label.end + afterMs && span.end >= label.start;
  const events = labels.filter((label) => !label.expected);
  const kinds: EventReport['kinds'] = {};
  const missed: LabelledEvent[] = [];
  const delays: number[] = [];
  for (const label of events) {
    const kind = (kinds[label.kind] ??= { events: 0, hits: 0 });
    kind.events += 1;
    const spans = found.filter((span) => overlaps(span, label));
    if (spans.length === 0) {
      missed.push(label);
      continue;
    }
    kind.hits += 1;
    delays.push(Math.max(0, Math.min(...spans.map((span) => span.start)) - label.start));
  }
  const trueAlarms = found.filter((span) => events.some((label) => overlaps(span, label))).length;
  const falseSpans = found.filter((span) => !labels.some((label) => overlaps(span, label)));
  const hits = events.length - missed.length;
  return {
    events: events.length,
    hits,
    recall: hits / events.length,
    trueAlarms,
    falseAlarms: falseSpans.length,
    precision: trueAlarms / (trueAlarms + falseSpans.length),
    falseAlarmsPerSeriesHour: falseSpans.length / seriesHours,
    medianDelayMs: delays.sort((a, b) => a - b)[Math.floor((delays.length - 1) / 2)] ?? NaN,
    kinds,
    missed,
    falseSpans,
  };
}

/** Hours in ms over a number of series. */
export function seriesHoursOf(durationMs: number, series: number): number {
  return (durationMs / HOUR_MS) * series;
}
