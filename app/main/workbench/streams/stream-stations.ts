import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Condition } from '../../../shared/domain/condition.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import type { ScoreColumns } from '../../../shared/domain/samples.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { Stream, StreamId } from '../../../shared/domain/stream.ts';
import { asWorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { severityOf } from '../../../shared/domain/severity.ts';
import type { Clock } from '../../clock.ts';
import { createConditionWatch, type Behind } from '../../condition/condition-watch.ts';
import { createAlertBudget, type AlertBudget, type BudgetState } from '../../detect/alert-budget.ts';
import { anomalyId } from '../../detect/anomaly-id.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import type { DetectorKind } from '../../detect/detector.ts';
import { explain } from '../../detect/explain.ts';
import { advanceSpans, closeSpans, gradeOf, shownEvidence, type Span, type SpanChange, type SpanState } from '../../detect/spans.ts';
import { thresholdOf } from '../../detect/threshold.ts';
import { summarise } from '../../incident/group.ts';
import { createIncidentGrouper, type IncidentGrouper } from '../../incident/incident-service.ts';
import { createSampleReader, dimensionsOf, seriesName } from '../../ingest/to-samples.ts';
import type { Log } from '../../log.ts';
import { notificationForCondition, notificationsForIncident } from '../../notify/notify.ts';
import { arrivalSteps, batchesSince, commitBatch, type BatchStored } from '../../store/commit-batch.ts';
import type { Store } from '../../store/database.ts';
import { readDetectorState, storeDetectorState } from '../../store/pack-chunks.ts';
import { readSigns } from '../../store/read-signs.ts';
import { packRaw } from '../../store/raw-bytes.ts';
import { anomaliesOfIncident, openAnomalies, putAnomaly } from '../../store/tables/anomaly-table.ts';
import { listConditions, putCondition } from '../../store/tables/condition-table.ts';
import { addIncidentReturn, changeableIncidents, findIncidentById, putIncident, type IncidentReturn } from '../../store/tables/incident-table.ts';
import { readOpenBars } from '../../store/tables/open-bar-table.ts';
import { readPlaces } from '../../store/tables/place-table.ts';
import { seriesOfStream, type KnownSeries } from '../../store/tables/series-table.ts';
import { createBars } from '../../window/bars.ts';
import { createWindowService } from '../../window/window-service.ts';
import type { BudgetPools } from '../detection/budget-pools.ts';
import type { Scored, Stations } from './wire-pipeline.ts';
import { linkIncidents } from '../incidents/link-incidents.ts';
import { routeNotifications, tellAll } from '../alerts/route-notifications.ts';

/** What a commit led to, for those who watch. */
export interface StoredBatch extends BatchStored {
  anomalies: Anomaly[];
  conditions: Condition[];
}

/** One stream's stations, with the state that a restart builds anew from the store. */
export interface StreamStations extends Omit<Stations<SpanChange[], StoredBatch>, 'tell'> {
  readonly series: KnownSeries[];
  readonly incidents: IncidentGrouper;
  /** Null where the analyst set none. */
  readonly budget: AlertBudget | null;
  /** Anomalies that nothing goes on with, such as those of another detector, and their incidents: closed when the stations were opened. */
  readonly closed: Pick<StoredBatch, 'anomalies' | 'incidents'>;
  /** Looks for silence and lag; `behind` null: reading rests. Stored, and answered with what is told of them. Throws `AF_STORE_*`. */
  look(behind: Behind | null): Pick<StoredBatch, 'conditions' | 'notifications'>;
  /** Series that have no scores yet. */
  warmingUp(): number;
  /** Keeps the detector's state at the end of a saved stream, so that all its samples are packed: no later batch will lead to it. */
  settle(): Promise<void>;
  /** Takes its budget out of its set. */
  leave(): void;
  /** Closes what is open, at the end of a saved stream; answers what changed. */
  finish(): Pick<StoredBatch, 'anomalies' | 'incidents' | 'links' | 'conditions' | 'notifications'>;
}

export interface StationServices {
  store: Store;
  detection: DetectionService;
  clock: Clock;
  log: Log;
  pools: BudgetPools;
}

/**
 * What has come since the detector's state was stored: past any of these it is stored again and samples are packed. Rows and values bound what a restart must put
 * through detection again (a second or two), batches what a chart must look through. Seldom is cheap: a series' last chunk is packed anew each time.
 */
const mostUnpacked = { rows: 300_000, values: 1_500_000, batches: 1_500 };

/**
 * Builds a stream's stations from what the store holds: places, series, the detector's last stored state, and the rows since, which go through detection again with their
 * results thrown away. `tellsOf` says whether incidents in a partition (null: at the end of a
 * saved stream) are told one by one now; a saved stream read fast and a backlog are summed up at their end. Throws what `stopped` says once it is aborted.
 */
export async function openStations(stream: Stream, kind: DetectorKind, { store, detection, clock, log, pools }: StationServices, tellsOf: (partition: number | null) => boolean, stopped: AbortSignal): Promise<StreamStations> {
  const { id, mapping } = stream;
  const channels = mapping.channels.length;
  const names = mapping.channels.map(({ name, unit }) => ({ name, unit }));
  const threshold = thresholdOf(stream.detector.sensitivity, kind.threshold);
  const series = store.read((db) => seriesOfStream(db, id));
  const places = store.read((db) => readPlaces(db, id));
  const read = createSampleReader(stream.decoding, mapping, series);
  const rowsWindow = createWindowService({ channels, known: series });
  const window = mapping.bars === undefined ? rowsWindow : createBars(rowsWindow, { widthMs: mapping.bars.widthMs, figures: mapping.channels.map(({ figure }) => figure ?? 'last'), open: store.read((db) => readOpenBars(db, id)) });
  const kept = store.read((db) => readDetectorState(db, id));
  const state = kept !== null && kept.detector === kind.name && kept.modelVersion === kind.modelVersion ? kept : null;
  const signedOf = signsBefore(store, series, channels);
  const spans = readSpans(state?.spans ?? '[]', threshold, signedOf);
  const asked = stream.detector.budget;
  const set = asked?.set ?? null;
  const keptBudget = state?.budget ?? null;
  const budget = asked === undefined ? null : createAlertBudget({
    alertsPerDay: asked.alertsPerDay, base: threshold, state: keptBudget === null ? null : (JSON.parse(keptBudget) as BudgetState),
    others: () => (set === null ? [] : pools.sharesBeside(set, id)),
  });
  /** Accepted samples of each series, as far as its warm-up asks. */
  const seen = series.map(({ sampleCount }) => sampleCount);
  let unpacked = { rows: 0, batches: 0 };
  let lastBatch: number | null = null;

  await detection.open({ streamId: id, detector: kind.name, channels, seed: 1, state: state?.state ?? null });
  for (const batch of store.iterate((db) => batchesSince(db, id, state?.batchId ?? 0))) {
    stopped.throwIfAborted();
    await detection.advance(id, batch.samples);
    advanceSpans(spans, batch.samples, batch.scores, { threshold, signedOf, budget: budget ?? undefined, placeOf: () => `${batch.partition}:${batch.firstOffset}` });
    unpacked = { rows: unpacked.rows + batch.samples.rows, batches: unpacked.batches + 1 };
    lastBatch = batch.id;
  }
  // The steps of those rows are stored already.
  budget?.drainSteps();
  const idOf = (index: number, start: number) => anomalyId({ streamId: id, seriesKey: series[index]!.key, start, detector: kind.name, modelVersion: kind.modelVersion });
  const closed = resumeOpen(store, id, spans, idOf);
  // Read last: an analyst may change an incident while the rows above are read.
  const incidents = store.read((db) => createIncidentGrouper(changeableIncidents(db, id), (incidentId) => anomaliesOfIncident(db, incidentId)));

  function toAnomaly({ series: index, span }: SpanChange): Anomaly {
    const own = series[index]!;
    const grade = gradeOf(span, threshold);
    const [partition, firstOffset] = span.firstPlace.split(':') as [string, string];
    return {
      id: idOf(index, span.start),
      streamId: id, seriesId: own.id, seriesName: own.name,
      start: span.start, end: span.end, peakTime: span.peakTime, open: span.open,
      score: span.score, threshold: span.threshold, grade, confidence: span.confidence, severity: severityOf(grade), ...(span.severities !== null && { severities: [...span.severities] }), shape: span.shape,
      evidence: span.evidence.map((evidence, channel) => ({ channel: names[channel]!.name, ...shownEvidence(evidence) })),
      explanation: explain(span, names),
      detector: kind.name, modelVersion: kind.modelVersion,
      partition: Number(partition), firstOffset, lastOffset: span.lastPlace.split(':')[1]!, sampleCount: span.sampleCount,
      detectedAt: clock.now(), incidentId: null, verdict: null, workState: 'to-investigate',
    };
  }

  function group(changes: readonly SpanChange[], partition: number | null) {
    const found = incidents.take(changes.map(toAnomaly), (anomaly) => spans.get(indexOf.get(anomaly.seriesId)!)?.intervalMs ?? 0);
    const notifications: Notification[] = [];
    const returned: IncidentReturn[] = [];
    const tells = tellsOf(partition);
    for (const { before, after } of found.changes) {
      const anomaly = found.anomalies.findLast((one) => one.incidentId === after.id)!;
      if (tells) notifications.push(...notificationsForIncident(stream, before, after, anomaly, clock.now()));
      if (before?.state === 'resolved' && after.state === 'open') returned.push({ incidentId: after.id, anomaly: `${anomaly.seriesName}: ${anomaly.shape}`, at: clock.now() });
    }
    return { anomalies: found.anomalies, incidents: found.changes.map(({ after }) => after), returned, notifications };
  }
  const indexOf = new Map<SeriesId, number>(series.map((one) => [one.id, one.index]));

  function keep(batchId: number, newState: Uint8Array): void {
    try {
      storeDetectorState(store, id, { batchId, detector: kind.name, modelVersion: kind.modelVersion, state: newState, spans: JSON.stringify([...spans]), budget: budget === null ? null : JSON.stringify(budget.state()) });
    } catch (error) {
      const { code } = asWorkbenchError(error);
      if (code !== 'AF_STORE_FULL' && code !== 'AF_STORE_WRITE_FAILED') throw error;
      // A restart goes on from the state before, over the stored samples since; the next batch tries again.
      log.warn({ stream: id, code }, 'the state of detection is not stored');
      unpacked = { rows: mostUnpacked.rows, batches: 0 };
    }
  }

  const watch = createConditionWatch({
    streamId: id, isLive: stream.source.kind === 'kafka', series, seriesOf: (index) => series[index]!,
    arrivals: store.read((db) => arrivalSteps(db, id)), open: store.read((db) => listConditions(db, { streamId: id, openOnly: true, limit: 10_000 })),
  });
  /** What is told of conditions that began or ended; where `partition` is read up fast or caught up with, nothing is. */
  const tellingsOf = (conditions: readonly Condition[], partition: number | null) => (tellsOf(partition) ? conditions.map((condition) => notificationForCondition(stream, condition)) : []);

  const leave = budget === null || set === null ? () => undefined : pools.join(set, id, budget);
  return {
    places, series, incidents, budget, closed, leave,
    decode: read,
    accept: (decoded) => window.accept(decoded),
    async score({ samples }): Promise<Scored> {
      if (samples.rows === 0) return { scores: noScores(channels), state: null };
      unpacked = { rows: unpacked.rows + samples.rows, batches: unpacked.batches + 1 };
      const isFull = unpacked.rows >= mostUnpacked.rows || unpacked.rows * channels >= mostUnpacked.values || unpacked.batches >= mostUnpacked.batches;
      if (isFull) unpacked = { rows: 0, batches: 0 };
      // Both are asked for in this turn, so that no later batch comes between them.
      const [scores, state] = await Promise.all([detection.advance(id, samples), isFull ? detection.snapshot(id) : null]);
      for (const index of samples.series) seen[index] = (seen[index] ?? 0) + 1;
      return { scores, state };
    },
    look(behind) {
      const conditions = behind === null ? watch.rested(clock.now()) : watch.looked(clock.now(), behind);
      if (conditions.length === 0) return { conditions, notifications: [] };
      return store.write((db) => {
        for (const condition of conditions) putCondition(db, condition);
        return { conditions, notifications: tellAll(db, tellingsOf(conditions, null), [], clock.now()) };
      });
    },
    judge: (batch, decoded, accepted, scores) =>
      advanceSpans(spans, accepted.samples, scores, { threshold, signedOf, budget: budget ?? undefined, placeOf: (row) => `${batch.partition}:${batch.offsets[decoded.recordIndex[accepted.rowOf[row]!]!]}` }),
    pack: packRaw,
    store(batch, from, decoded, accepted, scores, changes, packedRaw) {
      const recordsOf = (rows: Uint32Array) => rows.map((row) => decoded.recordIndex[row]!);
      const newSeries = accepted.newSeries.map(({ index, key }) => ({ index, key, name: seriesName(key, stream.name), dimensions: dimensionsOf(key, mapping), channels: names.map(({ name }) => name) }));
      let anomalies: Anomaly[] = [];
      let conditions: Condition[] = [];
      const stored = commitBatch(store, {
        streamId: id, partition: batch.partition, expectedOffset: from, nextOffset: batch.nextOffset, receiveTime: clock.now(),
        raw: batch, packedRaw, eventTimes: decoded.times, samples: accepted.samples, scores, newSeries,
        quarantined: [
          ...decoded.failures.map(({ recordIndex, reason }) => ({ row: recordIndex, reason })),
          ...Array.from(accepted.overCap, (row) => ({ row: decoded.recordIndex[row]!, reason: 'the stream has more series than it may have' })),
        ],
        lateCount: accepted.late + accepted.duplicates, textCount: decoded.textCount, watermark: accepted.watermark, thresholds: budget?.drainSteps() ?? [], openBars: accepted.openBars,
      }, (newIds) => {
        newSeries.forEach((one, i) => {
          series[one.index] = { ...one, id: newIds[i]!, streamId: id, sampleCount: 0, firstTime: null, lastTime: null };
          indexOf.set(newIds[i]!, one.index);
        });
        const found = group(changes, batch.partition);
        anomalies = found.anomalies;
        conditions = watch.took({
          at: clock.now(), records: batch.values.length, late: recordsOf(accepted.lateRows), unreadable: [...decoded.failures.map(({ recordIndex }) => recordIndex), ...recordsOf(accepted.overCap)],
          series: accepted.samples.series, times: accepted.samples.times, recordOf: recordsOf(accepted.rowOf), watermark: accepted.watermark,
        });
        return { ...found, link: linkIncidents, conditions, notifications: [...found.notifications, ...tellingsOf(conditions, batch.partition)], route: (db, told, changed) => routeNotifications(db, told, changed, clock.now()) };
      });
      lastBatch = stored.batchId;
      return { ...stored, anomalies, conditions };
    },
    keep: ({ batchId }, newState) => keep(batchId, newState),
    warmingUp: () => seen.reduce((count, samples) => (samples < kind.warmUp ? count + 1 : count), 0),
    finish() {
      const found = group(closeSpans(spans), null);
      const conditions = watch.finished(clock.now());
      const { told, links } = store.write((db) => {
        for (const anomaly of found.anomalies) putAnomaly(db, anomaly);
        for (const one of found.returned) addIncidentReturn(db, one);
        const kept = found.incidents.map((incident) => putIncident(db, incident));
        for (const condition of conditions) putCondition(db, condition);
        return { links: linkIncidents(db, kept), told: tellAll(db, found.notifications, found.incidents, clock.now()) };
      });
      return { ...found, links, conditions, notifications: told };
    },
    async settle() {
      if (lastBatch === null || unpacked.batches === 0) return;
      keep(lastBatch, await detection.snapshot(id));
    },
  };
}

/** Whether the channels of a series had values below zero before this run, read from the store the first time that it is asked of one that has samples. */
function signsBefore(store: Store, series: readonly KnownSeries[], channels: number): (index: number) => SpanState['signed'] {
  const known = new Set(series.flatMap(({ index, sampleCount }) => (sampleCount > 0 ? [index] : [])));
  let signs: ReturnType<typeof readSigns> | null = null;
  return (index) => (known.has(index) ? (signs ??= store.read((db) => readSigns(db, series)))(index) : Array<boolean>(channels).fill(false));
}

/** Spans as they were kept; those from before spans had a threshold of their own get the stream's, and those from before echoes were told apart have none. */
function readSpans(text: string, threshold: number, signedOf: (index: number) => SpanState['signed']): Map<number, SpanState> {
  const kept = JSON.parse(text) as [number, SpanState][];
  const signed = ({ signed: own }: Partial<SpanState>, index: number) => (own === undefined ? signedOf(index) : own);
  const whole = (span: Partial<Span> & Omit<Span, 'threshold' | 'severities' | 'instant' | 'onset'>): Span => ({ ...span, threshold: span.threshold ?? threshold, severities: span.severities ?? null, instant: span.instant ?? 0, onset: span.onset ?? null });
  return new Map(kept.map(([index, state]) => [index, { ...state, echoRows: (state as Partial<SpanState>).echoRows ?? 0, signed: signed(state, index), span: state.span === null ? null : whole(state.span) }]));
}

/**
 * Takes up the anomalies that were open when the stream was last stored: spans that go on get the places of their records back, which the stored samples do not hold;
 * what no span goes on with is closed, since nothing ever would. Answers what was closed.
 */
function resumeOpen(store: Store, streamId: StreamId, spans: Map<number, SpanState>, idOf: (index: number, start: number) => string): StreamStations['closed'] {
  const underWay = new Map<string, number>();
  for (const [index, { span }] of spans) if (span !== null) underWay.set(idOf(index, span.start), index);
  const left: Anomaly[] = [];
  for (const anomaly of store.read((db) => openAnomalies(db, streamId))) {
    const index = underWay.get(anomaly.id);
    if (index === undefined) {
      left.push({ ...anomaly, open: false });
      continue;
    }
    const state = spans.get(index)!;
    const { partition, firstOffset, lastOffset } = anomaly;
    spans.set(index, { ...state, span: { ...state.span!, firstPlace: `${partition}:${firstOffset}`, lastPlace: `${partition}:${lastOffset}` } });
  }
  if (left.length === 0) return { anomalies: [], incidents: [] };
  return store.write((db) => {
    for (const anomaly of left) putAnomaly(db, anomaly);
    const incidents = [...new Set(left.map(({ incidentId }) => incidentId))].map((incidentId) => (incidentId === null ? null : findIncidentById(db, incidentId)));
    return { anomalies: left, incidents: incidents.filter((one) => one !== null).map((incident) => putIncident(db, summarise(incident, anomaliesOfIncident(db, incident.id)))) };
  });
}

function noScores(channels: number): ScoreColumns {
  const none = () => new Float32Array(0);
  return { rows: 0, channels, score: none(), alarm: none(), instant: none(), confidence: none(), expected: none(), low: none(), high: none(), share: none(), shape: new Uint8Array(0) };
}
