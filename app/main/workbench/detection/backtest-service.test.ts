import { afterEach, beforeEach, expect, it } from 'vitest';
import { logCommit, makeStore, nothingFound, stream, streamId } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection } from '../../../../tests/fixtures/stub-detection.ts';
import { backtestSchema, type Backtest } from '../../../shared/domain/backtest.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { systemClock } from '../../clock.ts';
import type { DetectionService } from '../../detect/detection-service.ts';
import { commitBatch } from '../../store/commit-batch.ts';
import { createBacktestService } from './backtest-service.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

const asked = { streamId, trials: [{ detector: 'forecast-residual', sensitivity: 0.5 }], from: null, to: null };
const find = (id: StreamId) => {
  if (id !== streamId) throw new WorkbenchError('AF_NOT_FOUND', `There is no stream ${id}.`);
  return stream();
};
function service(detection: Partial<DetectionService> = {}) {
  const failures: unknown[] = [];
  const backtests = createBacktestService({ store: made.store, streams: { find }, createDetection: () => ({ ...stubDetection(), ...detection }), clock: systemClock, failed: (error) => failures.push(error) });
  const told: Backtest[] = [];
  const ended = Promise.withResolvers<Backtest>();
  backtests.topic.onChange((backtest) => {
    told.push(backtestSchema.parse(backtest));
    if (backtest.state !== 'running') ended.resolve(backtest);
  });
  return { backtests, told, ended: ended.promise, failures };
}
/** 400 rows of values up to 399 of two series: the stub finds each row from 100 on anomalous. */
const fill = async () => void commitBatch(made.store, await logCommit(0, 400), nothingFound);
/** Detection that answers nothing until it is stopped, as the worker's does. */
function silentDetection(): Partial<DetectionService> & { asked: Promise<void> } {
  const asking = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<never>();
  return {
    asked: asking.promise,
    advance: () => (asking.resolve(), stopped.promise),
    stop: () => (stopped.reject(new WorkbenchError('AF_DETECT_WORKER_DIED', 'Detection was stopped.')), Promise.resolve()),
  };
}

it('tells how it goes and what it found, and keeps it', async () => {
  await fill();
  const { backtests, told, ended, failures } = service();
  expect(backtests.start(asked)).toMatchObject({ state: 'running', sampleCount: 400 });
  const { runs, ...rest } = await ended;
  expect(rest).toMatchObject({ state: 'done', doneCount: 400, days: 399_000 / 86_400_000 });
  expect(runs[0]!.firings.map(({ seriesName, start, end }) => [seriesName, start, end])).toEqual([['1', 101_000, 399_000], ['0', 100_000, 398_000]]);
  expect(told[0]!.state).toBe('running');
  await backtests.close();
  expect(service().backtests.list(streamId)).toEqual([{ ...rest, runs }]);
  expect(failures).toEqual([]);
});

it('runs one at a time, and a cancelled one ends at once and gives nothing', async () => {
  await fill();
  const detection = silentDetection();
  const { backtests, ended } = service(detection);
  const { id } = backtests.start(asked);
  expect(() => backtests.start(asked)).toThrowError(expect.objectContaining({ code: 'AF_STREAM_STATE_CONFLICT' }) as Error);
  expect(backtests.list(streamId).map(({ state }) => state)).toEqual(['running']);
  await detection.asked;
  const cancelled = backtests.cancel(id);
  expect(await Promise.race([ended.then(({ state }) => state), cancelled.then(() => 'no end was told')])).toBe('cancelled');
  await cancelled;
  await backtests.cancel(id);
  expect(backtests.list(streamId)).toMatchObject([{ state: 'cancelled', runs: [] }]);
  await expect(backtests.cancel('none')).rejects.toMatchObject({ code: 'AF_NOT_FOUND' });
});

it('says why one failed', async () => {
  await fill();
  const { backtests, ended } = service({ advance: () => Promise.reject(new WorkbenchError('AF_DETECT_WORKER_DIED', 'The detection worker ended with code 1.')) });
  backtests.start(asked);
  expect(await ended).toMatchObject({ state: 'failed', error: { code: 'AF_DETECT_WORKER_DIED' }, runs: [] });
  await backtests.close();
});

it('refuses what is not there', async () => {
  const { backtests } = service();
  const codeOf = (input: Partial<Parameters<typeof backtests.start>[0]>) => {
    try {
      return backtests.start({ ...asked, ...input }).id;
    } catch (error) {
      return (error as WorkbenchError).code;
    }
  };
  expect(codeOf({})).toBe('AF_STREAM_STATE_CONFLICT');
  await fill();
  expect(codeOf({ streamId: 'none' as StreamId })).toBe('AF_NOT_FOUND');
  expect(codeOf({ trials: [{ detector: 'none', sensitivity: 0.5 }] })).toBe('AF_DETECT_DETECTOR_UNKNOWN');
  expect(codeOf({ to: -1 })).toBe('AF_STREAM_STATE_CONFLICT');
});
