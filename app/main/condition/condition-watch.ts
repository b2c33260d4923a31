import { createHash } from 'node:crypto';
import type { Condition, ConditionKind } from '../../shared/domain/condition.ts';
import type { SeriesId } from '../../shared/domain/series.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import { utcMoment } from '../../shared/domain/time.ts';
import { passGate, type GateState } from './gate.ts';
import { createSpacing, leastSteps, type Spacing } from './spacing.ts';
import { lengthWords, recordWords, shareWords } from './words.ts';

/** What a batch brought, as far as conditions ask. Times are EpochMillis. */
export interface Flow {
  /** By the workbench's clock. */
  at: number;
  records: number;
  /** Which of the records (index in the batch), in any order; one may be named more than once. */
  late: ArrayLike<number>;
  unreadable: ArrayLike<number>;
  /** [n] the accepted samples' series (number in the stream) and event times, in order per series. */
  series: Uint32Array;
  times: Float64Array;
  /** [n] of which record each sample is. */
  recordOf: Uint32Array;
  watermark: number | null;
}

/** How far reading is behind: records, and the age of the newest record that was read while there are more; null where the source does not say. */
export interface Behind {
  records: number | null;
  ms: number | null;
}

/** What the watch starts from. */
export interface WatchStart {
  streamId: StreamId;
  /** Whether records come as they happen: silence of the whole stream and lag are told of such streams alone. */
  isLive: boolean;
  /** The series in order of their numbers; those that come later are asked for by `seriesOf`. */
  series: readonly { sampleCount: number; firstTime: number | null; lastTime: number | null }[];
  /** A series' id and name by its number. */
  seriesOf(index: number): { id: SeriesId; name: string };
  /** Times between batches, ms, as far as they are known. */
  arrivals: readonly number[];
  /** Conditions that went on when the stream was last left. */
  open: readonly Condition[];
}

/** Tells conditions of one stream as they begin and end. Each answer is what changed. */
export interface ConditionWatch {
  /** After a batch, its new series numbered already. Silences of single series go by event time and the count of samples alone, so a replay tells the same ones whatever its batches. Windows of the shares are cut by count of records within batches too; only one that is closed early, by its length in event time, ends with a batch. */
  took(flow: Flow): Condition[];
  /** Now and then while the stream is read; `now` is the workbench's clock. */
  looked(now: number, behind: Behind): Condition[];
  /** Reading was stopped, paused or broken off at `now`: nothing is said of silence or lag until it goes on. */
  rested(now: number): Condition[];
  /** A saved stream was read to its end: nothing goes on. */
  finished(now: number): Condition[];
}

/** Silence shorter than this is none: stream by the clock, series by event time, ms. */
export const silenceFloorMs = { stream: 30_000, series: 10_000 };
/** Windows of the shares: so many records, or fewer over so long in event time. */
export const window = { records: 200, leastRecords: 20, ms: 300_000 };
/** Shares beyond which a condition begins, and under which it is over; calm windows until it is. */
export const shareLimit = { over: 0.05, calm: 0.01, holdWindows: 2 };
/** Lag beyond which a condition begins, and under which it is over; growing in so many looks in a row to so many records is lag at once. */
export const lagLimit = { overMs: 60_000, calmMs: 15_000, growingLooks: 6, growingRecords: 10_000, holdMs: 30_000 };
const seriesAllowedEvery = 32;
/** Samples between two looks for silent series; where there are more series than that, as many. */
const lookEveryRows = 200;

interface Open {
  condition: Condition;
  gate: GateState;
}

/** A watch over one stream. Costs one pass over the samples of a batch and one over the series. */
export function createConditionWatch(start: WatchStart): ConditionWatch {
  const { streamId, isLive, seriesOf } = start;
  const open = new Map<string, Open>();
  const arrivals = createSpacing(start.arrivals);
  const series: { last: number; spacing: Spacing; allowedMs: number; added: number }[] = [];
  let lastArrival: number | null = null;
  let watermark: number | null = null;
  /** The newest event time up to where the shares are counted. */
  let counted: number | null = null;
  /** Event time in which the stream went on: pauses of all series together count as one usual step. */
  let active = 0;
  const activeAt: number[] = [];
  const strides = createSpacing();
  let seen = { records: 0, late: 0, unreadable: 0, from: null as number | null };
  let rowsSince = 0;
  let windows = 0;
  let before: Behind = { records: null, ms: null };
  let growing = 0;
  let hadCaughtUp = false;

  for (const { sampleCount, firstTime, lastTime } of start.series) {
    const meanMs = firstTime === null || lastTime === null || sampleCount <= leastSteps ? 0 : (lastTime - firstTime) / (sampleCount - 1);
    addSeries(lastTime ?? -Infinity, meanMs === 0 ? [] : new Array<number>(leastSteps).fill(meanMs));
    if (lastTime !== null && lastTime > (watermark ?? -Infinity)) watermark = lastTime;
  }
  counted = watermark;
  for (const condition of start.open) open.set(keyOf(condition.kind, condition.seriesId), { condition, gate: { isOpen: true, calmSince: null } });

  function addSeries(last: number, known: readonly number[]): void {
    const spacing = createSpacing(known);
    series.push({ last, spacing, allowedMs: spacing.allowed(silenceFloorMs.series), added: 0 });
    activeAt.push(active);
  }

  function advance(time: number): void {
    if (watermark !== null && time <= watermark) return;
    const step = watermark === null ? 0 : time - watermark;
    active += Math.min(step, strides.usual() === null ? 0 : strides.allowed(0));
    strides.add(step);
    watermark = time;
  }

  /** Moves one condition through its gate; `make` says what it is where it begins, `over` how it ends. */
  function pass(kind: ConditionKind, seriesId: SeriesId | null, found: { over: boolean; calm: boolean }, place: { at: number; holdFor: number; now: number }, make: () => Pick<Condition, 'eventFrom' | 'eventTo' | 'words'>, eventTo: () => number | null): Condition[] {
    const key = keyOf(kind, seriesId);
    const held = open.get(key);
    const gate = passGate(held?.gate ?? { isOpen: false, calmSince: null }, found, place.at, place.holdFor);
    if (held === undefined) {
      if (!gate.isOpen) return [];
      const made = make();
      const condition: Condition = { id: idOf(streamId, key, made.eventFrom ?? place.now), streamId, kind, seriesId, begin: place.now, end: null, ...made };
      open.set(key, { condition, gate });
      return [condition];
    }
    if (gate.isOpen) {
      held.gate = gate;
      return [];
    }
    open.delete(key);
    return [{ ...held.condition, end: place.now, eventTo: held.condition.eventTo ?? eventTo() }];
  }

  function passShares(at: number): Condition[] {
    const { records, late, unreadable, from } = seen;
    const isFull = records >= window.records || (records >= window.leastRecords && from !== null && counted !== null && counted - from >= window.ms);
    if (!isFull) return [];
    windows += 1;
    seen = { records: 0, late: 0, unreadable: 0, from: counted };
    const one = (kind: 'late' | 'unreadable', count: number, words: string) => {
      const share = count / records;
      return pass(kind, null, { over: share >= shareLimit.over, calm: share <= shareLimit.calm }, { at: windows, holdFor: shareLimit.holdWindows, now: at }, () => ({ eventFrom: from, eventTo: null, words: `${shareWords(share)} of ${recordWords(records)} ${words}` }), () => counted);
    };
    return [
      ...one('late', late, 'came behind the newest of their series and were not scored.'),
      ...one('unreadable', unreadable, 'could not be read; they are in quarantine, with the reason.'),
    ];
  }

  /** Counts a batch's records into windows: a fast import brings many windows in one batch, and none may dilute another. */
  function countShares({ at, records, late, unreadable, times, recordOf, watermark: reached }: Flow): Condition[] {
    const changed: Condition[] = [];
    const [lateOnes, unreadableOnes] = [sortedOnce(late), sortedOnce(unreadable)];
    let [nextLate, nextUnreadable, row] = [0, 0, 0];
    for (let done = 0; done < records; ) {
      const end = Math.min(records, done + window.records - seen.records);
      seen.records += end - done;
      for (; row < times.length && recordOf[row]! < end; row += 1) counted = Math.max(counted ?? -Infinity, times[row]!);
      for (; nextLate < lateOnes.length && lateOnes[nextLate]! < end; nextLate += 1) seen.late += 1;
      for (; nextUnreadable < unreadableOnes.length && unreadableOnes[nextUnreadable]! < end; nextUnreadable += 1) seen.unreadable += 1;
      if (end === records && reached !== null) counted = Math.max(counted ?? -Infinity, reached);
      seen.from ??= counted;
      if (seen.records === window.records || end === records) changed.push(...passShares(at));
      done = end;
    }
    return changed;
  }

  /** Series that fell silent while their stream went on, by event time. */
  function passSeries(at: number): Condition[] {
    const changed: Condition[] = [];
    for (const [index, one] of series.entries()) {
      const pausedMs = active - activeAt[index]!;
      const isOver = pausedMs > one.allowedMs;
      if (!isOver) continue;
      const { id, name } = seriesOf(index);
      changed.push(...pass('silent', id, { over: true, calm: false }, { at: active, holdFor: 0, now: at },
        () => ({ eventFrom: one.last, eventTo: null, words: `Nothing came of ${name} for ${lengthWords(watermark! - one.last)} after ${utcMoment(one.last)}, while its stream went on; usually one comes within ${lengthWords(one.spacing.usual()!)}.` }), () => null));
    }
    return changed;
  }

  /** A sample of `time` ends its series' silence, if there is one. */
  function endSilence(index: number, time: number, at: number): Condition[] {
    const key = keyOf('silent', seriesOf(index).id);
    const held = open.get(key);
    if (held === undefined) return [];
    open.delete(key);
    return [{ ...held.condition, end: at, eventTo: time }];
  }

  return {
    took(flow) {
      const { at, records, series: of, times, watermark: reached } = flow;
      const changed: Condition[] = [];
      if (records > 0) {
        if (lastArrival !== null) arrivals.add(at - lastArrival);
        lastArrival = at;
      }
      for (const [row, index] of of.entries()) {
        while (series.length <= index) addSeries(-Infinity, []);
        const one = series[index]!;
        const time = times[row]!;
        advance(time);
        if (open.size > 0 && activeAt[index]! < active) changed.push(...endSilence(index, time, at));
        // Also what ended a silence is learned from: what keeps coming that seldom is usual, and is not told over and over.
        if (one.last > -Infinity) one.spacing.add(time - one.last);
        one.added += 1;
        if (one.added % seriesAllowedEvery === 0) one.allowedMs = one.spacing.allowed(silenceFloorMs.series);
        one.last = time;
        activeAt[index] = active;
        rowsSince += 1;
        if (rowsSince < Math.max(lookEveryRows, series.length)) continue;
        rowsSince = 0;
        changed.push(...passSeries(at));
      }
      if (reached !== null) advance(reached);
      if (records > 0) changed.push(...passSilence(at, true));
      changed.push(...countShares(flow));
      return changed;
    },
    looked(now, behind) {
      if (!isLive) return [];
      lastArrival ??= now;
      const found = passSilence(now, false);
      const { records, ms } = behind;
      if (records === null) return found;
      growing = before.records !== null && records > before.records ? growing + 1 : 0;
      before = behind;
      const behindMs = records === 0 ? 0 : (ms ?? 0);
      if (records === 0 || behindMs < lagLimit.calmMs) hadCaughtUp = true;
      const grows = growing >= lagLimit.growingLooks && records >= lagLimit.growingRecords;
      // What waited when reading began is a backlog and is summed up at its end; lag is told once reading had caught up, or where it falls further behind.
      const isOver = grows || (hadCaughtUp && behindMs >= lagLimit.overMs);
      return [...found, ...pass('lag', null, { over: isOver, calm: !grows && behindMs < lagLimit.calmMs }, { at: now, holdFor: lagLimit.holdMs, now },
        () => ({ eventFrom: watermark, eventTo: null, words: `Reading is ${recordWords(records)}${behindMs > 0 ? ` and ${lengthWords(behindMs)}` : ''} behind the end of the topic${grows ? ', and falls further behind' : ''}.` }), () => watermark)];
    },
    rested(now) {
      lastArrival = null;
      hadCaughtUp = false;
      growing = 0;
      before = { records: null, ms: null };
      return endAll(now, [keyOf('silent', null), keyOf('lag', null)]);
    },
    finished: (now) => endAll(now, [...open.keys()]),
  };

  function endAll(now: number, keys: readonly string[]): Condition[] {
    return keys.flatMap((key) => {
      const held = open.get(key);
      open.delete(key);
      return held === undefined ? [] : [{ ...held.condition, end: now, eventTo: held.condition.eventTo ?? watermark }];
    });
  }

  /** The whole stream, by the clock: `came` where a record came at `now`. */
  function passSilence(now: number, came: boolean): Condition[] {
    if (!isLive) return [];
    const pausedMs = came || lastArrival === null ? 0 : now - lastArrival;
    const allowedMs = arrivals.allowed(silenceFloorMs.stream);
    return pass('silent', null, { over: pausedMs > allowedMs, calm: pausedMs <= allowedMs / 2 }, { at: now, holdFor: 0, now },
      () => ({ eventFrom: watermark, eventTo: null, words: `No record came for ${lengthWords(pausedMs)}; usually the next comes within ${lengthWords(arrivals.usual()!)}.` }), () => watermark);
  }
}

/** Ascending, each once. */
function sortedOnce(records: ArrayLike<number>): Uint32Array {
  const sorted = Uint32Array.from(records).sort();
  return sorted.filter((record, k) => record !== sorted[k - 1]);
}

const keyOf = (kind: ConditionKind, seriesId: SeriesId | null) => `${kind}:${seriesId ?? ''}`;

/** Made of what it is of and where it begins, so that a replay finds the same one. */
function idOf(streamId: StreamId, key: string, from: number): string {
  return createHash('sha256').update(`condition:${streamId}:${key}:${from}`).digest('hex').slice(0, 32);
}
