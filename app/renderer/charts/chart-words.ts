import { plural } from '../../shared/counts.ts';
import type { TimeRange } from '../../shared/domain/time.ts';
import type { ChartMark } from './plot/chart-marks.ts';
import { growthName } from '../../shared/domain/growth-reading.ts';
import type { DrawPoints } from './plot/decimate.ts';
import type { Answer } from './plot/plot-protocol.ts';
import { durationWords, momentWords, shortMomentWords } from './words.ts';
import { besideBand, numberWords } from '../../shared/number-words.ts';
import type { Zone } from './words.ts';

/** A channel at one moment. NaN is missing or not known yet. */
export interface Reading { channel: string; value: number; expected: number; low: number; high: number; /** Of a counter, the value before. */ from?: number | undefined }

/** The names of a series' channels as they are drawn. */
export function drawnNames(channels: readonly string[], drawn: Pick<Answer, 'counters' | 'isGrowth'> | null): readonly string[] {
  return drawn?.isGrowth === true ? channels.map((channel, k) => (drawn.counters.includes(k) ? growthName(channel) : channel)) : channels;
}

/** Readings of all channels of a sample as they are drawn; of a counter that was reset the growth is not known. */
export function drawnReadings(readings: readonly Reading[], drawn: Pick<Answer, 'counters' | 'isGrowth'> | null): readonly Reading[] {
  return readings.map((reading, k) => {
    if (drawn?.isGrowth !== true || !drawn.counters.includes(k)) return reading;
    const { from = NaN, value, expected, low, high } = reading;
    return { ...reading, value: value - from, expected: expected - from, low: low - from, high: high - from };
  });
}

/** What is drawn at the point nearest to `time`; null where nothing is drawn. */
export function readingsAt(points: DrawPoints | null, channels: readonly string[], time: number): { time: number; readings: Reading[]; score: number } | null {
  if (points === null || points.times.length === 0) return null;
  let low = 0;
  let high = points.times.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points.times[middle]! < time) low = middle + 1; else high = middle;
  }
  const at = low > 0 && time - points.times[low - 1]! < points.times[low]! - time ? low - 1 : low;
  return {
    time: points.times[at]!,
    readings: channels.map((channel, k) => ({ channel, value: points.values[k]![at]!, expected: points.expected[k]![at]!, low: points.low[k]![at]!, high: points.high[k]![at]! })),
    score: points.score[at]!,
  };
}

/** One sentence on the cursor: "12:04:10: value 4.2, expected 4 (3.5 to 4.6); score 0.31." Warm-up is said, not shown as 0. */
export function cursorWords(at: { time: number; readings: Reading[]; score: number }, zone: Zone): string {
  const parts = at.readings.map(({ channel, value, expected, low, high }) => {
    const outside = value < low ? ', below the band' : value > high ? ', above the band' : '';
    const figure = besideBand(low, high);
    const known = Number.isNaN(expected) ? '' : `, expected ${figure(expected)} (${figure(low)} to ${figure(high)})`;
    return `${channel} ${figure(value)}${known}${outside}`;
  });
  return `${momentWords(at.time, zone)}: ${parts.join('; ')}; ${Number.isNaN(at.score) ? 'no score, warming up' : `score ${at.score.toFixed(2)}`}.`;
}

/** How far a series is from its first score; null where a score is drawn, where nothing is, or where it is not known how many samples the detector asks for. */
export function warmUpWords(points: DrawPoints | null, sampleCount: number, warmUp: number | null): string | null {
  if (points === null || points.times.length === 0 || warmUp === null || points.score.some((score) => !Number.isNaN(score))) return null;
  const seen = Math.max(sampleCount, points.rowCount);
  return seen < warmUp ? `Warming up: ${numberWords(seen)} of ${numberWords(warmUp)} samples before the first score` : 'Warming up: no score in this stretch';
}

/** A correlation of values with time from which on a stretch is said to rise or fall: a large effect by Cohen (Statistical Power Analysis, 1988, ch. 3). */
const trendCorrelation = 0.5;

interface ChannelSpan { low: number; high: number; last: number; mean: number; trend: 'rising' | 'falling' | 'no trend' }

/** Level, range and trend of channel `k` over the points within `range`; null where it has no values there. Of decimated points, which are extremes, the mean is about that of the samples. */
export function channelSpan(points: DrawPoints, k: number, range: TimeRange): ChannelSpan | null {
  const { times } = points;
  const values = points.values[k]!;
  let [n, low, high, last, sum, sumSquares, sumTime, sumTimeSquares, sumProducts] = [0, Infinity, -Infinity, NaN, 0, 0, 0, 0, 0];
  // About the first value and moment, or large times would leave no digits for the sums.
  let first = NaN;
  for (let i = 0; i < times.length; i += 1) {
    const value = values[i]!;
    const time = times[i]!;
    if (Number.isNaN(value) || time < range.from || time > range.to) continue;
    if (n === 0) first = value;
    n += 1;
    low = Math.min(low, value);
    high = Math.max(high, value);
    last = value;
    const [y, x] = [value - first, (time - range.from) / (range.to - range.from)];
    sum += y;
    sumSquares += y * y;
    sumTime += x;
    sumTimeSquares += x * x;
    sumProducts += x * y;
  }
  if (n === 0) return null;
  const spread = Math.sqrt((n * sumSquares - sum * sum) * (n * sumTimeSquares - sumTime * sumTime));
  const correlation = spread > 0 ? (n * sumProducts - sum * sumTime) / spread : 0;
  return { low, high, last, mean: first + sum / n, trend: correlation >= trendCorrelation ? 'rising' : correlation <= -trendCorrelation ? 'falling' : 'no trend' };
}

/** What a chart shows, in two sentences, for who can't see it: range of time, then of each channel its range, level, trend and last value; nothing after `until` (the playhead) is drawn. */
export function summaryWords(points: DrawPoints | null, channels: readonly string[], range: TimeRange | null, marks: readonly ChartMark[], zone: Zone, until = Infinity): string {
  if (points === null || range === null || points.times.length === 0) return 'Nothing is stored in this stretch of time.';
  const spans = channels.map((channel, k) => {
    const span = channelSpan(points, k, range);
    return span === null ? `${channel} has no values` : `${channel} ${numberWords(span.low)} to ${numberWords(span.high)}, about ${meanWords(span)}, ${span.trend}, last ${numberWords(span.last)}`;
  });
  const inView = marks.filter((mark) => mark.end >= range.from && mark.start <= Math.min(range.to, until)).length;
  return `${shortMomentWords(range.from, range, zone)} to ${shortMomentWords(range.to, range, zone)} (${durationWords(range.to - range.from)}): ${spans.join('; ')}. ${anomalyCountWords(inView)} in view.`;
}

/** To three digits, or to as many as show a tenth of the range: a meter that goes from 48,861 to 48,869 is not about 48,900. */
function meanWords({ mean, low, high }: ChannelSpan): string {
  const digits = 1 + Math.floor(Math.log10(Math.abs(mean))) - Math.floor(Math.log10((high - low) / 10));
  return numberWords(high > low ? Number(mean.toPrecision(Math.min(15, Math.max(3, digits)))) : mean);
}

/** "No anomaly", "1 anomaly", "2 anomalies". */
export function anomalyCountWords(count: number): string {
  return count === 0 ? 'No anomaly' : plural(count, 'anomaly', 'anomalies');
}
