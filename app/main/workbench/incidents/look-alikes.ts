import type { Anomaly, AnomalyId } from '../../../shared/domain/anomaly.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import { CUTOUT_INTERVALS, cutOut, likenessOf, type Cutout } from '../../detect/likeness.ts';
import type { ReadableDb, Store } from '../../store/database.ts';
import { readStretch } from '../../store/read-stretch.ts';
import { findAnomaly, listAnomalies } from '../../store/tables/anomaly-table.ts';
import { findSeries } from '../../store/tables/series-table.ts';

/** An earlier anomaly and how much it is like the one that was asked for, 0…1. */
export interface LookAlike {
  anomaly: Anomaly;
  likeness: number;
}

/** Earlier anomalies that are looked at, the newest ones, those of the same shape first; and how many between two pauses, so that streams go on. */
const mostListed = 300;
const mostCompared = 80;
const atOnce = 8;
/** Less than this is no likeness. */
const leastLikeness = 0.5;
const mostPoints = 1_000;

/**
 * The earlier anomalies of the same stream that began most like this one, the nearest first, at most `limit`: by the samples around their beginnings, see `likenessOf`.
 * Those of conditions of the data (gap, frozen, missing) are compared by nothing, their samples say nothing. Throws `AF_NOT_FOUND`.
 */
export async function findLookAlikes(store: Store, clock: Clock, id: AnomalyId, limit: number): Promise<LookAlike[]> {
  const anomaly = store.read((db) => findAnomaly(db, id));
  if (anomaly === null) throw new WorkbenchError('AF_NOT_FOUND', `There is no anomaly ${id}.`);
  const own = store.read((db) => cutoutOf(db, anomaly));
  if (own === null) return [];
  const filter = { streamIds: [anomaly.streamId], seriesIds: [], severities: [], verdicts: [], shapes: [], from: null, to: anomaly.start, text: '' };
  const { anomalies } = store.read((db) => listAnomalies(db, filter, { sort: 'start', descending: true, limit: mostListed, cursor: null }));
  const earlier = anomalies.filter((one) => one.id !== id && one.start < anomaly.start);
  const ordered = [...earlier.filter(({ shape }) => shape === anomaly.shape), ...earlier.filter(({ shape }) => shape !== anomaly.shape)].slice(0, mostCompared);
  const found: LookAlike[] = [];
  for (let at = 0; at < ordered.length; at += atOnce) {
    if (at > 0) await clock.sleep(0);
    store.read((db) => {
      for (const one of ordered.slice(at, at + atOnce)) {
        const cutout = cutoutOf(db, one);
        const likeness = cutout === null ? 0 : likenessOf(own, cutout);
        if (likeness >= leastLikeness) found.push({ anomaly: one, likeness });
      }
    });
  }
  return found.sort((a, b) => b.likeness - a.likeness).slice(0, limit);
}

function cutoutOf(db: ReadableDb, anomaly: Anomaly): Cutout | null {
  if (anomaly.shape === 'gap' || anomaly.shape === 'frozen' || anomaly.shape === 'missing') return null;
  const series = findSeries(db, anomaly.seriesId);
  if (series === null || series.firstTime === null || series.lastTime === null || series.sampleCount < 2) return null;
  const interval = (series.lastTime - series.firstTime) / (series.sampleCount - 1);
  const stretch = readStretch(db, anomaly.seriesId, anomaly.start - CUTOUT_INTERVALS.before * interval, anomaly.start + CUTOUT_INTERVALS.after * interval, mostPoints);
  return cutOut(stretch, anomaly.start, anomaly.evidence.map(({ share }) => share));
}
