import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { IncidentLink } from '../../../shared/domain/incident-link.ts';
import { meanIntervalMs, type SeriesId } from '../../../shared/domain/series.ts';
import { inTellingOrder } from '../../../shared/domain/telling-order.ts';
import { innovationsOf, mostLag, type Innovations } from '../../incident/innovations.ts';
import { usualLag, type UsualLag } from '../../incident/usual-lag.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/database.ts';
import { readStretch } from '../../store/read-stretch.ts';
import { anomaliesOfIncident } from '../../store/tables/anomaly-table.ts';
import { addLagLink, incidentsNear, linksOfIncident, noteLagLook, notLookedAt } from '../../store/tables/incident-link-table.ts';
import { findIncidentById, listIncidents } from '../../store/tables/incident-table.ts';
import { findSeries } from '../../store/tables/series-table.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { lagLinkWords } from './lag-link-words.ts';

/** Links incidents by usual lags, behind the streams. */
export interface LagLinks {
  /** Resolves once all that changed so far is looked at. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Steps of the past that a lag is learned from; their end lies on a multiple of `endSteps` before the anomalies, so that neighbours share what was read. */
const pastSteps = 1_000;
const endSteps = 32;
/** What of an incident is compared (its series, the first to move in front), with how many incidents near in time, how many wait, and how many results are kept. */
const mostSeries = 3;
const mostNear = 20;
const mostWaiting = 500;
const mostKept = 2_000;
const leastReachMs = 600_000;

/** A series as it moved in an incident: from when, and the channel that its anomaly leads with. */
interface Mover extends Pick<Anomaly, 'seriesId' | 'seriesName' | 'start'> {
  channel: string;
  intervalMs: number;
}

/**
 * Watches incidents that open and grow, and links those of different streams whose anomalies lie as far apart as one series usually follows the other, as learned from what was before both (`usualLag`); a link by key or topic is
 * given the lag too. What was not looked at as it is now when the workbench was closed is looked at when it opens. Reads one series or compares two between two pauses; of an overlong queue the oldest are left out.
 */
export function createLagLinks({ store, streams, clock, failed }: { store: Store; streams: StreamService; clock: Clock; failed: (error: unknown) => void }): LagLinks {
  const closing = new AbortController();
  const waiting = new Set<string>();
  const known = new Map<string, UsualLag | null>();
  let running = Promise.resolve();
  let isRunning = false;

  function take(incidents: readonly Incident[]): void {
    for (const { id, state, anomalyCount } of incidents) {
      if (state === 'resolved' || anomalyCount === 0) continue;
      waiting.delete(id);
      waiting.add(id);
    }
    for (const id of waiting) if (waiting.size > mostWaiting) waiting.delete(id);
    if (isRunning || waiting.size === 0) return;
    running = run();
  }

  async function run(): Promise<void> {
    isRunning = true;
    for (const id of waiting) {
      waiting.delete(id);
      await clock.sleep(0, closing.signal);
      if (closing.signal.aborted) return;
      try {
        await look(id);
      } catch (error) {
        failed(error);
      }
    }
    isRunning = false;
  }

  async function look(id: string): Promise<void> {
    const incident = store.read((db) => findIncidentById(db, id));
    if (incident === null || incident.state === 'resolved' || incident.anomalyCount === 0) return;
    const pairs = store.read((db) => {
      const own = moversOf(id);
      const reachMs = Math.max(leastReachMs, 2 * mostLag * Math.max(0, ...own.map(({ intervalMs }) => intervalMs)));
      const settledWith = new Set(linksOfIncident(db, id).filter(({ linked, lagMs }) => !linked || lagMs !== null).flatMap(({ a, b }) => [a, b]));
      return incidentsNear(db, incident.streamId, incident.start - reachMs, incident.end + reachMs)
        .filter((other) => other.anomalyCount > 0 && !settledWith.has(other.id))
        .sort((a, b) => Math.abs(a.start - incident.start) - Math.abs(b.start - incident.start) || a.id.localeCompare(b.id))
        .slice(0, mostNear)
        .flatMap((other) => moversOf(other.id).flatMap((there) => own.map((here) => ({ other: other.id, here, there, stepMs: Math.max(here.intervalMs, there.intervalMs) }))))
        .filter(({ here, there, stepMs }) => stepMs > 0 && Math.abs(there.start - here.start) <= mostLag * stepMs + toleranceMs(mostLag, stepMs));
    });
    const read = new Map<string, Innovations | null>();
    const strongest = new Map<string, { link: Omit<IncidentLink, 'linked'>; strength: number }>();
    for (const { other, here, there, stepMs } of pairs) {
      const found = await lagOf(here, there, stepMs, pairs.length, read);
      if (closing.signal.aborted) return;
      if (found === null || Math.abs(there.start - here.start - found.lag * stepMs) > toleranceMs(found.lag, stepMs) || Math.abs(found.correlation) <= (strongest.get(other)?.strength ?? 0)) continue;
      const lagMs = found.lag * stepMs;
      const [a, b] = id < other ? [id, other] : [other, id];
      strongest.set(other, { strength: Math.abs(found.correlation), link: { a, b, kind: 'lag', words: lagLinkWords(here, there, { ...found, lagMs }), lagMs: a === id ? lagMs : -lagMs } });
    }
    const made = store.write((db) => {
      noteLagLook(db, incident);
      return [...strongest.values()].flatMap(({ link }) => addLagLink(db, link) ?? []);
    });
    if (made.length > 0) streams.topics.links.publish(made);
  }

  const moversOf = (incidentId: string): Mover[] => store.read((db) => {
    const first = new Map<SeriesId, Anomaly>();
    for (const anomaly of anomaliesOfIncident(db, incidentId)) if (!first.has(anomaly.seriesId)) first.set(anomaly.seriesId, anomaly);
    return [...first.values()].slice(0, mostSeries).flatMap((anomaly) => {
      const { seriesId, seriesName, start } = anomaly;
      const series = findSeries(db, seriesId);
      const channel = inTellingOrder(anomaly)[0]?.channel;
      return series === null || channel === undefined ? [] : [{ seriesId, seriesName, start, channel, intervalMs: meanIntervalMs(series) }];
    });
  });

  async function lagOf(here: Mover, there: Mover, stepMs: number, comparisons: number, read: Map<string, Innovations | null>): Promise<UsualLag | null> {
    const endMs = Math.floor(Math.min(here.start, there.start) / (endSteps * stepMs)) * endSteps * stepMs;
    const key = [here.seriesId, here.channel, there.seriesId, there.channel, endMs, stepMs].join('\n');
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const past = async ({ seriesId, channel }: Mover) => {
      const of = [seriesId, channel, endMs, stepMs].join('\n');
      if (!read.has(of)) {
        await clock.sleep(0, closing.signal);
        if (!closing.signal.aborted) read.set(of, innovationsOf(pastOf(seriesId, channel, endMs, stepMs), endMs - pastSteps * stepMs, stepMs));
      }
      return read.get(of) ?? null;
    };
    const [first, second] = [await past(here), await past(there)];
    await clock.sleep(0, closing.signal);
    if (closing.signal.aborted) return null;
    const found = first === null || second === null ? null : usualLag(first, second, comparisons);
    if (known.size >= mostKept) known.clear();
    known.set(key, found);
    return found;
  }

  /** [pastSteps] the mean of what came in each step before `endMs`, NaN where nothing came. */
  function pastOf(seriesId: SeriesId, channel: string, endMs: number, stepMs: number): Float64Array {
    const from = endMs - pastSteps * stepMs;
    const sums = new Float64Array(pastSteps);
    const counts = new Uint32Array(pastSteps);
    store.read((db) => {
      if (findSeries(db, seriesId) === null) return; // removed meanwhile
      const { channels, times, min, max } = readStretch(db, seriesId, from, endMs, 4 * pastSteps);
      const at = channels.indexOf(channel);
      for (let row = 0; row < times.length; row += 1) {
        const step = Math.floor((times[row]! - from) / stepMs);
        const value = (min[row * channels.length + at]! + max[row * channels.length + at]!) / 2;
        if (step < 0 || step >= pastSteps || !Number.isFinite(value)) continue;
        sums[step]! += value;
        counts[step]! += 1;
      }
    });
    return sums.map((sum, step) => sum / counts[step]!);
  }

  const stop = streams.topics.incidents.onChange(take);
  take(store.read((db) => notLookedAt(db, listIncidents(db, null, mostWaiting))).reverse());
  return {
    settled: () => running,
    async close() {
      stop();
      closing.abort();
      await running;
    },
  };
}

/** How far from the lag anomalies may lie: what finds them is some steps early or late, and long lags vary more. */
function toleranceMs(lag: number, stepMs: number): number {
  return Math.max(4, Math.abs(lag) / 4) * stepMs;
}
