import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { countersOf } from '../../../shared/domain/counter.ts';
import type { MomentView } from '../../../shared/domain/moment.ts';
import { readingFromZero } from '../../../shared/charts/floor-at-zero.ts';
import type { SeriesId, SeriesStretch } from '../../../shared/domain/series.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { findDetector } from '../../detect/detector-registry.ts';
import { COOL_DOWN_ROWS } from '../../detect/span-rules.ts';
import { goOnOf } from '../../detect/spans.ts';
import { sensitivityFor, thresholdOf } from '../../detect/threshold.ts';
import { readStretch } from '../../store/read-stretch.ts';
import { listAnomalies } from '../../store/tables/anomaly-table.ts';
import { conditionsBetween } from '../../store/tables/condition-table.ts';
import { findSeries } from '../../store/tables/series-table.ts';
import { thresholdsBetween } from '../../store/tables/threshold-table.ts';
import type { WorkbenchServices } from '../create-workbench.ts';
import { momentWords, type MomentFacts } from './moment-words.ts';

/** Samples looked at to either side, by which a counter is known, and how many usual intervals away the nearest one still speaks for a moment. */
const around = 192;
const near = 2;
const mostRows = 5_000;

/** What is known of a series at a moment (EpochMillis): why something was told, or why not. Throws `AF_NOT_FOUND`. */
export function reportMoment({ store, streams }: Pick<WorkbenchServices, 'store' | 'streams'>, seriesId: SeriesId, at: number): MomentView {
  const series = store.read((db) => findSeries(db, seriesId));
  if (series === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no series ${seriesId}.`);
  const row = streams.list().find(({ stream }) => stream.id === series.streamId);
  if (row === undefined) throw new WorkbenchError('AF_NOT_FOUND', `There is no stream ${series.streamId}.`);
  const { stream, health } = row;
  const kind = findDetector(stream.detector.name);
  const base = thresholdOf(stream.detector.sensitivity, kind.threshold);
  const { firstTime, lastTime, sampleCount } = series;
  const meanMs = firstTime !== null && lastTime !== null && sampleCount > 1 ? (lastTime - firstTime) / (sampleCount - 1) : null;
  const reach = around * (meanMs ?? 1000);
  return store.read((db) => {
    let all: SeriesStretch | null = null;
    const anomaly = anomalyOf(at, 'score');
    const stretch = readStretch(db, seriesId, at - reach, at + reach, mostRows);
    const { times } = stretch;
    const usualMs = usualStep(times) ?? meanMs;
    let nearest = -1;
    for (let place = 0; place < times.length; place += 1) if (nearest < 0 || Math.abs(times[place]! - at) < Math.abs(times[nearest]! - at)) nearest = place;
    const isNear = nearest >= 0 && (usualMs === null || Math.abs(times[nearest]! - at) <= near * usualMs);
    const earlier = nearest < 0 ? null : times.findLast((time) => time <= at) ?? null;
    const later = nearest < 0 ? null : times.find((time) => time > at) ?? null;
    const score = isNear && Number.isFinite(stretch.score[nearest]!) ? stretch.score[nearest]! : null;
    const steps = thresholdsBetween(db, stream.id, at, at, 1);
    const threshold = steps[0]?.threshold ?? base;
    const facts: MomentFacts = {
      at, series, threshold, anomaly, warmUp: kind.warmUp,
      conditions: conditionsBetween(db, stream.id, seriesId, at, at, 5),
      stream: { name: stream.name, sensitivity: stream.detector.sensitivity, hasBudget: stream.detector.budget !== undefined, state: health.state, lateCount: health.lateCount },
      sample: isNear ? { time: times[nearest]!, before: beforeOf(nearest), score, channels: channelsOf(nearest) } : null,
      gap: { before: earlier ?? (firstTime !== null && firstTime < at ? neighbour(db, at, -1) : null), after: later ?? (lastTime !== null && lastTime > at ? neighbour(db, at, 1) : null), usualMs },
      echoOf: anomaly === null && score !== null && threshold !== null && score >= threshold ? echoOf(times[nearest]!, threshold) : null,
      toldAt: score === null ? null : sensitivityFor(score, kind.threshold),
    };
    return { ...momentWords(facts), time: facts.sample?.time ?? at, score, threshold, channels: facts.sample?.channels ?? [], anomalyId: (anomaly ?? facts.echoOf)?.id ?? null };

    /** The first by `sort` of those that begin by `at` and end after `from`. */
    function anomalyOf(from: number | null, sort: 'score' | 'start'): Anomaly | null {
      return listAnomalies(db, { streamIds: [], seriesIds: [seriesId], severities: [], verdicts: [], shapes: [], from, to: at, text: '' }, { sort, descending: true, limit: 1, cursor: null }).anomalies[0] ?? null;
    }
    /** The anomaly before, where the series was not quiet since for as long as ends an echo. */
    function echoOf(time: number, threshold: number): Anomaly | null {
      const last = anomalyOf(null, 'start');
      if (last === null || last.end >= time) return null;
      let quiet = 0;
      for (const one of readStretch(db, seriesId, last.end, time, mostRows).score) {
        quiet = one < goOnOf(threshold) ? quiet + 1 : 0;
        if (quiet >= COOL_DOWN_ROWS) return null;
      }
      return last;
    }
    function beforeOf(place: number): number {
      if (firstTime === null || times[place]! - firstTime > kind.warmUp * 4 * (meanMs ?? 1000)) return sampleCount;
      return readStretch(db, seriesId, firstTime, times[place]!, mostRows).sampleCount - 1;
    }
    function channelsOf(place: number): MomentView['channels'] {
      const width = stretch.channels.length;
      const counters = countersOf(stretch.channels.length, stretch.times, stretch.max);
      const finite = (value: number) => (Number.isFinite(value) ? value : null);
      return stretch.channels.map((channel, c) => {
        const cell = place * width + c;
        const read = { channel, observed: finite(stretch.max[cell]!), expected: finite(stretch.expected[cell]!), low: finite(stretch.low[cell]!), high: finite(stretch.high[cell]!), ...fromOf(cell, place > 0 && counters.includes(c)) };
        return (read.low ?? 0) < 0 && isFromZero(c) ? readingFromZero(read) : read;
      });
    }
    /** What a counter grew from; nothing of one that was reset. */
    function fromOf(cell: number, grows: boolean): { from?: number } {
      const from = grows ? stretch.max[cell - stretch.channels.length]! : NaN;
      return from <= stretch.max[cell]! ? { from } : {};
    }
    /** Whether no value of the channel is below zero: its chart then draws no band there, and the words say none. */
    function isFromZero(c: number): boolean {
      all ??= readStretch(db, seriesId, -Infinity, Infinity, 1);
      return all.min.every((value, at) => at % all!.channels.length !== c || !(value < 0));
    }
  });

  /** The nearest stored sample before (−1) or after (1) a moment that is far from any. */
  function neighbour(db: Parameters<typeof readStretch>[0], time: number, way: -1 | 1): number | null {
    for (let far = 4 * reach; ; far *= 8) {
      const found = way < 0 ? readStretch(db, seriesId, time - far, time, mostRows).times.at(-1) : readStretch(db, seriesId, time, time + far, mostRows).times[0];
      if (found !== undefined) return found;
      if (far > Math.abs((way < 0 ? firstTime! : lastTime!) - time)) return null;
    }
  }
}

/** The median time between neighbours, ms; null where there are too few to say. */
function usualStep(times: Float64Array): number | null {
  const steps = times.slice(1).map((time, place) => time - times[place]!).filter((step) => step > 0).sort();
  return steps.length < 3 ? null : steps[Math.floor(steps.length / 2)]!;
}
