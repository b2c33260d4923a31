import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecordPublisher } from '../../app/main/publish/record-publisher.ts';
import type { Notification } from '../../app/shared/domain/notification.ts';
import { streamDraftSchema, type KafkaConnection, type StartPlace, type StreamDraft } from '../../app/shared/domain/stream.ts';
import { type Clock, systemClock } from '../../app/main/clock.ts';
import { createLog } from '../../app/main/log.ts';
import { listConditions } from '../../app/main/store/tables/condition-table.ts';
import { createCaptureService } from '../../app/main/workbench/streams/capture-service.ts';
import { openSamples } from '../../app/main/workbench/streams/sample-streams.ts';
import { createStreamService } from '../../app/main/workbench/streams/stream-service.ts';
import { deleteStream } from '../../app/main/store/tables/stream-table.ts';
import { makeStore, streamId as ownStream } from '../fixtures/store-fixture.ts';
import { stubDetection } from '../fixtures/stub-detection.ts';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import { openTestWorkbench, untilHealth, type TestWorkbench } from '../fixtures/open-test-workbench.ts';

/* Topics as streams of a whole workbench: where reading starts, what can't be read, a broker that goes away. */

let broker: Awaited<ReturnType<typeof startBroker>>;
let opened: TestWorkbench;
beforeAll(async () => {
  broker = await startBroker();
  opened = await openTestWorkbench();
});
afterAll(async () => {
  await opened.remove();
  await broker.stop();
});

const base = Date.UTC(2026, 0, 5);
const plain = (): KafkaConnection => ({ brokers: broker.brokers, tls: null, sasl: null });
const reading = (row: number) => ({ key: 'm', value: JSON.stringify({ t: base + row * 1000, v: row }), timestamp: base + row * 1000 });
const draft = (topic: string, start: StartPlace, connection = plain()): StreamDraft => ({
  name: topic, domain: 'other', decoding: { format: 'json' }, mapping: { time: { field: 't', unit: 'ms' }, keys: [], channels: [{ field: 'v', name: 'v', unit: '' }], label: null },
  source: { kind: 'kafka', connection, topic, start }, detector: { name: 'forecast-residual', sensitivity: 0.5 }, pace: 'fast',
});
async function publish(topic: string, from: number, to: number): Promise<void> {
  const publisher = createRecordPublisher(plain(), 'test');
  await publisher.send(topic, Array.from({ length: to - from }, (_, i) => reading(from + i)));
  await publisher.close();
}
async function valuesOf(streamId: Parameters<typeof untilHealth>[1]): Promise<number[]> {
  const [series] = await opened.workbench.call('series.list', { streamId });
  if (series === undefined) return [];
  const stretch = await opened.workbench.call('series.stretch', { seriesId: series.id, from: 0, to: Number.MAX_SAFE_INTEGER, points: 100_000 });
  return [...stretch.min];
}
const notifications = () => new Promise<Notification[]>((settle, fail) => {
  const stop = opened.workbench.subscribe('notifications.watch', {}, { onSnapshot: (all) => { settle(all); queueMicrotask(() => stop()); }, onChange: () => undefined, onError: fail });
});
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test.each<{ name: string; start: StartPlace; first: number }>([
  { name: 'earliest', start: { at: 'earliest' }, first: 0 },
  { name: 'latest', start: { at: 'latest' }, first: 100 },
  { name: 'timestamp', start: { at: 'timestamp', time: base + 40_000 }, first: 40 },
  { name: 'offset', start: { at: 'offset', offsets: { 0: '70' } }, first: 70 },
])('starts at $name and goes on with what comes', async ({ name, start, first }) => {
  const topic = `start-${name}`;
  await publish(topic, 0, 100);
  const stream = await opened.workbench.call('streams.create', draft(topic, start));
  await untilHealth(opened.workbench, stream.id, ({ state }) => state === 'running');
  await publish(topic, 100, 120);
  const health = await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount >= 120 - first);
  expect(health).toMatchObject({ recordCount: 120 - first, lag: 0 });
  expect(await valuesOf(stream.id)).toEqual(rows(first, 120));
  await opened.workbench.call('streams.remove', { streamId: stream.id });
});

test('goes on from the stored place after a stop, with nothing lost and nothing twice', async () => {
  await publish('stopped', 0, 50);
  const stream = await opened.workbench.call('streams.create', draft('stopped', { at: 'earliest' }));
  await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 50);
  await opened.workbench.call('streams.stop', { streamId: stream.id });
  await publish('stopped', 50, 80);
  await opened.workbench.call('streams.start', { streamId: stream.id });
  await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 80);
  expect(await valuesOf(stream.id)).toEqual(rows(0, 80));
  await opened.workbench.call('streams.remove', { streamId: stream.id });
});

test('quarantines what can not be read, with the reason, and goes on', async () => {
  const publisher = createRecordPublisher(plain(), 'test');
  await publisher.send('poison', [reading(0), { key: 'm', value: '{"t":', timestamp: base }, { key: 'm', value: `${'['.repeat(100_000)}1${']'.repeat(100_000)}`, timestamp: base }, reading(1)]);
  await publisher.close();
  const stream = await opened.workbench.call('streams.create', draft('poison', { at: 'earliest' }));
  const health = await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 4);
  expect(health.quarantinedCount).toBe(2);
  const quarantined = await opened.workbench.call('streams.quarantine', { streamId: stream.id });
  expect(quarantined.map(({ offset }) => offset).sort()).toEqual(['1', '2']);
  for (const { reason } of quarantined) expect(reason.length).toBeGreaterThan(10);
  expect(await valuesOf(stream.id)).toEqual([0, 1]);
  await opened.workbench.call('streams.remove', { streamId: stream.id });
});

test('sums up what is found in a backlog, and tells of what comes after it one by one', async () => {
  const told = async () => (await notifications()).filter(({ title }) => title.includes('waves'));
  const publisher = createRecordPublisher(plain(), 'test');
  const wave = (row: number) => ({ key: 'm', value: JSON.stringify({ t: base + row * 1000, v: Math.sin(row / 9) + ((row * 7919) % 13) / 40 + (row % 900 > 880 ? 30 : 0) }), timestamp: base + row * 1000 });
  await publisher.send('waves', rows(0, 4500).map(wave));
  const stream = await opened.workbench.call('streams.create', draft('waves', { at: 'earliest' }));
  const { anomalyCount } = await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 4500);
  expect(anomalyCount).toBeGreaterThan(1);
  await expect.poll(told).toMatchObject([{ title: 'waves has caught up', body: `4,500 records had waited. ${anomalyCount} anomalies were found.` }]);
  await publisher.send('waves', rows(4500, 5450).map(wave));
  await publisher.close();
  await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 5450);
  await expect.poll(async () => (await told()).map(({ target }) => target.kind)).toContain('anomaly');
  await opened.workbench.call('streams.remove', { streamId: stream.id });
});

test('tells a series and then a stream that fell silent as conditions, and when each is over', async () => {
  const publisher = createRecordPublisher(plain(), 'test');
  const send = (keys: readonly string[], from: number, to: number) => publisher.send('quiet', rows(from, to).flatMap((row) => keys.map((who) => ({ key: who, value: JSON.stringify({ ...JSON.parse(reading(row).value) as object, who }), timestamp: base + row * 1000 }))));
  const conditions = async () => (await opened.workbench.call('conditions.list', { streamId: stream.id })).map(({ kind, seriesId, end }) => `${kind} ${seriesId === null ? 'stream' : 'series'} ${end === null ? 'goes on' : 'is over'}`).sort();
  await send(['a', 'b'], 0, 1);
  const stream = await opened.workbench.call('streams.create', { ...draft('quiet', { at: 'earliest' }), mapping: { ...draft('', { at: 'earliest' }).mapping, keys: ['who'] } });
  for (let row = 1; row <= 40; row++) {
    await send(['a', 'b'], row, row + 1);
    await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 2 * (row + 1)); // each is a batch of its own: how far apart they come is learned
  }
  await send(['a'], 41, 500);
  await expect.poll(conditions, { timeout: 60_000 }).toEqual(['silent series goes on']);
  await expect.poll(conditions, { timeout: 120_000, interval: 1_000 }).toEqual(['silent series goes on', 'silent stream goes on']);
  await send(['a', 'b'], 500, 800);
  await expect.poll(conditions, { timeout: 60_000 }).toEqual(['silent series is over', 'silent stream is over']);
  await publisher.close();
  await opened.workbench.call('streams.remove', { streamId: stream.id });
});

test('tells lag while what is read can not be taken, with how far it is behind, and that it is over once it has caught up', async () => {
  const { store, folder, remove } = makeStore();
  const [tenfold, log] = [10, createLog({ level: 'silent' })];
  /** For silence and lag. */
  let looks = 0;
  const begun = systemClock.now();
  const clock: Clock = {
    now: () => begun + tenfold * (systemClock.now() - begun), monotonic: () => tenfold * systemClock.monotonic(), sleep: (ms, signal) => systemClock.sleep(ms / tenfold, signal),
    after: (ms, act) => systemClock.after(ms / tenfold, act),
    every: (ms, tick) => systemClock.every(ms / tenfold, () => {
      tick();
      if (ms >= 5_000) looks += 1;
    }),
  };
  store.write((db) => deleteStream(db, ownStream));
  const stub = stubDetection();
  let free = Promise.withResolvers<undefined>();
  free.resolve(undefined);
  const streams = createStreamService({ store, clock, log, startStreams: false, samples: openSamples(''), captures: createCaptureService(folder, clock), uploads: null as never, detection: { ...stub, advance: (...given) => free.promise.then(() => stub.advance(...given)) } });
  const conditions = () => store.read((db) => listConditions(db, { streamId: id, openOnly: false, limit: 10 })).filter(({ kind }) => kind === 'lag');
  const health = () => streams.list().find(({ stream }) => stream.id === id)!.health;
  await publish('lagging', 0, 20);
  const { id } = streams.create(streamDraftSchema.parse(draft('lagging', { at: 'earliest' })));
  await streams.start(id, null).catch(() => undefined);
  await expect.poll(health, { timeout: 60_000 }).toMatchObject({ recordCount: 20, lag: 0 });
  const before = looks;
  await expect.poll(() => looks, { timeout: 60_000 }).toBeGreaterThan(before + 1); // it was seen to have caught up
  free = Promise.withResolvers();
  await publish('lagging', 20, 120);
  await expect.poll(conditions, { timeout: 60_000 }).toMatchObject([{ end: null, words: expect.stringMatching(/^Reading is 100 records and .+ behind the end of the topic\.$/) as string }]);
  await publish('lagging', 120, 180);
  await expect.poll(() => health().lag, { timeout: 60_000 }).toBe(160);
  expect(conditions()).toMatchObject([{ end: null }]);
  free.resolve(undefined);
  await expect.poll(health, { timeout: 60_000 }).toMatchObject({ recordCount: 180, lag: 0 });
  await expect.poll(() => conditions().map(({ end }) => end), { timeout: 60_000 }).toEqual([expect.any(Number)]);
  await streams.close();
  remove();
});

test('waits for a broker that is killed, and reads on when it is back', async () => {
  await publish('killed-broker', 0, 30);
  const stream = await opened.workbench.call('streams.create', draft('killed-broker', { at: 'earliest' }));
  await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 30);
  await broker.kill();
  const waiting = await untilHealth(opened.workbench, stream.id, ({ state }) => state === 'waiting');
  expect(waiting.error).toMatchObject({ retryable: true });
  await broker.restart();
  await publish('killed-broker', 30, 60);
  await untilHealth(opened.workbench, stream.id, ({ recordCount }) => recordCount === 60);
  expect(await valuesOf(stream.id)).toEqual(rows(0, 60));
  await opened.workbench.call('streams.remove', { streamId: stream.id });
});
