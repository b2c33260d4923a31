import { once } from 'node:events';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';
import { fromWireError } from '../../shared/errors/from-wire-error.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { LearnMask } from './detector.ts';
import { buffersOf, END, type AnswerMessage, type WorkerAnswers, type WorkerRequest } from './worker/protocol.ts';
import type { BackendReport } from './worker/tensor-backend.ts';

/** What a stream's detector is opened with. `state` is an earlier snapshot, null to begin anew. */
export interface OpenDetection {
  streamId: string;
  detector: string;
  channels: number;
  seed: number;
  state: Uint8Array | null;
}

/**
 * The workbench's side of the detection worker. Calls of one stream are answered in order.
 *
 * When the worker dies, every pending call rejects with `AF_DETECT_WORKER_DIED`, and so does every later one of a stream that was open, until that
 * stream is opened again, from its stored snapshot, and fed again from there. The first `open` starts a new worker.
 */
export interface DetectionService {
  /**
   * Opens a stream's detector, in place of the one it may have. Throws `AF_DETECT_DETECTOR_UNKNOWN`, `AF_DETECT_MODEL_INVALID` (files or state),
   * `AF_DETECT_BACKEND_UNAVAILABLE`.
   */
  open(options: OpenDetection): Promise<void>;
  /**
   * Scores rows and learns from them; `mask` marks rows that must not be learned. The columns stay the caller's: copies go to the worker.
   * Throws `AF_STREAM_STATE_CONFLICT` where the stream is not open, `AF_API_OVERLOADED` beyond 1,024 calls under way. After any other error the stream
   * is closed and has to be opened from a snapshot.
   */
  advance(streamId: string, samples: SampleColumns, mask?: LearnMask): Promise<ScoreColumns>;
  /** The stream's whole state after the rows advanced so far. */
  snapshot(streamId: string): Promise<Uint8Array>;
  /** Lets a stream's detector go; closing twice is no fault. */
  close(streamId: string): Promise<void>;
  /** Which TensorFlow computes, and why not the native one. */
  backend(): Promise<BackendReport>;
  /** Called after the pending calls were rejected; the returned function ends it. */
  onDied(callback: (error: WorkbenchError) => void): () => void;
  /** Ends the worker after the call that it is at, where it takes no longer than `PATIENCE_MS`; what is pending rejects. */
  stop(): Promise<void>;
}

/** Calls that may wait for the worker at once, over all streams. */
const MAX_PENDING = 1024;
/** How long the worker may take to end by itself, which it does between two calls. */
const PATIENCE_MS = 20_000;

interface Pending {
  resolve(result: WorkerAnswers[keyof WorkerAnswers]): void;
  reject(error: WorkbenchError): void;
}

interface RunningWorker {
  thread: Worker;
  pending: Map<number, Pending>;
  streams: Set<string>;
}

/** `workerUrl` names the worker's file: `worker/detection-worker.ts` from source, `detection-worker.mjs` in the bundle. The worker starts with the first call; it shares the environment, in which the native library looks for its settings. */
export function createDetectionService({ workerUrl, log, clock }: { workerUrl: URL; log: Log; clock: Clock }): DetectionService {
  const listeners = new Set<(error: WorkbenchError) => void>();
  /** Streams that were open when the worker died and have not been opened since. */
  const lost = new Map<string, WorkbenchError>();
  let running: RunningWorker | null = null;
  let report: Promise<BackendReport> | null = null;
  let stopped = false;
  let lastId = 0;

  function start(): RunningWorker {
    const worker: RunningWorker = { thread: new Worker(workerUrl, { env: SHARE_ENV }), pending: new Map(), streams: new Set() };
    const startedAt = clock.monotonic();
    let cause: unknown;
    worker.thread.on('message', (message: AnswerMessage) => {
      const waiting = worker.pending.get(message.id);
      worker.pending.delete(message.id);
      if ('error' in message) waiting?.reject(fromWireError(message.error));
      else waiting?.resolve(message.result);
    });
    worker.thread.on('error', (error) => (cause = error));
    worker.thread.on('exit', (exitCode) => lose(worker, exitCode, cause, clock.monotonic() - startedAt));
    running = worker;
    return worker;
  }

  function lose(worker: RunningWorker, exitCode: number, cause: unknown, livedMs: number): void {
    const words = stopped ? 'Detection was stopped.' : `The detection worker ended with code ${exitCode}.`;
    const error = new WorkbenchError('AF_DETECT_WORKER_DIED', words, { cause, details: { exitCode } });
    running = null;
    for (const streamId of worker.streams) lost.set(streamId, error);
    for (const waiting of worker.pending.values()) waiting.reject(error);
    worker.pending.clear();
    if (stopped) return;
    log.error({ exitCode, livedMs: Math.round(livedMs), reason: cause instanceof Error ? cause.message : undefined }, 'detection worker died');
    for (const listener of listeners) listener(error);
  }

  function ask<R extends WorkerRequest>(request: R, transfer: ArrayBuffer[] = []): Promise<WorkerAnswers[R['kind']]> {
    if (stopped) return Promise.reject(new WorkbenchError('AF_DETECT_WORKER_DIED', 'Detection was stopped.'));
    const wasLost = 'streamId' in request && request.kind !== 'open' ? lost.get(request.streamId) : undefined;
    if (wasLost !== undefined) return Promise.reject(wasLost);
    const worker = running ?? start();
    if (worker.pending.size >= MAX_PENDING) return Promise.reject(new WorkbenchError('AF_API_OVERLOADED', `${MAX_PENDING} calls wait for detection already.`));
    return new Promise((resolve, reject) => {
      const id = (lastId += 1);
      worker.pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      worker.thread.postMessage({ id, request }, transfer);
    });
  }

  return {
    async open(options) {
      lost.delete(options.streamId);
      const opening = ask({ kind: 'open', ...options });
      running?.streams.add(options.streamId);
      await opening;
    },
    advance(streamId, samples, mask) {
      const copy: SampleColumns = { ...samples, series: samples.series.slice(), times: samples.times.slice(), values: samples.values.slice() };
      return ask({ kind: 'advance', streamId, samples: copy, mask: mask ?? null }, buffersOf(copy));
    },
    snapshot: (streamId) => ask({ kind: 'snapshot', streamId }),
    async close(streamId) {
      if (lost.delete(streamId) || running === null) return;
      running.streams.delete(streamId);
      await ask({ kind: 'close', streamId });
    },
    backend() {
      report ??= ask({ kind: 'backend' }).catch((error: unknown) => {
        report = null;
        throw error;
      });
      return report;
    },
    onDied(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    async stop() {
      stopped = true;
      if (running === null) return;
      const { thread } = running;
      const gone = once(thread, 'exit').catch(() => undefined);
      thread.postMessage(END);
      const endPatience = clock.after(PATIENCE_MS, () => void thread.terminate());
      await gone;
      endPatience();
    },
  };
}
