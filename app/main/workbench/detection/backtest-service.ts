import { randomUUID } from 'node:crypto';
import type { Backtest, BacktestTrial } from '../../../shared/domain/backtest.ts';
import type { Verdict } from '../../../shared/domain/feedback.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import type { EpochMillis } from '../../../shared/domain/time.ts';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { findDetector } from '../../detect/detector-registry.ts';
import { runBacktest } from '../../detect/run-backtest.ts';
import type { Store } from '../../store/database.ts';
import { readHistory, type StoredHistory } from '../../store/read-history.ts';
import { listAnomalies } from '../../store/tables/anomaly-table.ts';
import { addBacktest, backtestsOf, hasBacktest } from '../../store/tables/backtest-table.ts';
import { seriesOfStream } from '../../store/tables/series-table.ts';
import type { StreamService } from '../streams/stream-service.ts';
import { createTopic, type Topic } from '../topic.ts';

/** Detectors tried over what is stored, one backtest at a time, beside the streams that go on. */
export interface BacktestService {
  /**
   * Begins one; it goes on by itself. Throws `AF_NOT_FOUND`, `AF_DETECT_DETECTOR_UNKNOWN`, and `AF_STREAM_STATE_CONFLICT` where another is under way, the stream has no
   * samples stored, or none up to `to`.
   */
  start(asked: { streamId: StreamId; trials: BacktestTrial[]; from: EpochMillis | null; to: EpochMillis | null }): Backtest;
  /** Ends it; what it found so far is thrown away. One that has ended stays as it is. Throws `AF_NOT_FOUND`. */
  cancel(id: string): Promise<void>;
  /** Of a stream, newest first: the one under way, and the last 20 that ended. Throws `AF_NOT_FOUND`. */
  list(streamId: StreamId): Backtest[];
  /** Each backtest as it goes on and as it ends. */
  topic: Topic<Backtest>;
  /** Ends the one under way. */
  close(): Promise<void>;
}

export interface BacktestServiceOptions {
  store: Store;
  streams: Pick<StreamService, 'find'>;
  /** A detection of its own for each backtest, so that live streams do not wait for it. */
  createDetection(): DetectionService;
  clock: Clock;
  failed(error: unknown): void;
}

const mostKept = 20;
/** How often progress is told. */
const tellMs = 250;
const mostJudged = 1_000;
const dayMs = 86_400_000;

/** Over an opened store. */
export function createBacktestService({ store, streams, createDetection, clock, failed }: BacktestServiceOptions): BacktestService {
  const topic = createTopic<Backtest>(failed);
  let current: { backtest: Backtest; stopping: AbortController; ended: Promise<void> } | null = null;

  const judgedOf = (streamId: StreamId, verdicts: Verdict[], from: EpochMillis, to: EpochMillis) => store.read((db) =>
    listAnomalies(db, { streamIds: [streamId], seriesIds: [], severities: [], verdicts, shapes: [], from, to, text: '' }, { sort: 'start', descending: true, limit: mostJudged, cursor: null })).anomalies;

  /** Resolves when it has ended, however; never rejects. */
  async function run(begun: Backtest, history: StoredHistory, stopping: AbortController): Promise<void> {
    const { id, streamId, trials } = begun;
    const startedAt = clock.monotonic();
    const detection = createDetection();
    stopping.signal.addEventListener('abort', () => void detection.stop(), { once: true });
    let backtest = begun;
    let toldAt = startedAt;
    const tell = (changes: Partial<Backtest>) => {
      backtest = { ...backtest, ...changes, seconds: (clock.monotonic() - startedAt) / 1000 };
      if (current?.backtest.id === id) current.backtest = backtest;
      topic.publish(backtest);
    };
    try {
      const stream = streams.find(streamId);
      const from = begun.from ?? history.firstTime!;
      const to = begun.to ?? history.lastTime!;
      const runs = await runBacktest({
        detection, from, to, pieces: history.pieces(), channels: stream.mapping.channels, series: store.read((db) => seriesOfStream(db, streamId)), signal: stopping.signal,
        trials: trials.map((trial) => ({ trial, kind: findDetector(trial.detector) })),
        confirmed: judgedOf(streamId, ['true', 'missed'], from, to), dismissed: judgedOf(streamId, ['false'], from, to),
        progressed(samples) {
          backtest = { ...backtest, doneCount: backtest.doneCount + samples };
          if (clock.monotonic() - toldAt < tellMs) return;
          toldAt = clock.monotonic();
          tell({});
        },
      });
      tell({ state: 'done', runs, days: (Math.min(to, history.lastTime!) - Math.max(from, history.firstTime!)) / dayMs });
    } catch (error) {
      tell(stopping.signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: toWireError(asWorkbenchError(error)) });
    } finally {
      await detection.stop();
      try {
        store.write((db) => addBacktest(db, backtest, mostKept));
      } catch (error) {
        // Its stream may be gone, or the disk full: who watches was told already.
        failed(error);
      }
      current = null;
    }
  }

  return {
    topic,
    start({ streamId, trials, from, to }) {
      streams.find(streamId);
      for (const { detector } of trials) findDetector(detector);
      if (current !== null) throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', 'Another backtest is under way.', { hint: 'Wait for its end, or cancel it.' });
      const history = readHistory(store, streamId, to ?? Infinity);
      if (history.firstTime === null) throw new WorkbenchError('AF_STREAM_STATE_CONFLICT', 'No samples of this stream are stored in that time, so there is nothing to try a detector on.', { hint: 'Start the stream, or choose another time.' });
      const backtest: Backtest = { id: randomUUID(), streamId, startedAt: clock.now(), state: 'running', error: null, trials, from, to, sampleCount: history.sampleCount, doneCount: 0, seconds: 0, days: 0, runs: [] };
      const stopping = new AbortController();
      current = { backtest, stopping, ended: Promise.resolve() };
      current.ended = run(backtest, history, stopping);
      topic.publish(backtest);
      return backtest;
    },
    async cancel(id) {
      if (current?.backtest.id === id) {
        current.stopping.abort();
        await current.ended;
      } else if (!store.read((db) => hasBacktest(db, id))) throw new WorkbenchError('AF_NOT_FOUND', `There is no backtest ${id}.`);
    },
    list(streamId) {
      streams.find(streamId);
      const kept = store.read((db) => backtestsOf(db, streamId));
      return current?.backtest.streamId === streamId ? [current.backtest, ...kept] : kept;
    },
    async close() {
      current?.stopping.abort();
      await current?.ended;
    },
  };
}
