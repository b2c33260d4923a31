import { randomUUID } from 'node:crypto';
import type { Preview } from '../../../shared/api/views.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Condition } from '../../../shared/domain/condition.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { IncidentLink } from '../../../shared/domain/incident-link.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import type { SeriesId, SeriesStretch } from '../../../shared/domain/series.ts';
import type { Decoding, FieldMapping, Pace, StartPlace, Stream, StreamDraft, StreamHealth, StreamId, StreamSource } from '../../../shared/domain/stream.ts';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import type { AlertBudget } from '../../detect/alert-budget.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { findDetector } from '../../detect/detector-registry.ts';
import { testConnection } from '../../ingest/kafka-client.ts';
import type { Log } from '../../log.ts';
import { notificationForBacklog, notificationForCapture, notificationForFault, notificationForImport } from '../../notify/notify.ts';
import type { Store } from '../../store/database.ts';
import { clearDetectorState } from '../../store/pack-chunks.ts';
import { clearOpenBars } from '../../store/tables/open-bar-table.ts';
import { clearPlaces } from '../../store/tables/place-table.ts';
import { deleteStream, listStreams, markFinished, putSecrets, putStream, readSecrets } from '../../store/tables/stream-table.ts';
import { createBudgetPools } from '../detection/budget-pools.ts';
import type { CaptureService } from './capture-service.ts';
import { isOtherSource, secretsAfterEdit } from './edited-source.ts';
import { makeSource, previewSource, type SourceServices } from './make-source.ts';
import { sparedSecrets } from './spare-secrets.ts';
import { createStreamRunner, type StreamRunner } from './stream-runner.ts';
import type { StoredBatch } from './stream-stations.ts';
import { createTopic, type Topic } from '../topic.ts';
import { stretchesOf } from './watched-stretches.ts';
import { tellAll } from '../alerts/route-notifications.ts';

/** A stream with how it fares. */
export interface StreamRow {
  stream: Stream;
  health: StreamHealth;
}

/** What happens in any stream, for the screens. */
export interface StreamTopics {
  streams: Topic<{ changed: StreamRow[]; removed: StreamId[] }>;
  anomalies: Topic<Anomaly[]>;
  incidents: Topic<Incident[]>;
  links: Topic<IncidentLink[]>;
  conditions: Topic<Condition[]>;
  notifications: Topic<Notification[]>;
  stretches: Topic<SeriesStretch[]>;
}

/** The streams of a workbench and their lives. */
export interface StreamService {
  readonly topics: StreamTopics;
  list(): StreamRow[];
  create(draft: StreamDraft): Stream;
  update(streamId: StreamId, draft: StreamDraft): Promise<Stream>;
  remove(streamId: StreamId): Promise<void>;
  start(streamId: StreamId, from: StartPlace | null): Promise<void>;
  stop(streamId: StreamId): Promise<void>;
  pause(streamId: StreamId): void;
  resume(streamId: StreamId): void;
  setPace(streamId: StreamId, pace: Pace): void;
  find(streamId: StreamId): Stream;
  /** The budget of a stream that runs, null for one that does not or has none. */
  budgetOf(streamId: StreamId): AlertBudget | null;
  testConnection(connection: Extract<StreamSource, { kind: 'kafka' }>['connection']): Promise<{ brokers: number; topics: { name: string; partitions: number }[] }>;
  preview(source: StreamSource, given: { decoding: Decoding | null; mapping: FieldMapping | null }): Promise<Preview>;
  /** An analyst changed an incident; `members` are its anomalies. */
  replaceIncident(incident: Incident, members: readonly Anomaly[]): void;
  /** An analyst moved anomalies of a stream: the incidents that changed, each with all its anomalies, and those that were moved. */
  regroupIncidents(streamId: StreamId, changed: readonly { incident: Incident; members: readonly Anomaly[] }[], moved: Anomaly[]): void;
  /** Series that somebody watches; the returned function ends it. */
  watch(seriesIds: readonly SeriesId[]): () => void;
  /** Tells everybody who listens, once. */
  tell(notifications: readonly Notification[]): void;
  close(): Promise<void>;
}

export interface StreamServiceOptions extends SourceServices {
  store: Store;
  detection: DetectionService;
  captures: CaptureService;
  clock: Clock;
  log: Log;
  /** Whether streams that ran when the workbench was last closed go on. */
  startStreams: boolean;
}

const previewRecords = 300;
/** Changes of health go out together, this often at most. */
const tellEveryMs = 250;

/** The streams that the store holds, those that ran going on where `startStreams` says so. */
export function createStreamService(options: StreamServiceOptions): StreamService {
  const { store, detection, captures, clock, log, uploads } = options;
  const streams = new Map<StreamId, Stream>();
  const runners = new Map<StreamId, StreamRunner>();
  const watched = new Map<SeriesId, number>();
  const dirty = new Set<StreamId>();
  const flowing = new Set<StreamId>();
  const pools = createBudgetPools();
  const turns = new Map<StreamId, Promise<unknown>>();
  const failed = (error: unknown) => log.error({ reason: String(error) }, 'a listener failed');
  const topics: StreamTopics = { streams: createTopic(failed), anomalies: createTopic(failed), incidents: createTopic(failed), links: createTopic(failed), conditions: createTopic(failed), notifications: createTopic(failed), stretches: createTopic(failed) };

  const find = (streamId: StreamId) => streams.get(streamId) ?? (() => { throw new WorkbenchError('AF_NOT_FOUND', `There is no stream ${streamId}.`); })();
  const row = (streamId: StreamId): StreamRow => ({ stream: find(streamId), health: runners.get(streamId)!.health() });
  const tellDirty = () => {
    const changed = [...dirty].filter((streamId) => streams.has(streamId)).map(row);
    dirty.clear();
    if (changed.length > 0) topics.streams.publish({ changed, removed: [] });
  };
  const endTelling = clock.every(tellEveryMs, () => {
    // Rates fall while nothing comes: a stream is told of until its rate was told to be 0.
    for (const [streamId, runner] of runners) {
      const flows = runner.health().recordsPerSecond > 0;
      if (flows || flowing.has(streamId)) dirty.add(streamId);
      if (flows) flowing.add(streamId);
      else flowing.delete(streamId);
    }
    tellDirty();
  });

  function publish({ anomalies, incidents, notifications }: Pick<StoredBatch, 'anomalies' | 'incidents' | 'notifications'>): void {
    if (anomalies.length > 0) topics.anomalies.publish(anomalies);
    if (incidents.length > 0) topics.incidents.publish(incidents);
    if (notifications.length > 0) topics.notifications.publish(notifications);
  }

  function tell(notifications: readonly Notification[]): void {
    let fresh = [...notifications];
    try {
      fresh = store.write((db) => tellAll(db, notifications, [], clock.now()));
    } catch (error) {
      log.error({ code: asWorkbenchError(error).code }, 'a notification is told but could not be stored'); // such as that the disk is full
    }
    if (fresh.length > 0) topics.notifications.publish(fresh);
  }

  function adopt(stream: Stream): void {
    streams.set(stream.id, stream);
    const { counts, finished } = store.read((db) => listStreams(db)).find((one) => one.stream.id === stream.id)!;
    runners.set(stream.id, createStreamRunner({
      store, detection, clock, log, pools, stream, counts, finished,
      kind: findDetector(stream.detector.name),
      makeSource: (one) => makeSource(one, store.read((db) => readSecrets(db, one.id)), options),
      isCapturing: () => captures.isCapturing(stream.id),
      events: {
        stored(batch, accepted, scores, stored, stations) {
          publish(stored);
          if (stored.links.length > 0) topics.links.publish(stored.links);
          if (stored.conditions.length > 0) topics.conditions.publish(stored.conditions);
          const stretches = watched.size === 0 ? [] : stretchesOf(accepted.samples, scores, stations.series, (id) => watched.has(id));
          if (stretches.length > 0) topics.stretches.publish(stretches);
          try {
            captures.take(stream.id, batch);
          } catch (error) {
            const fault = asWorkbenchError(error);
            log.error({ stream: stream.id, code: fault.code, details: fault.details }, 'a capture ended');
            tell([notificationForCapture(stream, toWireError(fault), clock.now())]);
          }
        },
        conditions({ conditions, notifications }) {
          topics.conditions.publish(conditions);
          publish({ anomalies: [], incidents: [], notifications });
        },
        changed: () => dirty.add(stream.id),
        closed: (found) => publish({ ...found, notifications: [] }),
        finished(found) {
          publish(found);
          if (found.links.length > 0) topics.links.publish(found.links);
          if (found.conditions.length > 0) topics.conditions.publish(found.conditions);
          const now = find(stream.id);
          keep({ ...now, running: false }, true);
          if (now.pace === 'fast') tell([notificationForImport(stream, runners.get(stream.id)!.health(), clock.now())]);
          if (stream.source.kind === 'file' && stream.source.location.at === 'upload') uploads.remove(stream.source.location.uploadId);
        },
        caughtUp: ({ records, anomalies }) => { if (anomalies > 0) tell([notificationForBacklog(stream, anomalies, records, clock.now())]); },
        fault: (error) => tell([notificationForFault(stream, toWireError(error), clock.now())]),
      },
    }));
  }

  function keep(stream: Stream, finished?: boolean): void {
    store.write((db) => {
      putStream(db, stream);
      if (finished !== undefined) markFinished(db, stream.id, finished);
    });
    streams.set(stream.id, stream);
    dirty.add(stream.id);
  }

  function begin(streamId: StreamId): void {
    keep({ ...find(streamId), running: true }, false);
    runners.get(streamId)!.start();
  }

  /** Starts, stops and edits of one stream take turns, each from what the one before left. */
  async function inTurn<T>(streamId: StreamId, change: () => Promise<T>): Promise<T> {
    find(streamId);
    const turn = (turns.get(streamId) ?? Promise.resolve()).catch(() => undefined).then(change);
    turns.set(streamId, turn);
    return turn.finally(() => {
      if (turns.get(streamId) === turn) turns.delete(streamId);
    });
  }

  for (const { stream } of store.read((db) => listStreams(db))) adopt(stream);
  if (options.startStreams) for (const stream of streams.values()) if (stream.running) runners.get(stream.id)!.start();

  return {
    topics,
    find,
    budgetOf: (streamId) => runners.get(streamId)?.stations?.budget ?? null,
    list: () => [...streams.keys()].map(row),
    create(draft) {
      findDetector(draft.detector.name);
      const { draft: plain, secrets } = sparedSecrets(draft);
      const stream: Stream = { ...plain, id: randomUUID() as StreamId, createdAt: clock.now(), running: true };
      store.write((db) => {
        putStream(db, stream);
        putSecrets(db, stream.id, secrets);
      });
      adopt(stream);
      begin(stream.id);
      return stream;
    },
    update: (streamId, draft) => inTurn(streamId, async () => {
      const before = find(streamId);
      findDetector(draft.detector.name);
      const { draft: plain, secrets: given } = sparedSecrets(draft);
      const secrets = secretsAfterEdit(before.source, plain.source, given, store.read((db) => readSecrets(db, streamId)));
      if (before.mapping.channels.length !== draft.mapping.channels.length) {
        throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', 'The number of channels of a stream that has samples can\'t change.', { hint: 'Make a new stream with these channels.' });
      }
      await runners.get(streamId)!.stop();
      const { running } = find(streamId);
      const learnsAnew = before.detector.name !== draft.detector.name || JSON.stringify(sampling(before.mapping)) !== JSON.stringify(sampling(draft.mapping));
      const stream: Stream = { ...plain, id: streamId, createdAt: before.createdAt, running };
      store.write((db) => {
        putStream(db, stream);
        putSecrets(db, streamId, secrets);
        if (learnsAnew) clearDetectorState(db, streamId);
        if (isOtherSource(before.source, plain.source)) {
          clearPlaces(db, streamId);
          clearOpenBars(db, streamId);
          markFinished(db, streamId, false);
        }
      });
      adopt(stream);
      if (running) begin(streamId);
      dirty.add(streamId);
      return stream;
    }),
    remove: (streamId) => inTurn(streamId, async () => {
      const stream = find(streamId);
      await runners.get(streamId)!.stop();
      if (captures.isCapturing(streamId)) captures.stop(streamId);
      store.write((db) => deleteStream(db, streamId));
      if (stream.source.kind === 'file' && stream.source.location.at === 'upload') uploads.remove(stream.source.location.uploadId);
      streams.delete(streamId);
      runners.delete(streamId);
      topics.streams.publish({ changed: [], removed: [streamId] });
    }),
    start: (streamId, from) => inTurn(streamId, async () => {
      const stream = find(streamId);
      await runners.get(streamId)!.stop();
      if (from !== null && stream.source.kind === 'kafka') {
        const moved: Stream = { ...stream, source: { ...stream.source, start: from } };
        store.write((db) => {
          clearPlaces(db, streamId);
          clearOpenBars(db, streamId);
          putStream(db, moved);
        });
        streams.set(streamId, moved);
        adopt(moved);
      }
      begin(streamId);
    }),
    stop: (streamId) => inTurn(streamId, async () => {
      find(streamId);
      await runners.get(streamId)!.stop();
      keep({ ...find(streamId), running: false });
      tellDirty();
    }),
    pause: (streamId) => void (find(streamId), runners.get(streamId)!.pause()),
    resume: (streamId) => void (find(streamId), runners.get(streamId)!.resume()),
    setPace(streamId, pace) {
      keep({ ...find(streamId), pace });
      runners.get(streamId)!.setPace(pace);
    },
    testConnection: (connection) => testConnection(connection, log),
    preview: (source, given) => previewSource(source, previewRecords, given, options),
    replaceIncident(incident, members) {
      runners.get(incident.streamId)?.stations?.incidents.replace(incident, members);
      topics.incidents.publish([incident]);
    },
    regroupIncidents(streamId, changed, moved) {
      runners.get(streamId)?.stations?.incidents.regroup(changed);
      publish({ anomalies: moved, incidents: changed.map(({ incident }) => incident), notifications: [] });
    },
    watch(seriesIds) {
      for (const id of seriesIds) watched.set(id, (watched.get(id) ?? 0) + 1);
      return () => {
        for (const id of seriesIds) {
          const left = watched.get(id)! - 1;
          if (left === 0) watched.delete(id);
          else watched.set(id, left);
        }
      };
    },
    tell,
    async close() {
      endTelling();
      await Promise.allSettled(turns.values());
      await Promise.all([...runners.values()].map((runner) => runner.stop()));
    },
  };
}

/** What of a mapping makes the samples that a detector learned from. */
function sampling({ channels, bars }: FieldMapping): unknown {
  return { channels, bars };
}
