import { anomalyFilterSchema } from '../../../shared/domain/anomaly.ts';
import type { LiveDetections } from '../../../shared/domain/live-detections.ts';
import type { Clock } from '../../clock.ts';
import type { Narrowing } from '../../extension/live-routes.ts';
import type { ReadableDb, Store } from '../../store/database.ts';
import { countAnomalies, listAnomalies } from '../../store/tables/anomaly-table.ts';
import { listSeries } from '../../store/tables/series-table.ts';
import { listStreams } from '../../store/tables/stream-table.ts';

/** Pages that are narrowed otherwise than these many share nothing. */
const mostHeld = 50;
/** Series whose names hold the wanted one are looked through up to so many. */
const mostSeries = 10_000;

/** The newest 50 anomalies of a stream and a series, or of all; each read at most once a second, however many pages ask. */
export function createLiveReading({ store, clock }: { store: Store; clock: Clock }): (narrowing: Narrowing) => LiveDetections {
  const held = new Map<string, LiveDetections>();
  return ({ stream, series }) => {
    const now = clock.now();
    const name = JSON.stringify([stream, series]);
    const last = held.get(name);
    if (last !== undefined && now - last.at < 1_000 && now >= last.at) return last;
    held.delete(name);
    if (held.size >= mostHeld) held.delete(held.keys().next().value!);
    const read = store.read((db) => readLive(db, { stream, series }, now));
    held.set(name, read);
    return read;
  };
}

function readLive(db: ReadableDb, { stream, series }: Narrowing, at: number): LiveDetections {
  const streams = listStreams(db).map((one) => one.stream);
  const streamIds = stream === undefined ? [] : streams.filter(({ name }) => name === stream).map(({ id }) => id);
  const seriesIds = series === undefined ? [] : listSeries(db, null, series, mostSeries).filter(({ name }) => name === series).map(({ id }) => id);
  // An empty list would mean all of them.
  const unknown = [...(stream !== undefined && streamIds.length === 0 ? ['stream' as const] : []), ...(series !== undefined && seriesIds.length === 0 ? ['series' as const] : [])];
  if (unknown.length > 0) return { unknown, at, open: 0, total: 0, detections: [] };
  const names = new Map(streams.map(({ id, name }) => [id, name]));
  const filter = anomalyFilterSchema.parse({ streamIds, seriesIds });
  const { anomalies } = listAnomalies(db, filter, { sort: 'start', descending: true, limit: 50, cursor: null });
  const detections = anomalies.map(({ id, streamId, seriesName, start, end, open, severity, score, explanation, verdict, detectedAt }) => ({ id, stream: names.get(streamId) ?? '', seriesName, start, end, open, severity, score, explanation, verdict, detectedAt }));
  return { unknown, at, open: detections.filter(({ open }) => open).length, total: countAnomalies(db, filter), detections };
}
