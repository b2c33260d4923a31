import { anomalySchema } from '../../app/shared/domain/anomaly.ts';
import type { Anomaly } from '../../app/shared/domain/anomaly.ts';
import type { Backtest, BacktestRun } from '../../app/shared/domain/backtest.ts';
import type { Incident } from '../../app/shared/domain/incident.ts';
import type { Movements } from '../../app/shared/domain/movement.ts';
import type { Lanes } from '../../app/shared/domain/lanes.ts';
import type { MomentView } from '../../app/shared/domain/moment.ts';
import type { Notification } from '../../app/shared/domain/notification.ts';
import type { LatestSample, Series, SeriesStretch } from '../../app/shared/domain/series.ts';
import { seriesSchema } from '../../app/shared/domain/series.ts';
import { streamSchema } from '../../app/shared/domain/stream.ts';
import type { Stream, StreamHealth } from '../../app/shared/domain/stream.ts';

/** The stand-in's "now" when it opens: pictures of the screens show the same times every time. */
export const openedAt = Date.UTC(2026, 2, 5, 14, 30, 0);
const stepMs = 10_000;
export const rowsPerSeries = 8640; // one day

interface Plan { id: string; name: string; domain: Stream['domain']; topic: string | null; series: string[]; key: string; channels: [name: string, unit: string, level: number, swing: number, noise: number][] }
export const plans: Plan[] = [
  { id: 'ward-7-vitals', name: 'Ward 7 vital signs', domain: 'healthcare', topic: 'vitals.ward7', key: 'patient', series: ['bed-01', 'bed-02', 'bed-03', 'bed-04', 'bed-05', 'bed-06'], channels: [['heart rate', '1/min', 76, 6, 1.6], ['SpO2', '%', 97, 0.6, 0.3], ['resp rate', '1/min', 15, 1.5, 0.5]] },
  { id: 'equity-quotes', name: 'Equity quotes', domain: 'finance', topic: 'quotes.l1', key: 'symbol', series: ['AAR', 'BLN', 'CTO', 'DVX', 'ELM'], channels: [['mid', 'USD', 142, 3, 0.15], ['spread', 'USD', 0.02, 0.004, 0.002], ['volume', 'shares', 1800, 500, 140]] },
  { id: 'store-stock', name: 'Stock by store and item', domain: 'retail', topic: null, key: 'store', series: ['north/4711', 'north/4712', 'south/4711', 'south/4712'], channels: [['stock', 'pieces', 340, 90, 6], ['sales', 'pieces', 22, 14, 3]] },
  { id: 'pump-house', name: 'Pump house sensors', domain: 'manufacturing', topic: null, key: 'pump', series: ['pump-a', 'pump-b', 'pump-c'], channels: [['vibration', 'mm/s', 2.1, 0.2, 0.12], ['temperature', '°C', 61, 2, 0.3], ['flow', 'm³/h', 48, 3, 0.8], ['pressure', 'bar', 6.2, 0.2, 0.05]] },
];

/** A stream as the plan says. */
export function streamOf(plan: Plan): Stream {
  return streamSchema.parse({
    id: plan.id, name: plan.name, domain: plan.domain, createdAt: openedAt - 86_400_000, running: true,
    source: plan.topic === null ? { kind: 'file', location: { at: 'sample', sampleId: plan.id }, format: 'csv' } : { kind: 'kafka', connection: { brokers: ['127.0.0.1:9092'] }, topic: plan.topic, start: { at: 'latest' } },
    decoding: { format: 'json' }, detector: { name: 'forecast-residual', sensitivity: 0.5 }, pace: 'fast',
    mapping: { time: { field: 'ts', unit: 'ms' }, keys: [plan.key], channels: plan.channels.map(([name, unit]) => ({ field: name, name, unit })) },
  });
}

/** Its health: one stream waits for its broker, one is being replayed, the others run or are read to the end. */
export function healthOf(plan: Plan, index: number): StreamHealth {
  const live = plan.topic !== null;
  const waits = index === 1;
  return {
    streamId: streamOf(plan).id, state: waits ? 'waiting' : live || index === 2 ? 'running' : 'finished',
    error: waits ? { code: 'AF_INGEST_BROKER_UNREACHABLE', message: 'The broker 127.0.0.1:9092 does not answer.', hint: 'Check the address, the network and that the broker runs.', retryable: true, details: {} } : null,
    recordsPerSecond: waits || index === 3 ? 0 : live ? 612 : 18_400, recordCount: 51_840 * (index + 1), quarantinedCount: index === 0 ? 3 : 0, lateCount: index === 0 ? 12 : 0, textCount: 0, anomalyCount: 4 + index,
    lag: live ? (waits ? null : 42) : null, watermark: openedAt - 4000, lastReceiveTime: openedAt - (waits ? 95_000 : 600), seriesCount: plan.series.length, warmingUpCount: index === 2 ? 1 : 0,
    progress: live ? null : index === 2 ? 0.64 : 1, capturing: index === 0,
  };
}

/** The series of a plan; ids count through all plans. */
export function seriesOf(plan: Plan): Series[] {
  const before = plans.slice(0, plans.indexOf(plan)).reduce((sum, one) => sum + one.series.length, 0);
  return plan.series.map((name, k) => seriesSchema.parse({
    id: before + k + 1, streamId: plan.id, name, dimensions: { [plan.key]: name }, channels: plan.channels.map(([channel]) => channel), sampleCount: rowsPerSeries,
    firstTime: openedAt - rowsPerSeries * stepMs, lastTime: openedAt,
  }));
}
export const allSeries = plans.flatMap((plan) => seriesOf(plan).map((series) => ({ plan, series })));

/** A number 0…1 that depends on its arguments alone. */
function chance(...seeds: number[]): number {
  let hash = 2166136261;
  for (const seed of seeds) hash = Math.imul(hash ^ (seed | 0), 16777619) ^ (hash >>> 13);
  return ((hash >>> 0) % 100_003) / 100_003;
}
const noise = (...seeds: number[]) => chance(...seeds, 1) + chance(...seeds, 2) + chance(...seeds, 3) - 1.5;

const shapes = ['spike', 'shift', 'drift', 'dip', 'frozen', 'spread'] as const;
const severities = ['high', 'medium', 'low'] as const;

/** Anomalies of a series: two, of a shape and size that depend on its id. */
export function anomaliesOf({ plan, series }: (typeof allSeries)[number]): Anomaly[] {
  return [0.36, 0.83].map((place, k) => {
    const index = Math.floor(rowsPerSeries * (place + 0.08 * (chance(series.id, k) - 0.5)));
    const length = 20 + Math.floor(chance(series.id, k, 7) * 60);
    const start = series.firstTime! + index * stepMs;
    const shape = shapes[Math.floor(chance(series.id, k, 9) * shapes.length)]!;
    const severity = severities[Math.floor(chance(series.id, k, 11) * 3)]!;
    const [name, unit, level, swing] = plan.channels[0]!;
    const observed = level + swing * (shape === 'dip' ? -4 : 4);
    return anomalySchema.parse({
      id: (series.id * 16 + k).toString(16).padStart(32, '0'), streamId: plan.id, seriesId: series.id, seriesName: series.name, start, end: start + length * stepMs, peakTime: start + (length / 2) * stepMs, open: false,
      score: 0.9 + chance(series.id, k, 3) * 0.099, threshold: 0.88, grade: { high: 0.86, medium: 0.55, low: 0.24 }[severity], confidence: 0.6 + chance(series.id, k, 4) * 0.39, severity, shape,
      evidence: plan.channels.map(([channel, , at, by], c) => ({ channel, observed: c === 0 ? observed : at + by * noise(series.id, k, c), expected: at, low: at - by * 1.6, high: at + by * 1.6, share: c === 0 ? 0.78 : 0.22 / Math.max(plan.channels.length - 1, 1) })),
      explanation: `${name} ${observed > level ? 'rose' : 'fell'} to ${observed.toFixed(1)} ${unit}, ${Math.abs(observed - level).toFixed(1)} ${observed > level ? 'above' : 'below'} what was expected, for ${Math.round((length * stepMs) / 60_000)} min; ${name} carries 78 % of the score.`,
      detector: 'forecast-residual', modelVersion: '1', partition: 0, firstOffset: String(index * 4), lastOffset: String((index + length) * 4), sampleCount: length, detectedAt: start + 800, incidentId: `incident-${series.id}-${k}`,
      verdict: k === 0 && series.id % 3 === 0 ? 'true' : k === 0 && series.id % 5 === 0 ? 'false' : null, workState: k === 0 && series.id % 3 === 0 ? 'done' : 'to-investigate',
    });
  });
}
export const allAnomalies = allSeries.flatMap(anomaliesOf).sort((a, b) => b.start - a.start);

/** Anomalies as a lane for each series and a cell for each hour. */
export function lanesOf(anomalies: readonly Anomaly[]): Lanes {
  const bucketMs = 3_600_000;
  const from = Math.floor((openedAt - 86_400_000) / bucketMs) * bucketMs;
  const own = allSeries.map(({ series }) => ({ series, found: anomalies.filter(({ seriesId }) => seriesId === series.id) })).filter(({ found }) => found.length > 0);
  const cells = own.flatMap(({ found }, lane) => found.map(({ start, grade }) => ({ lane, bucket: Math.floor((start - from) / bucketMs), grade })));
  return {
    from, to: from + 25 * bucketMs, bucketMs, keyParts: ['patient', 'pump', 'store', 'symbol'],
    lanes: own.map(({ series: { id, name }, found }) => ({ id: String(id), name, seriesIds: [id], count: found.length, grade: Math.max(...found.map(({ grade }) => grade)) })),
    cells: { lane: Uint32Array.from(cells, ({ lane }) => lane), bucket: Uint32Array.from(cells, ({ bucket }) => bucket), count: new Uint32Array(cells.length).fill(1), grade: Float32Array.from(cells, ({ grade }) => grade) },
  };
}

/** A quiet moment of a series: a little below the threshold. */
export function momentOf(seriesId: number, at: number): MomentView {
  const { series } = allSeries[seriesId - 1]!;
  return {
    kind: 'below', time: at, answer: 'Its score was 0.6200, below the threshold of 0.8666: not odd enough to be told.', details: ['Every channel was within its usual range.', 'It would have been told from a sensitivity of 0.81 on; 0.50 is set.'],
    score: 0.62, threshold: 0.8666, channels: series.channels.map((channel) => ({ channel, observed: 76, expected: 75, low: 70, high: 80 })), anomalyId: null,
  };
}

/** A stretch of a series, one row per step, thinned to about `points` rows by leaving rows out. */
export function stretchOf(seriesId: number, from: number, to: number, points: number): SeriesStretch {
  const { plan, series } = allSeries[seriesId - 1]!;
  const first = Math.max(Math.ceil((from - series.firstTime!) / stepMs), 0);
  const last = Math.floor((to - series.firstTime!) / stepMs);
  const count = Math.max(last - first + 1, 0);
  const every = Math.max(Math.ceil(count / points), 1);
  const rows = Math.ceil(count / every);
  const width = plan.channels.length;
  const times = new Float64Array(rows), min = new Float64Array(rows * width), score = new Float32Array(rows);
  const expected = new Float32Array(rows * width), low = new Float32Array(rows * width), high = new Float32Array(rows * width);
  const anomalies = anomaliesOf(allSeries[seriesId - 1]!);
  for (let row = 0; row < rows; row++) {
    const index = first + row * every;
    const time = times[row] = series.firstTime! + index * stepMs;
    const hit = anomalies.find((one) => time >= one.start && time <= one.end);
    score[row] = index < 360 ? NaN : hit === undefined ? Math.max(0.1 + 0.3 * noise(seriesId, index, 99), 0) : hit.score;
    plan.channels.forEach(([, , level, swing, jitter], c) => {
      const at = row * width + c;
      const base = expected[at] = level + swing * Math.sin((index / 2160) * 2 * Math.PI + seriesId + c);
      min[at] = base + jitter * noise(seriesId, index, c) * 1.4 + (hit !== undefined && c === 0 ? swing * (hit.shape === 'dip' ? -3 : 3) : 0);
      low[at] = base - jitter * 2.8;
      high[at] = base + jitter * 2.8;
    });
  }
  return { seriesId: series.id, channels: series.channels, resolution: every > 1 ? 'buckets' : 'samples', times, min, max: min.slice(), expected, low, high, score, sampleCount: count };
}

/** The last sample of a series. */
export function latestOf(seriesId: number): LatestSample {
  const { series } = allSeries[seriesId - 1]!;
  const { min, expected, low, high, score } = stretchOf(seriesId, series.lastTime! - stepMs, series.lastTime!, 10);
  const last = (columns: Float64Array | Float32Array) => [...columns.subarray(columns.length - series.channels.length)];
  return { seriesId: series.id, seriesName: series.name, time: series.lastTime!, channels: series.channels, values: last(min), expected: last(expected), low: last(low), high: last(high), score: score.at(-1)! };
}

/** One incident per anomaly. */
export const allIncidents: Incident[] = allAnomalies.map((one) => ({ id: one.incidentId!, streamId: one.streamId, state: one.verdict === null ? 'open' : 'resolved', severity: one.severity, title: `${one.shape} in ${one.seriesName}`, start: one.start, end: one.end, ongoing: false, firstMover: one.seriesId, anomalyCount: 1, seriesCount: 1, owner: null, tags: [], merged: null }));

/** The series of an incident's stream as if the first had moved most, half of them without an anomaly. */
export function movementsOf({ streamId, firstMover }: Incident): Movements {
  const own = allSeries.filter(({ series }) => series.streamId === streamId);
  return { movements: own.map(({ series }, k) => ({ seriesId: series.id, streamId, seriesName: series.name, channel: series.channels[0]!, isGrowth: false, distance: (k % 3 === 2 ? -1 : 1) * (24 - 3 * k), usual: k % 3 === 1 ? 'day' : 'before', anomalyCount: series.id === firstMover ? 1 : 0, correlation: k % 2 === 0 ? null : 0.9 - k / 20, lagMs: k % 2 === 0 ? null : k * 30_000 })), readCount: own.length, seriesCount: own.length, sampleCount: own.length * 4_000 };
}

/** The newest incidents as notifications, the first three unread. */
export const someNotifications: Notification[] = allAnomalies.slice(0, 8).map((one, k) => ({ id: `told-${one.id}`, at: one.detectedAt, severity: one.severity, title: `${one.seriesName}: ${one.shape}`, body: one.explanation, target: { kind: 'anomaly', anomalyId: one.id }, read: k > 2 }));

/** A stream's ended backtest of two sensitivities. */
export function backtestOf(streamId: Stream['id']): Backtest {
  const firings: BacktestRun['firings'] = allAnomalies.filter((one) => one.streamId === streamId).map(({ seriesId, seriesName, start, end, peakTime, score, grade, severity, shape, explanation }, k) => ({ seriesId, seriesName, start, end, peakTime, score, grade, severity, shape, explanation, shared: k % 3 !== 0 }));
  const run = (sensitivity: number, threshold: number, times: number): BacktestRun => ({
    trial: { detector: 'forecast-residual', sensitivity }, threshold, firingCount: firings.length * times, bySeverity: { high: firings.length, medium: firings.length * (times - 1), low: 0 }, seriesCount: 4,
    sharedCount: firings.filter(({ shared }) => shared === true).length, confirmed: { told: 3, of: 4 }, dismissed: { told: times, of: 5 }, firings,
  });
  return { id: `backtest-${streamId}`, streamId, startedAt: openedAt - 600_000, state: 'done', error: null, trials: [{ detector: 'forecast-residual', sensitivity: 0.5 }, { detector: 'forecast-residual', sensitivity: 0.75 }], from: null, to: null, sampleCount: 412_800, doneCount: 412_800, seconds: 1.9, days: 7, runs: [run(0.5, 0.7629, 1), run(0.75, 0.7, 4)] };
}
