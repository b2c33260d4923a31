import type { Pace, Stream, StreamHealth, StreamState } from '../../../shared/domain/stream.ts';
import type { ScoreColumns } from '../../../shared/domain/samples.ts';
import { fromWireError } from '../../../shared/errors/from-wire-error.ts';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { DetectorKind } from '../../detect/detector.ts';
import type { PacedSource } from '../../ingest/file-source.ts';
import type { RecordBatch, RecordSource, SourceState, StoredPlaces } from '../../ingest/record-source.ts';
import { seriesOfStream } from '../../store/tables/series-table.ts';
import type { StreamCounts } from '../../store/tables/stream-table.ts';
import type { AcceptedRows } from '../../window/window-service.ts';
import { createBacklog, type Backlog } from './backlog.ts';
import { createHealthTracker } from './stream-health.ts';
import { openStations, type StationServices, type StoredBatch, type StreamStations } from './stream-stations.ts';
import { wirePipeline } from './wire-pipeline.ts';

/** What a runner tells of. */
export interface RunnerEvents {
  stored(batch: RecordBatch, accepted: AcceptedRows, scores: ScoreColumns, stored: StoredBatch, stations: StreamStations): void;
  /** Conditions that began or ended between batches. */
  conditions(found: Pick<StoredBatch, 'conditions' | 'notifications'>): void;
  /** The stream's state changed, or its counts did. */
  changed(): void;
  /** A saved stream was read to its end. */
  finished(found: Pick<StoredBatch, 'anomalies' | 'incidents' | 'links' | 'conditions' | 'notifications'>): void;
  /** What waited in the log when reading began is read. */
  caughtUp(found: { records: number; anomalies: number }): void;
  /** Anomalies that nothing goes on with were closed at the start. */
  closed(found: StreamStations['closed']): void;
  /** The stream waits for a fault to pass, or has failed; once per fault. */
  fault(error: WorkbenchError): void;
}

/** One stream, what it is made of, and who hears of it. */
export interface RunnerOptions extends StationServices {
  stream: Stream;
  kind: DetectorKind;
  counts: StreamCounts;
  /** Whether it is a saved stream that was read to its end before. */
  finished: boolean;
  makeSource(stream: Stream): RecordSource | PacedSource;
  events: RunnerEvents;
  isCapturing(): boolean;
}

/** One stream's life: builds stations and source, and builds them again from the stored place when a part of them fails. */
export interface StreamRunner {
  /** Throws `AF_STREAM_STATE_CONFLICT` while it lives: from `start` until `stop` resolved, or it failed or finished. */
  start(): void;
  /** Resolves when nothing more will be stored. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Holds from now on, for later starts too. */
  setPace(pace: Pace): void;
  health(): StreamHealth;
  /** The stations while it runs, null otherwise. */
  readonly stations: StreamStations | null;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;
/** A batch that waits longer than this means that reading is held back. */
const heldAfterMs = 1_000;
/** How often a live stream is looked at for silence and lag. */
const lookEveryMs = 5_000;

/** A runner that stands still until `start`. */
export function createStreamRunner(options: RunnerOptions): StreamRunner {
  const { stream, kind, makeSource, log, events, clock, detection, store } = options;
  const isLive = stream.source.kind === 'kafka';
  const health = createHealthTracker(stream.id, options.counts, isLive);
  if (options.finished) health.became('finished', null);
  let stations: StreamStations | null = null;
  let source: RecordSource | PacedSource | null = null;
  let stopping = new AbortController();
  /** The life under way; null while there is none. */
  let living: Promise<void> | null = null;
  let isPaused = false;
  let { pace } = stream;
  let seriesCount = store.read((db) => seriesOfStream(db, stream.id)).length;
  let faultTold = false;
  const waiting = new Set<number>();
  /** The broker's or producer's time of the newest record that was read; null: none yet. */
  let newestRecord: number | null = null;

  const become = (state: StreamState, error: WorkbenchError | null) => {
    health.became(state, error === null ? null : toWireError(error));
    events.changed();
    if (error === null) {
      if (state === 'running') faultTold = false;
      return;
    }
    if (!faultTold) events.fault(error);
    faultTold = true;
  };

  async function live(stopped: AbortSignal): Promise<void> {
    for (let retries = 0; !stopped.aborted; ) {
      const recordCount = () => health.read(clock.monotonic(), extras()).recordCount;
      const before = recordCount();
      const error = await runOnce(stopped).catch(asWorkbenchError);
      if (stopped.aborted || error === null) return;
      log.warn({ stream: stream.id, code: error.code, details: error.details, cause: error.cause instanceof Error ? error.cause.message : undefined }, error.message);
      if (!error.retryable) return become('failed', error);
      retries = recordCount() > before ? 0 : retries + 1;
      become('waiting', error);
      await clock.sleep(Math.min(longestRetryMs, firstRetryMs * 2 ** retries), stopped);
    }
  }

  /** Resolves with what ended it: null at the end of a saved stream or when stopped. */
  async function runOnce(stopped: AbortSignal): Promise<WorkbenchError | null> {
    become('connecting', null);
    const backlog = createBacklog();
    let endLooking = () => undefined as void;
    // Incidents are told as they come but in a backlog, and in a file read fast, whose end tells once.
    const tellsOf = (partition: number | null) => (isLive || pace !== 'fast') && (partition === null || !backlog.holds(partition));
    try {
      const own = await openStations(stream, kind, options, tellsOf, stopped);
      stopped.throwIfAborted();
      stations = own;
      seriesCount = own.series.length;
      if (own.closed.anomalies.length > 0) events.closed(own.closed);
      const pipeline = wirePipeline({ ...own, tell: (batch, accepted, scores, stored) => tell(own, backlog, batch, accepted, scores, stored) });
      const ownSource = makeSource({ ...stream, pace });
      source = ownSource;
      if (isLive) endLooking = clock.every(lookEveryMs, () => look(own));
      const error = await new Promise<WorkbenchError | null>((resolve, reject) => {
        stopped.addEventListener('abort', () => resolve(null), { once: true });
        const places: StoredPlaces = new Map(own.places);
        void ownSource.start({
          async onBatch(batch) {
            const begun = clock.monotonic();
            waiting.add(begun);
            if (isLive) backlog.seen(batch.partition, batch.offsets[0] ?? batch.nextOffset, batch.endOffset);
            try {
              await pipeline(batch);
            } catch (error) {
              resolve(asWorkbenchError(error));
              throw error;
            } finally {
              waiting.delete(begun);
            }
          },
          onProgress: ({ partition, nextOffset, endOffset }) => {
            health.progressed(partition, nextOffset, endOffset);
            if (nextOffset === null) return;
            if (isLive) backlog.seen(partition, nextOffset, endOffset);
            tellCaughtUp(backlog.took({ partition, nextOffset, records: 0, anomalies: 0 }));
          },
          onState: (state) => takeState(state, own, resolve),
        }, places).catch(reject);
        if (isPaused) ownSource.pause();
      });
      if (health.state === 'finished') await own.settle().catch((cause: unknown) => log.warn({ stream: stream.id, code: asWorkbenchError(cause).code }, 'the samples of a stream that was read to its end are not packed'));
      return error;
    } finally {
      const ended = source;
      source = null;
      endLooking();
      stations?.leave();
      stations = null;
      await ended?.stop().catch(() => undefined);
      waiting.clear();
      await detection.close(stream.id).catch(() => undefined);
    }
  }

  /** Looks for silence and lag; while the stream is not read, they rest. What can't be stored is looked for again next time. */
  function look(own: StreamStations): void {
    const isRead = health.state === 'running';
    const { lag, recordsPerSecond } = health.read(clock.monotonic(), extras());
    // The age of a record says little where producers give old times, the rate says nothing while none is read: the less of both.
    const byAge = newestRecord === null ? Infinity : Math.max(0, clock.now() - newestRecord);
    const ms = lag === null ? null : Math.min(byAge, recordsPerSecond > 0 ? (1000 * lag) / recordsPerSecond : Infinity);
    try {
      const found = own.look(isRead ? { records: lag, ms: ms === Infinity ? null : ms } : null);
      if (found.conditions.length > 0) events.conditions(found);
    } catch (error) {
      log.warn({ stream: stream.id, code: asWorkbenchError(error).code }, 'a condition of the stream is not stored');
    }
  }

  function takeState(state: SourceState, own: StreamStations, end: (error: WorkbenchError | null) => void): void {
    switch (state.state) {
      case 'connecting':
        return become('connecting', null);
      case 'running':
        return become(isPaused ? 'paused' : 'running', null);
      case 'waiting':
        return become('waiting', fromWireError(state.error));
      case 'failed':
        return end(fromWireError(state.error));
      case 'finished': {
        const found = own.finish();
        health.became('finished', null);
        events.finished(found);
        events.changed();
        return end(null);
      }
    }
  }

  function tell(own: StreamStations, backlog: Backlog, batch: RecordBatch, accepted: AcceptedRows, scores: ScoreColumns, stored: StoredBatch): void {
    seriesCount = own.series.length;
    newestRecord = batch.timestamps.at(-1) ?? newestRecord;
    health.committed({
      records: batch.values.length, quarantined: stored.quarantinedCount, late: accepted.late + accepted.duplicates, texts: stored.textCount, anomalies: stored.newAnomalies,
      partition: batch.partition, nextOffset: batch.nextOffset, endOffset: batch.endOffset, watermark: accepted.watermark, receiveTime: clock.now(), monotonic: clock.monotonic(),
    });
    events.stored(batch, accepted, scores, stored, own);
    tellCaughtUp(backlog.took({ partition: batch.partition, nextOffset: batch.nextOffset, records: batch.values.length, anomalies: stored.newAnomalies }));
    events.changed();
  }
  function tellCaughtUp(found: ReturnType<Backlog['took']>): void {
    if (found !== null) events.caughtUp(found);
  }

  const extras = () => ({
    seriesCount,
    warmingUpCount: stations === null ? 0 : stations.warmingUp(),
    progress: isLive ? null : health.state === 'finished' ? 1 : source !== null && 'progress' in source ? source.progress() : null,
    capturing: options.isCapturing(),
  });

  return {
    start() {
      if (living !== null) throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', `${stream.name} runs already.`);
      stopping = new AbortController();
      isPaused = false;
      living = live(stopping.signal).finally(() => (living = null));
    },
    async stop() {
      stopping.abort();
      await living;
      if (health.state !== 'failed' && health.state !== 'finished') become('idle', null);
    },
    pause() {
      isPaused = true;
      source?.pause();
      if (health.state === 'running') become('paused', null);
    },
    resume() {
      isPaused = false;
      source?.resume();
      if (health.state === 'paused') become('running', null);
    },
    setPace(next) {
      pace = next;
      if (source !== null && 'setPace' in source) source.setPace(next);
    },
    health() {
      const now = clock.monotonic();
      const read = health.read(now, extras());
      const isHeld = read.state === 'running' && waiting.size >= 2 && Math.min(...waiting) < now - heldAfterMs;
      return isHeld ? { ...read, state: 'held' } : read;
    },
    get stations() {
      return stations;
    },
  };
}
