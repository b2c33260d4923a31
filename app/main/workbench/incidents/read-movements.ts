import { countersOf } from '../../../shared/domain/counter.ts';
import type { Movement, Movements } from '../../../shared/domain/movement.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { meanIntervalMs, type Series, type SeriesId } from '../../../shared/domain/series.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import { courseOf, lagOf, type Course } from '../../detect/movement.ts';
import { seasonalDistance } from '../../detect/seasonal-distance.ts';
import { growthOfStretch } from '../../detect/stretch-growth.ts';
import type { ReadableDb } from '../../store/database.ts';
import { readStretch } from '../../store/read-stretch.ts';
import { anomaliesOfIncident } from '../../store/tables/anomaly-table.ts';
import { incidentById } from '../../store/tables/incident-table.ts';
import { findSeries, listSeries } from '../../store/tables/series-table.ts';
import type { WorkbenchServices } from '../create-workbench.ts';

/** Series looked at, how many between two pauses so that streams go on, and rows of each. */
const mostSeries = 500;
const atOnce = 4;
const mostPoints = 600;
/** What is before the window is so many times its length, and at least so many sample intervals of the first mover. */
const beforeLengths = 4;
const leastIntervals = 128;
/** With what a series that moved is compared again: the same window in so many days and weeks before. */
const periods = [{ usual: 'day', periodMs: 86_400_000, count: 7 }, { usual: 'week', periodMs: 7 * 86_400_000, count: 5 }] as const;

/**
 * The series that moved in an incident's window, the farthest first, also those that raised no anomaly: of its stream, of streams of the same topic, and others that share a
 * part of the first mover's key. A counter's growth is looked at in place of its value. The first mover, other members and sharers of its key are read first; past 500 series the rest is left out. Ends with `signal`;
 * throws `AF_NOT_FOUND`, `AF_STORE_*`.
 */
export async function readMovements({ store, streams, clock }: Pick<WorkbenchServices, 'store' | 'streams' | 'clock'>, incidentId: string, limit: number, signal: AbortSignal): Promise<Movements> {
  const { incident, members, leader, all } = store.read((db) => {
    const found = incidentById(db, incidentId);
    return { incident: found, members: anomaliesOfIncident(db, incidentId), leader: findSeries(db, found.firstMover), all: listSeries(db, null, '', 100_000) };
  });
  if (leader === null) return { movements: [], readCount: 0, seriesCount: 0, sampleCount: 0 };
  const counts = new Map<number, number>();
  for (const { seriesId } of members) counts.set(seriesId, (counts.get(seriesId) ?? 0) + 1);
  const streamOf = new Map<string, Stream>(streams.list().map(({ stream }) => [stream.id, stream]));
  const linked = linkedSeries(incident, leader, all, streamOf, counts);
  const read = linked.slice(0, mostSeries);
  const { from, start, end } = windowOf(incident, leader);

  const found: (Movement & { course: Course })[] = [];
  let sampleCount = 0;
  for (let at = 0; at < read.length; at += atOnce) {
    if (at > 0) await clock.sleep(0, signal);
    signal.throwIfAborted();
    store.read((db) => {
      for (const { id, streamId, name } of read.slice(at, at + atOnce)) {
        // One that was removed meanwhile is not there any more.
        if (findSeries(db, id) === null) continue;
        const stretch = readStretch(db, id, from, end, mostPoints);
        sampleCount += stretch.sampleCount;
        const counters = countersOf(stretch.channels.length, stretch.times, stretch.max);
        const course = courseOf(growthOfStretch(stretch, counters), start, end);
        if (course === null) continue;
        const isMember = counts.has(id);
        const { moved, readCount } = isMember ? { moved: { distance: course.distance, usual: 'before' as const }, readCount: 0 } : bySeason(db, id, course, counters, { start, end });
        sampleCount += readCount;
        if (moved !== null) found.push({ seriesId: id, streamId, seriesName: name, channel: course.channel, isGrowth: counters.some((c) => stretch.channels[c] === course.channel), ...moved, anomalyCount: counts.get(id) ?? 0, correlation: null, lagMs: null, course });
      }
    });
  }
  const own = found.find(({ seriesId }) => seriesId === leader.id)?.course;
  const movements = found
    .sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance) || a.seriesId - b.seriesId)
    .slice(0, limit)
    .map(({ course, ...movement }) => ({ ...movement, ...(own !== undefined && movement.seriesId !== leader.id ? lagOf(own, course, from, end) : null) }));
  return { movements, readCount: read.length, seriesCount: linked.length, sampleCount };
}

/**
 * How far a course went that lies beyond its level before: from the same window in the days or weeks before it, whichever it is nearer to, where there are enough of them; `moved` null where it is as it was then.
 * A series that the incident holds is not asked: it was judged with its season already.
 */
function bySeason(db: ReadableDb, id: SeriesId, course: Course, counters: readonly number[], { start, end }: { start: number; end: number }): { moved: Pick<Movement, 'distance' | 'usual'> | null; readCount: number } {
  let best: Pick<Movement, 'distance' | 'usual'> = { distance: course.distance, usual: 'before' };
  let readCount = 0;
  for (const { usual, periodMs, count } of periods) {
    if (end - start >= periodMs) continue;
    const read = (back: number) => growthOfStretch(readStretch(db, id, start - back * periodMs, end - back * periodMs, mostPoints), counters);
    const [now, ...pasts] = Array.from({ length: count + 1 }, (_, back) => read(back));
    readCount += pasts.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
    const distance = seasonalDistance(now!, pasts.map((past, k) => ({ ...past, times: past.times.map((time) => time + (k + 1) * periodMs) })), course.channel);
    if (distance !== null && Math.abs(distance) < Math.abs(best.distance)) best = { distance, usual };
  }
  return { moved: best.distance === 0 ? null : best, readCount };
}

/** What may have to do with it, the nearest first: the first mover, other members, those that share a part of its key, the rest of its stream and topic. */
function linkedSeries(incident: Incident, leader: Series, all: readonly Series[], streamOf: ReadonlyMap<string, Stream>, counts: ReadonlyMap<number, number>): Series[] {
  const topicOf = (id: string) => {
    const source = streamOf.get(id)?.source;
    return source?.kind === 'kafka' ? `${[...source.connection.brokers].sort().join(',')} ${source.topic}` : null;
  };
  const topic = topicOf(incident.streamId);
  const nearness = (one: Series): number => {
    if (one.id === leader.id) return 0;
    if (counts.has(one.id)) return 1;
    if (Object.entries(leader.dimensions).some(([name, value]) => one.dimensions[name] === value)) return 2;
    return one.streamId === incident.streamId || (topic !== null && topicOf(one.streamId) === topic) ? 3 : Infinity;
  };
  return all.map((one) => ({ one, near: nearness(one) })).filter(({ near }) => near < Infinity).sort((a, b) => a.near - b.near || a.one.id - b.one.id).map(({ one }) => one);
}

/** The window, a little wider than the incident so that what moved just before or after counts, and from where on what is before is read. EpochMillis. */
function windowOf({ start, end }: Incident, leader: Series): { from: number; start: number; end: number } {
  const intervalMs = meanIntervalMs(leader);
  const aside = Math.max((end - start) / 10, 3 * intervalMs);
  const length = end - start + 2 * aside;
  return { from: start - aside - Math.max(beforeLengths * length, leastIntervals * intervalMs), start: start - aside, end: end + aside };
}
