import type { Anomaly } from '../../../shared/domain/anomaly.ts';

/** The anomalies of one series within an incident. */
export interface SeriesSpans {
  seriesId: Anomaly['seriesId'];
  seriesName: string;
  /** By start. */
  spans: readonly Anomaly[];
  /** Of the first. */
  start: number;
  /** How long it was out of the usual in all; spans of one series do not overlap. */
  lastingMs: number;
}

/** Anomalies by series, the series that began first in front; ties by name. */
export function spansBySeries(members: readonly Anomaly[]): SeriesSpans[] {
  const bySeries = new Map<number, Anomaly[]>();
  for (const one of members) bySeries.set(one.seriesId, [...(bySeries.get(one.seriesId) ?? []), one]);
  return [...bySeries.values()].map((spans) => {
    spans.sort((a, b) => a.start - b.start);
    const [first] = spans as [Anomaly];
    return { seriesId: first.seriesId, seriesName: first.seriesName, spans, start: first.start, lastingMs: spans.reduce((sum, { start, end }) => sum + end - start, 0) };
  }).sort((a, b) => a.start - b.start || a.seriesName.localeCompare(b.seriesName, 'en', { numeric: true }));
}
