import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Producer, stringSerializers } from '@platformatic/kafka';
import kafkajs from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../app/main/clock.ts';
import { createDecoder } from '../../app/main/ingest/decode.ts';
import { testConnection } from '../../app/main/ingest/kafka-client.ts';
import { createKafkaSource } from '../../app/main/ingest/kafka-source.ts';
import type { RecordSource, StoredPlaces } from '../../app/main/ingest/record-source.ts';
import { sampleTopic } from '../../app/main/ingest/sample-topic.ts';
import { createLog } from '../../app/main/log.ts';
import type { KafkaConnection, StartPlace } from '../../app/shared/domain/stream.ts';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import { makeBrokerCertificates, type BrokerCertificates } from '../fixtures/broker-certificates.ts';
import { collectingSink, type CollectingSink } from '../fixtures/collecting-sink.ts';
import { createTopic } from '../fixtures/create-topic.ts';

/* The source of topics by itself, against a real broker: places, order, holding back, faults, and what the wire may be wrapped in. */

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-reading-'));
const log = createLog({ level: 'silent' });
const user = { name: 'analyst', password: 'secret-of-the-analyst' };
let broker: Awaited<ReturnType<typeof startBroker>>;
let certificates: BrokerCertificates;
let client: kafkajs.Kafka;
let admin: kafkajs.Admin;
let producer: kafkajs.Producer;
const running: RecordSource[] = [];

beforeAll(async () => {
  certificates = makeBrokerCertificates(folder);
  broker = await startBroker({
    listeners: [{ name: 'SIGNED', protocol: 'SASL_PLAINTEXT' }, { name: 'MUTUAL', protocol: 'SSL' }, { name: 'SECRET', protocol: 'SASL_SSL' }],
    scramUsers: [{ mechanism: 'SCRAM-SHA-256', ...user }, { mechanism: 'SCRAM-SHA-512', ...user }], plainUsers: [user],
    properties: { ...certificates.properties('MUTUAL', 'required'), ...certificates.properties('SECRET', 'none'), 'auto.create.topics.enable': 'false' },
  });
  client = new kafkajs.Kafka({ brokers: broker.brokers, logLevel: kafkajs.logLevel.NOTHING });
  admin = client.admin();
  producer = client.producer();
  await Promise.all([admin.connect(), producer.connect()]);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((source) => source.stop()));
});
afterAll(async () => {
  await Promise.all([admin.disconnect(), producer.disconnect()]);
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

const plain = (): KafkaConnection => ({ brokers: broker.brokers, tls: null, sasl: null });
const at = (listener: string, rest: Partial<KafkaConnection>): KafkaConnection => ({ brokers: [`127.0.0.1:${broker.ports[listener]}`], tls: null, sasl: null, ...rest });
const base = Date.UTC(2026, 0, 5);
let made = 0;

/** A new topic, and how to write rows to it: row r has the value `r` and the stamp base + r seconds. */
async function newTopic(partitions = 1, settings: Record<string, string> = {}) {
  const topic = `topic-${made++}`;
  await createTopic(admin, { topic, numPartitions: partitions, configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })) });
  // kafkajs' encoder takes the square of a send's length.
  const write = async (from: number, to: number, partition = 0) => {
    for (let first = from; first < to; first += 1_000) {
      await producer.send({ topic, messages: Array.from({ length: Math.min(1_000, to - first) }, (_, i) => ({ partition, value: String(first + i), timestamp: String(base + (first + i) * 1000) })) });
    }
  };
  return { topic, write };
}
async function begin(topic: string, sink: CollectingSink, { start = { at: 'earliest' } as StartPlace, places = new Map() as StoredPlaces, connection = plain() } = {}): Promise<RecordSource> {
  const source = createKafkaSource({ connection, topic, start, log, clock: systemClock });
  running.push(source);
  await source.start(sink, places);
  return source;
}
/** Deletes what lies before an offset; kafkajs knows a topic's leaders only after it has asked for its offsets. */
async function deleteBefore(topic: string, offset: number): Promise<void> {
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
}
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));
const errorOf = (sink: CollectingSink) => {
  const state = sink.states.at(-1)!;
  return 'error' in state ? state.error : null;
};

describe('where reading starts', () => {
  test.each<{ name: string; start: StartPlace; places: [number, number][]; first: number }>([
    { name: 'earliest', start: { at: 'earliest' }, places: [], first: 0 },
    { name: 'latest', start: { at: 'latest' }, places: [], first: 100 },
    { name: 'a time', start: { at: 'timestamp', time: base + 40_000 }, places: [], first: 40 },
    { name: 'a time beyond the last record', start: { at: 'timestamp', time: base + 4_000_000 }, places: [], first: 100 },
    { name: 'an offset', start: { at: 'offset', offsets: { 0: '70' } }, places: [], first: 70 },
    { name: 'the stored place, whatever start is configured', start: { at: 'latest' }, places: [[0, 55]], first: 55 },
  ])('$name', async ({ start, places, first }) => {
    const { topic, write } = await newTopic();
    await write(0, 100);
    const sink = collectingSink();
    await begin(topic, sink, { start, places: new Map(places) });
    await sink.untilState('running');
    await write(100, 120);
    await sink.until(() => sink.texts().at(-1) === '119');
    expect(sink.texts()).toEqual(rows(first, 120));
    expect(sink.batches.at(-1)).toMatchObject({ nextOffset: 120, endOffset: 120 });
  });
  test('an offset that the topic does not hold is told, not moved', async () => {
    const { topic, write } = await newTopic();
    await write(0, 10);
    const sink = collectingSink();
    await begin(topic, sink, { start: { at: 'offset', offsets: { 0: '50' } } });
    await sink.untilState('failed');
    expect(errorOf(sink)).toMatchObject({ code: 'AF_INGEST_OFFSET_OUT_OF_RANGE', message: expect.stringContaining('0 to 10') as string });
    expect(sink.batches).toEqual([]);
  });
  test('a stored place that was deleted is told', async () => {
    const { topic, write } = await newTopic();
    await write(0, 10);
    await deleteBefore(topic, 6);
    const sink = collectingSink();
    await begin(topic, sink, { places: new Map([[0, 3]]) });
    await sink.untilState('failed');
    expect(errorOf(sink)).toMatchObject({ code: 'AF_INGEST_OFFSET_OUT_OF_RANGE', details: { low: 6, stored: 3 } });
  });
  test('a place that is deleted while paused is told, not skipped', async () => {
    const { topic, write } = await newTopic();
    await write(0, 4);
    const sink = collectingSink();
    const source = await begin(topic, sink);
    await sink.until(() => sink.texts().length === 4);
    source.pause();
    await write(4, 5);
    // The pause holds the fetch of row 4; what follows is deleted before it is fetched.
    await sink.until(() => sink.progress.get(0)?.endOffset === 5);
    await write(5, 20);
    await deleteBefore(topic, 15);
    source.resume();
    await sink.untilState('failed');
    expect(errorOf(sink)).toMatchObject({ code: 'AF_INGEST_OFFSET_OUT_OF_RANGE' });
    expect(sink.texts()).toEqual(rows(0, sink.texts().length));
  });
  test('a topic that is not there is told, and waited for', async () => {
    const sink = collectingSink();
    await begin('no-such-topic', sink);
    await sink.untilState('waiting');
    expect(errorOf(sink)).toMatchObject({ code: 'AF_INGEST_TOPIC_UNKNOWN', retryable: true });
  });
});

describe('handing on', () => {
  test('nothing is given after the sink refused a batch, of any partition, and the error is told', async () => {
    const { topic, write } = await newTopic(2);
    await write(0, 12_000, 0);
    await write(0, 12_000, 1);
    const sink = collectingSink((batch) => (batch.partition === 0 ? Promise.reject(new Error('the disk is full')) : Promise.resolve()));
    const source = await begin(topic, sink);
    await sink.untilState('failed');
    const before = sink.batches.length;
    await write(12_000, 12_100, 1);
    await source.stop();
    expect(sink.batches.length).toBe(before);
    expect(sink.batches.filter(({ partition }) => partition === 0).length).toBeLessThanOrEqual(3);
  });
  test('it goes on from the stored places when it is started anew after a refusal', async () => {
    const { topic, write } = await newTopic();
    await write(0, 12_000);
    let refusals = 1;
    const sink = collectingSink((batch) => (batch.nextOffset > 5_000 && refusals-- > 0 ? Promise.reject(new Error('the disk is full')) : Promise.resolve()));
    const source = await begin(topic, sink);
    await sink.untilState('failed');
    await source.stop();
    const again = collectingSink();
    await source.start(again, new Map([[0, 5_000]]));
    await again.until(() => again.texts().at(-1) === '11999');
    expect(again.texts()).toEqual(rows(5_000, 12_000));
  });
  test('no more than five batches of a partition are outstanding, and order is kept', async () => {
    const { topic, write } = await newTopic();
    await write(0, 60_000);
    const taking: (() => void)[] = [];
    const sink = collectingSink(() => new Promise<void>((resolve) => taking.push(resolve)));
    await begin(topic, sink);
    await sink.until(() => taking.length === 5);
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(sink.batches.length).toBe(5);
    while (sink.texts().length < 60_000) {
      const before = sink.batches.length;
      taking.shift()!();
      await sink.until(() => sink.batches.length > before);
    }
    for (const take of taking) take();
    expect(sink.texts()).toEqual(rows(0, 60_000));
  });
  test('a pause holds what was fetched already; nothing is lost and order is kept', async () => {
    const { topic, write } = await newTopic();
    await write(0, 70_000);
    const taking: (() => void)[] = [];
    const sink = collectingSink(() => new Promise<void>((resolve) => taking.push(resolve)));
    const source = await begin(topic, sink);
    await sink.until(() => taking.length === 5);
    source.pause();
    for (const take of taking.splice(0)) take();
    await write(70_000, 70_100);
    await sink.until(() => sink.progress.get(0)?.endOffset === 70_100);
    expect(sink.batches.length).toBe(5);
    expect(sink.progress.get(0)).toEqual({ nextOffset: 50_000, endOffset: 70_100 });
    source.resume();
    while (sink.texts().length < 70_100) {
      await sink.until(() => taking.length > 0);
      taking.shift()!();
      await sink.until(() => taking.length > 0 || sink.texts().length === 70_100);
    }
    for (const take of taking) take();
    expect(sink.texts()).toEqual(rows(0, 70_100));
  });
  test('a pause before the first fetch holds too', async () => {
    const { topic, write } = await newTopic();
    await write(0, 10);
    const sink = collectingSink();
    const source = createKafkaSource({ connection: plain(), topic, start: { at: 'earliest' }, log, clock: systemClock });
    running.push(source);
    void source.start(sink, new Map());
    source.pause();
    await sink.untilState('running');
    await write(10, 20);
    await sink.until(() => sink.progress.get(0)?.endOffset === 20);
    expect(sink.batches).toEqual([]);
    source.resume();
    await sink.until(() => sink.texts().length === 20);
    expect(sink.texts()).toEqual(rows(0, 20));
  });
  test('a quiet partition keeps telling its end, also behind a transaction', async () => {
    const { topic, write } = await newTopic(2);
    await write(0, 5, 0);
    const sink = collectingSink();
    await begin(topic, sink);
    await sink.until(() => sink.texts().length === 5);
    // kafkajs' transactional producer may wait for ever where the broker makes its transaction log meanwhile.
    const transactional = new Producer({ clientId: 'transactional', bootstrapBrokers: broker.brokers, serializers: stringSerializers, idempotent: true, acks: -1, transactionalId: 'a' });
    for (const [value, end] of [['kept', 'commit'], ['aborted', 'abort']] as const) {
      const transaction = await transactional.beginTransaction();
      await transaction.send({ messages: [{ topic, partition: 1, value }] });
      await transaction[end]();
    }
    await transactional.close();
    sink.progress.clear();
    await sink.until(() => sink.progress.get(0)?.nextOffset === 5 && sink.progress.get(1)?.nextOffset === 4);
    expect(Object.fromEntries(sink.progress)).toEqual({ 0: { nextOffset: 5, endOffset: 5 }, 1: { nextOffset: 4, endOffset: 4 } });
    expect(sink.texts().slice(5)).toEqual(['kept']);
  });
  test('a partition that is added is read from its beginning', async () => {
    const { topic, write } = await newTopic();
    const sink = collectingSink();
    const source = await begin(topic, sink, { start: { at: 'latest' } });
    await sink.untilState('running');
    await admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] });
    // kafkajs drops, without a word, what is sent to a partition that its metadata do not hold yet; it fetches them at the first write.
    await expect.poll(async () => (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions.filter(({ leader }) => leader >= 0).length, { timeout: 30_000 }).toBe(2);
    await write(0, 10, 1);
    await source.stop();
    // As the workbench does: started anew, the old partition has its stored place.
    await source.start(sink, new Map([[0, 0], [1, 0]]));
    await sink.until(() => sink.texts().length === 10);
    expect(sink.places()).toEqual(Array.from({ length: 10 }, (_, i) => `1:${i}`));
  });
  test('records that are no text, empty or tombstones come as they are, and decoding says why', async () => {
    const { topic, write } = await newTopic();
    await producer.send({ topic, messages: [{ value: null }, { value: Buffer.from([0xff, 0xfe]) }, { value: '' }, { value: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }] });
    await write(4, 5);
    const sink = collectingSink();
    await begin(topic, sink);
    await sink.until(() => sink.batches.reduce((sum, { values }) => sum + values.length, 0) === 5);
    const decode = createDecoder({ format: 'json' });
    const reasons = sink.batches.flatMap(({ values }) => values.map((value) => decode(value))).map((one) => ('reason' in one ? one.reason : 'read'));
    expect(reasons).toEqual([expect.stringContaining('tombstone'), expect.stringContaining('UTF-8'), expect.stringContaining('not JSON'), expect.stringContaining('not an object'), 'read']);
  });
  test('a group that is joined anew in the middle costs nothing and gives nothing twice', async () => {
    const { topic, write } = await newTopic(2);
    for (const partition of [0, 1]) await write(0, 40_000, partition);
    const store = Promise.withResolvers<void>();
    const sink = collectingSink(() => store.promise);
    await begin(topic, sink);
    await sink.until(() => sink.batches.length === 6);
    const [group] = (await admin.listGroups()).groups.filter(({ groupId }) => groupId.startsWith('anomalyforce-'));
    const other = client.consumer({ groupId: group!.groupId });
    await other.connect();
    await other.subscribe({ topic });
    const joined = new Promise((resolve) => other.on('consumer.group_join', resolve));
    await other.run({ autoCommit: false, eachBatch: () => Promise.resolve() });
    await joined;
    await other.disconnect();
    store.resolve();
    await sink.until(() => sink.places().length >= 80_000);
    expect(sink.states.filter(({ state }) => state === 'running').length).toBeGreaterThan(1);
    expect(sink.places().toSorted()).toEqual([0, 1].flatMap((partition) => Array.from({ length: 40_000 }, (_, i) => `${partition}:${i}`)).toSorted());
    for (const partition of [0, 1]) expect(sink.batches.filter((batch) => batch.partition === partition).flatMap(({ offsets }) => [...offsets])).toEqual(Array.from({ length: 40_000 }, (_, i) => i));
  });
  test('a stop in the middle of a batch ends all calls, and the group is gone', async () => {
    const { topic, write } = await newTopic();
    await write(0, 30_000);
    const sink = collectingSink();
    const source = await begin(topic, sink);
    await sink.until(() => sink.batches.length === 1);
    await source.stop();
    const before = [sink.batches.length, sink.states.length, sink.progress.size];
    await write(30_000, 30_010);
    expect([sink.batches.length, sink.states.length, sink.progress.size]).toEqual(before);
    expect((await admin.listGroups()).groups.filter(({ groupId }) => groupId.startsWith('anomalyforce-'))).toEqual([]);
  });
});

describe('packing', () => {
  test.each(['gzip', 'snappy', 'lz4', 'zstd'])('%s is unpacked', async (codec) => {
    const { topic } = await newTopic(1, { 'compression.type': codec });
    const values = Array.from({ length: 3_000 }, (_, i) => JSON.stringify({ row: i, text: 'the same again '.repeat(i % 20), noise: Math.sin(i) }));
    for (let from = 0; from < values.length; from += 1_000) await producer.send({ topic, messages: values.slice(from, from + 1_000).map((value) => ({ value })) });
    const sink = collectingSink();
    await begin(topic, sink, { places: new Map([[0, 1_500]]) });
    await sink.until(() => sink.texts().length >= 1_500);
    expect(sink.texts()).toEqual(values.slice(1_500));
  });
});

describe('who may connect', () => {
  test.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)('signs in by %s, and says when the password is wrong', async (mechanism) => {
    const { topic, write } = await newTopic();
    await write(0, 10);
    const sasl = { mechanism, username: user.name, password: user.password };
    const sink = collectingSink();
    await begin(topic, sink, { connection: at('SIGNED', { sasl }) });
    await sink.until(() => sink.texts().length === 10);
    const refused = collectingSink();
    await begin(topic, refused, { connection: at('SIGNED', { sasl: { ...sasl, password: 'another' } }) });
    await refused.untilState('failed');
    expect(errorOf(refused)).toMatchObject({ code: 'AF_INGEST_SASL_REFUSED' });
    expect(JSON.stringify(errorOf(refused))).not.toContain('another');
  });
  test('reads over TLS with a client certificate, and over TLS with a password', async () => {
    const { topic, write } = await newTopic();
    await write(0, 10);
    const { ca, clientCertificate, clientKey } = certificates;
    const mutual = collectingSink();
    await begin(topic, mutual, { connection: at('MUTUAL', { tls: { ca, certificate: clientCertificate, privateKey: clientKey } }) });
    await mutual.until(() => mutual.texts().length === 10);
    const signed = collectingSink();
    await begin(topic, signed, { connection: at('SECRET', { tls: { ca, certificate: null, privateKey: null }, sasl: { mechanism: 'scram-sha-512', username: user.name, password: user.password } }) });
    await signed.until(() => signed.texts().length === 10);
  });
  test('says what is wrong with a TLS connection', async () => {
    const { ca, otherCa } = certificates;
    const tls = { ca, certificate: null, privateKey: null };
    await expect(testConnection(at('MUTUAL', { tls: { ...tls, ca: otherCa } }), log)).rejects.toMatchObject({ code: 'AF_INGEST_TLS_REFUSED', message: expect.stringContaining('not signed by a known authority') as string });
    await expect(testConnection(at('MUTUAL', { tls }), log)).rejects.toMatchObject({ code: 'AF_INGEST_TLS_REFUSED' });
    await expect(testConnection({ ...plain(), tls }, log)).rejects.toMatchObject({ code: 'AF_INGEST_TLS_REFUSED', message: expect.stringContaining('does not speak TLS') as string });
  });
});

test('a preview takes the records that reading would begin with, or the last ones, wherever they lie', async () => {
  const { topic, write } = await newTopic(4);
  await write(0, 400, 2);
  await write(400, 410, 3);
  const sampled = async (start: StartPlace) => (await sampleTopic(plain(), topic, start, 300, log, systemClock)).values.map((value) => Number(new TextDecoder().decode(value!))).sort((a, b) => a - b);
  expect(await sampled({ at: 'latest' })).toEqual(rows(110, 410).map(Number));
  expect(await sampled({ at: 'earliest' })).toEqual([...rows(0, 290), ...rows(400, 410)].map(Number));
  expect(await sampled({ at: 'offset', offsets: { 2: '350', 3: '10' } })).toEqual(rows(350, 400).map(Number));
  const empty = await newTopic();
  expect((await sampleTopic(plain(), empty.topic, { at: 'earliest' }, 300, log, systemClock)).values).toEqual([]);
});

test('a broker that is killed in the middle costs nothing and gives nothing twice', async () => {
  const { topic, write } = await newTopic(2);
  await write(0, 5_000, 0);
  await write(0, 5_000, 1);
  const sink = collectingSink();
  const source = await begin(topic, sink);
  await sink.until(() => sink.texts().length > 0);
  await broker.kill();
  await sink.untilState('waiting');
  expect(errorOf(sink)).toMatchObject({ retryable: true });
  await broker.restart();
  await write(5_000, 6_000, 0);
  await write(5_000, 6_000, 1);
  await sink.until(() => sink.texts().length >= 12_000);
  expect(sink.places().toSorted()).toEqual([0, 1].flatMap((partition) => Array.from({ length: 6_000 }, (_, i) => `${partition}:${i}`)).toSorted());
  await source.stop();
  const later = collectingSink();
  await write(6_000, 6_050, 1);
  await source.start(later, sink.committed);
  await later.until(() => later.texts().length === 50);
  expect(later.places()).toEqual(Array.from({ length: 50 }, (_, i) => `1:${6_000 + i}`));
});
