import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Condition } from '../../../shared/domain/condition.ts';

/** An anomaly as a chart marks it. */
export interface ChartMark {
  id: string;
  start: number;
  end: number;
  severity: 'low' | 'medium' | 'high';
  open: boolean;
  /** Says what it is, for the tooltip and the reader. */
  words: string;
  /** True where the analyst has called it false or expected: drawn fainter. */
  settled: boolean;
}

/** Marks in order of time. Each severity has a shape of its own beside its colour: circle, diamond, triangle. */
export function marksOf(anomalies: readonly Anomaly[]): ChartMark[] {
  return anomalies
    .map((one) => ({ id: one.id, start: one.start, end: one.end, severity: one.severity, open: one.open, words: `${one.severity} ${one.shape}: ${one.explanation}`, settled: one.verdict === 'false' || one.verdict === 'expected' }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A condition of the stream's flow as a chart hatches it, in event time; one that goes on reaches to the right edge. */
export interface ChartSpan {
  start: number;
  end: number;
}

/** The spans of conditions that have event time. */
export function spansOf(conditions: readonly Condition[]): ChartSpan[] {
  return conditions.flatMap(({ eventFrom, eventTo }) => (eventFrom === null ? [] : [{ start: eventFrom, end: eventTo ?? Infinity }]));
}

/** Index of the mark at `time`, give or take `reachMs`; the shortest where several are there; -1 where none is. */
export function markAt(marks: readonly ChartMark[], time: number, reachMs: number): number {
  let found = -1;
  marks.forEach((mark, i) => {
    if (time < mark.start - reachMs || time > mark.end + reachMs) return;
    if (found < 0 || mark.end - mark.start < marks[found]!.end - marks[found]!.start) found = i;
  });
  return found;
}

/** The marks that touch the time from `from` on and before `to`; those at `from` where both are one moment. */
export function marksBetween(marks: readonly ChartMark[], from: number, to: number): ChartMark[] {
  return marks.filter((mark) => mark.end >= from && (mark.start < to || mark.start <= from));
}
