import { anomalyFilterSchema, type Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Feedback } from '../../../shared/domain/feedback.ts';
import type { Incident, IncidentAct } from '../../../shared/domain/incident.ts';
import { windowOf } from '../../../shared/domain/incident-window.ts';
import type { Movements } from '../../../shared/domain/movement.ts';
import type { Pin } from '../../../shared/domain/notebook.ts';
import type { SeriesStretch } from '../../../shared/domain/series.ts';
import type { Stream } from '../../../shared/domain/stream.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { channelsTold } from '../../../shared/domain/telling-order.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { readStretch } from '../../store/read-stretch.ts';
import { anomaliesOfIncident, listAnomalies } from '../../store/tables/anomaly-table.ts';
import { feedbackOf } from '../../store/tables/feedback-table.ts';
import { actsOfIncident, incidentById } from '../../store/tables/incident-table.ts';
import { incidentsTogether } from '../../store/tables/incident-link-table.ts';
import { pinsOfIncident } from '../../store/tables/pin-table.ts';
import { findSeries } from '../../store/tables/series-table.ts';
import type { WorkbenchServices } from '../create-workbench.ts';
import { detectorCards } from '../detection/detector-cards.ts';
import { findLookAlikeIncidents, type LookAlikeIncident } from './look-alike-incidents.ts';
import { readMovements } from './read-movements.ts';

type Sources = Pick<WorkbenchServices, 'store' | 'streams' | 'host' | 'status' | 'clock' | 'version'>;

/** A channel of a series over a stretch, to be drawn. `stretch` null: its samples or the series are gone. */
export interface Picture {
  seriesName: string;
  channel: string;
  unit: string;
  range: TimeRange;
  stretch: SeriesStretch | null;
  /** Those of the series in the incident; of a pinned stretch all that lie in it. */
  anomalies: readonly Anomaly[];
}

/** All that a report of an incident tells, as it was when it was made. */
export interface IncidentFacts {
  incident: Incident;
  stream: Stream;
  /** By start. */
  members: Anomaly[];
  linked: Incident[];
  /** The first mover first; of at most `mostSeries` series. */
  pictures: Picture[];
  seriesCount: number;
  /** `streamName`: null where the series is gone. */
  pins: { pin: Pin; picture: Picture; streamName: string | null }[];
  movements: Movements;
  alike: LookAlikeIncident[];
  feedback: Feedback[];
  acts: IncidentAct[];
  models: { detector: string; modelVersion: string; files: Record<string, string> }[];
  backend: string;
  version: string;
  madeAt: number;
}

/** Series and channels of each that are drawn. */
const mostSeries = 12;
const channelsOfSeries = 2;
/** Anomalies that are shaded in a pinned stretch. */
const mostMarks = 500;
/** Buckets of a chart: about the printer's dots over its width. */
const points = 700;

/** Gathers them. Throws `AF_NOT_FOUND`, `AF_INCIDENT_MERGED`, `AF_STORE_*`, and what `signal` says once it is aborted. `progressed` is told the charts read so far, and of how many. */
export async function gatherIncident(sources: Sources, incidentId: string, signal: AbortSignal, progressed: (done: number, of: number) => void): Promise<IncidentFacts> {
  const { store, streams, clock, status, version } = sources;
  const { incident, members, acts, pins, together, feedback } = store.read((db) => {
    const found = incidentById(db, incidentId);
    if (found.merged !== null) throw new WorkbenchError('AF_INCIDENT_MERGED', `${found.title} was merged into another incident: there is nothing in it.`);
    const own = anomaliesOfIncident(db, incidentId);
    return { incident: found, members: own, acts: actsOfIncident(db, incidentId), pins: pinsOfIncident(db, incidentId), together: incidentsTogether(db, found).incidents, feedback: own.flatMap(({ id }) => feedbackOf(db, id)) };
  });
  const stream = streams.find(incident.streamId);
  const bySeries = Map.groupBy(members, ({ seriesId }) => seriesId);
  const order = [...bySeries.keys()].sort((a, b) => Number(b === incident.firstMover) - Number(a === incident.firstMover) || bySeries.get(a)![0]!.start - bySeries.get(b)![0]!.start).slice(0, mostSeries);
  const range = windowOf(incident);
  const wanted = order.flatMap((seriesId) => {
    const own = bySeries.get(seriesId)!;
    return channelsTold(own).slice(0, channelsOfSeries).map((channel) => ({ seriesId, seriesName: own[0]!.seriesName, channel, range }));
  });
  const read = async (asked: { seriesId: number; seriesName: string; channel: string; range: TimeRange }, done: number): Promise<Picture> => {
    await clock.sleep(0, signal);
    signal.throwIfAborted();
    const picture = store.read((db) => {
      const series = findSeries(db, asked.seriesId as never);
      const stretch = series === null || !series.channels.includes(asked.channel) ? null : readStretch(db, series.id, asked.range.from, asked.range.to, points);
      const unit = series === null ? '' : (streams.find(series.streamId).mapping.channels.find(({ name }) => name === asked.channel)?.unit ?? '');
      return { seriesName: asked.seriesName, channel: asked.channel, unit, range: asked.range, stretch: stretch === null || stretch.times.length === 0 ? null : stretch, anomalies: bySeries.get(asked.seriesId as never) ?? [] };
    });
    progressed(done, wanted.length + pins.length);
    return picture;
  };
  const pictures: Picture[] = [];
  for (const one of wanted) pictures.push(await read(one, pictures.length + 1));
  const pinned: IncidentFacts['pins'] = [];
  for (const pin of pins) {
    const picture = await read({ ...pin, range: pin }, pictures.length + pinned.length + 1);
    const [series, anomalies] = store.read((db) => [findSeries(db, pin.seriesId), listAnomalies(db, anomalyFilterSchema.parse({ seriesIds: [pin.seriesId], from: pin.from, to: pin.to }), { sort: 'start', descending: false, limit: mostMarks, cursor: null }).anomalies] as const);
    pinned.push({ pin, picture: { ...picture, anomalies }, streamName: series === null ? null : streams.find(series.streamId).name });
  }
  const cards = detectorCards(sources);
  const models = [...new Map(members.map(({ detector, modelVersion }) => [`${detector} ${modelVersion}`, { detector, modelVersion }])).values()]
    .map((one) => ({ ...one, files: cards.find(({ name, modelVersion }) => name === one.detector && modelVersion === one.modelVersion)?.manifest?.files ?? {} }));
  return {
    incident, stream, members, pictures, seriesCount: bySeries.size, pins: pinned, feedback, acts, models, version, backend: status.read().backend.name, madeAt: clock.now(),
    linked: together.filter(({ id }) => id !== incidentId),
    movements: await readMovements(sources, incidentId, 30, signal),
    alike: await findLookAlikeIncidents(store, clock, incidentId, 5),
  };
}
