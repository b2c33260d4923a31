import type { Pace, Stream, StreamHealth, StreamState } from '../../shared/domain/stream.ts';
import type { ScoreColumns } from '../../shared/domain/samples.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { DetectorKind } from '../detect/detector.ts';
import type { PacedSource } from '../ingest/file-source.ts';
import type { RecordBatch, RecordSource, SourceState, StoredPlaces } from '../ingest/record-source.ts';
import type { Log } from '../log.ts';
import { seriesOfStream } from '../store/tables/series-table.ts';
import type { StreamCounts } from '../store/tables/stream-table.ts';
import type { AcceptedRows } from '../window/window-service.ts';
import { createBacklog, type Backlog } from './backlog.ts';
import { createHealthTracker } from './stream-health.ts';
import { openStations, type StationServices, type StoredBatch, type StreamStations } from './stream-stations.ts';
import { wirePipeline } from './wire-pipeline.ts';

/** What a runner tells of. */
export interface RunnerEvents {
  stored(batch: RecordBatch, accepted: AcceptedRows, scores: ScoreColumns, stored: StoredBatch, stations: StreamStations): void;
  /** The stream's state changed, or its counts did. */
  changed(): void;
  /** A saved stream was read to its end. */
  finished(found: Pick<StoredBatch, 'anomalies' | 'incidents' | 'notifications'>): void;
  /** What waited in the log when reading began is read. */
  caughtUp(found: { records: number; anomalies: number }): void;
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
  /** Whether the log has no end. */
  isLive: boolean;
  /** Whether incidents are told as they come; else the end of the stream tells once. */
  tellsOneByOne: boolean;
  log: Log;
  events: RunnerEvents;
  isCapturing(): boolean;
}

/** One stream's life: builds stations and source, and builds them again from the stored place when a part of them fails. */
export interface StreamRunner {
  start(): void;
  /** Resolves when nothing more will be stored. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
  setPace(pace: Pace): void;
  health(): StreamHealth;
  /** The stations while it runs, null otherwise. */
  readonly stations: StreamStations | null;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;
/** A batch that waits longer than this means that reading is held back. */
const heldAfterMs = 1_000;

/** A runner that stands still until `start`. */
export function createStreamRunner(options: RunnerOptions): StreamRunner {
  const { stream, kind, makeSource, isLive, log, events, clock, detection, store } = options;
  const health = createHealthTracker(stream.id, options.counts, isLive);
  if (options.finished) health.became('finished', null);
  let stations: StreamStations | null = null;
  let source: RecordSource | PacedSource | null = null;
  let stopping = new AbortController();
  let living: Promise<void> = Promise.resolve();
  let isPaused = false;
  let seriesCount = store.read((db) => seriesOfStream(db, stream.id)).length;
  let faultTold = false;
  const waiting = new Set<number>();

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

  async function live(): Promise<void> {
    for (let retries = 0; !stopping.signal.aborted; ) {
      const recordCount = () => health.read(clock.monotonic(), extras()).recordCount;
      const before = recordCount();
      const error = await runOnce().catch(asWorkbenchError);
      if (stopping.signal.aborted || error === null) return;
      log.warn({ stream: stream.id, code: error.code, cause: error.cause instanceof Error ? error.cause.message : undefined }, error.message);
      if (!error.retryable) return become('failed', error);
      retries = recordCount() > before ? 0 : retries + 1;
      become('waiting', error);
      await clock.sleep(Math.min(longestRetryMs, firstRetryMs * 2 ** retries), stopping.signal);
    }
  }

  /** Resolves with what ended it: null at the end of a saved stream or when stopped. */
  async function runOnce(): Promise<WorkbenchError | null> {
    become('connecting', null);
    const backlog = createBacklog();
    const own = await openStations(stream, kind, options, (partition) => options.tellsOneByOne && (partition === null || !backlog.holds(partition)));
    stations = own;
    seriesCount = own.series.length;
    const pipeline = wirePipeline({ ...own, tell: (batch, accepted, scores, stored) => tell(own, backlog, batch, accepted, scores, stored) });
    const ownSource = makeSource(stream);
    source = ownSource;
    try {
      return await new Promise<WorkbenchError | null>((resolve, reject) => {
        stopping.signal.addEventListener('abort', () => resolve(null), { once: true });
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
            if (isLive) backlog.seen(partition, nextOffset, endOffset);
            tellCaughtUp(backlog.took({ partition, nextOffset, records: 0, anomalies: 0 }));
          },
          onState: (state) => takeState(state, own, resolve),
        }, places).catch(reject);
        if (isPaused) ownSource.pause();
      });
    } finally {
      source = null;
      stations = null;
      await ownSource.stop().catch(() => undefined);
      waiting.clear();
      await detection.close(stream.id).catch(() => undefined);
    }
  }

  function takeState(state: SourceState, own: StreamStations, end: (error: WorkbenchError | null) => void): void {
    switch (state.state) {
      case 'connecting':
        return become('connecting', null);
      case 'running':
        return become(isPaused ? 'paused' : 'running', null);
      case 'waiting':
        return become('waiting', new WorkbenchError(state.error.code, state.error.message, { hint: state.error.hint }));
      case 'failed':
        return end(new WorkbenchError(state.error.code, state.error.message, { hint: state.error.hint }));
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
    health.committed({
      records: batch.values.length, quarantined: batch.values.length - (accepted.rowOf.length + accepted.late + accepted.duplicates), late: accepted.late, anomalies: stored.newAnomalies,
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
      stopping = new AbortController();
      isPaused = false;
      living = live();
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
    setPace(pace) {
      if (source !== null && 'setPace' in source) source.setPace(pace);
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
