import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStore, stream } from '../../../../tests/fixtures/store-fixture.ts';
import { stubDetection, stubKind } from '../../../../tests/fixtures/stub-detection.ts';
import { toWireError } from '../../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { systemClock } from '../../clock.ts';
import type { RecordSink, RecordSource } from '../../ingest/record-source.ts';
import { createLog } from '../../log.ts';
import { createBudgetPools } from '../detection/budget-pools.ts';
import { createStreamRunner, type RunnerEvents } from './stream-runner.ts';

let made: ReturnType<typeof makeStore>;
beforeEach(() => (made = makeStore()));
afterEach(() => made.remove());

/** A runner over a source that does what `begin` says when it is started. */
function runnerOver(begin: (sink: RecordSink) => void, events: Partial<RunnerEvents> = {}) {
  const none = () => undefined;
  const source: RecordSource = { start: (sink) => Promise.resolve(begin(sink)), pause: none, resume: none, stop: () => Promise.resolve() };
  return createStreamRunner({
    pools: createBudgetPools(),
    store: made.store, detection: stubDetection(), clock: systemClock, log: createLog({ level: 'silent' }), stream: stream(), kind: stubKind, finished: false,
    counts: { recordCount: 0, quarantinedCount: 0, lateCount: 0, textCount: 0, anomalyCount: 0, watermark: null }, makeSource: () => source, isCapturing: () => false,
    events: { stored: none, conditions: none, changed: none, finished: none, caughtUp: none, closed: none, fault: none, ...events },
  });
}

it('lives once: a second start is refused until it was stopped, while connecting too', async () => {
  let lives = 0;
  const runner = runnerOver(() => void (lives += 1));
  runner.start();
  expect(() => runner.start()).toThrowError(expect.objectContaining({ code: 'AF_STREAM_STATE_CONFLICT' }) as Error);
  await runner.stop();
  expect(lives).toBe(0);
  runner.start();
  await expect.poll(() => lives).toBe(1);
  await runner.stop();
});

it('tells a fault of its source whole', async () => {
  const error = new WorkbenchError('AF_INGEST_OFFSET_OUT_OF_RANGE', 'Offset 5 is gone.', { hint: 'Choose.', details: { partition: 2 } });
  const told = await new Promise((resolve) => runnerOver((sink) => sink.onState({ state: 'failed', error: toWireError(error) }), { fault: resolve }).start());
  expect(told).toMatchObject({ code: error.code, message: error.message, hint: 'Choose.', details: { partition: 2 } });
});

it('shows repeated rows with the late ones', async () => {
  const row = new TextEncoder().encode(`{"t":${Date.UTC(2026, 0, 5)},"k":"a","v":1}`);
  const taken = Promise.withResolvers<void>();
  const runner = runnerOver((sink) => sink.onBatch({ partition: 0, offsets: new Float64Array([0, 1]), timestamps: new Float64Array(2), keys: [null, null], values: [row, row], nextOffset: 2, endOffset: null }).then(taken.resolve, taken.reject));
  runner.start();
  await taken.promise;
  expect(runner.health()).toMatchObject({ recordCount: 2, lateCount: 1, quarantinedCount: 0 });
  await runner.stop();
});
