import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';

/** Samples before the anomaly that show what is normal, and after it. */
const samplesBefore = 120;
const samplesAfter = 40;

/** The range to look at first: the anomaly with some samples before and after it, at least twice its own length. */
export function rangeAround(anomaly: Pick<Anomaly, 'start' | 'end'>, series: Pick<Series, 'firstTime' | 'lastTime' | 'sampleCount'>): TimeRange {
  const span = (series.lastTime ?? anomaly.end) - (series.firstTime ?? anomaly.start);
  const interval = series.sampleCount > 1 && span > 0 ? span / (series.sampleCount - 1) : 1000;
  const length = anomaly.end - anomaly.start;
  return { from: anomaly.start - Math.max(samplesBefore * interval, 2 * length), to: anomaly.end + Math.max(samplesAfter * interval, length) };
}

/** Samples before and after an anomaly whose records are shown with its own. */
const recordsAround = 5;

/** The range whose records are shown: the anomaly with a few samples before and after it. Where it is a single sample, ten seconds. */
export function recordRange({ start, end, sampleCount }: Pick<Anomaly, 'start' | 'end' | 'sampleCount'>): TimeRange {
  const room = sampleCount > 1 && end > start ? (recordsAround * (end - start)) / (sampleCount - 1) : 10_000;
  return { from: start - room, to: end + room };
}
