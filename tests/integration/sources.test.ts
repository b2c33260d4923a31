import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import kafkajs from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../app/main/clock.ts';
import type { RecordSource } from '../../app/main/ingest/record-source.ts';
import { createLog } from '../../app/main/log.ts';
import { createCapture } from '../../app/main/record/capture-file.ts';
import { makeSource, type SourceServices } from '../../app/main/workbench/streams/make-source.ts';
import type { Stream, StreamSource } from '../../app/shared/domain/stream.ts';
import { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import { collectingSink } from '../fixtures/collecting-sink.ts';
import { createTopic } from '../fixtures/create-topic.ts';

/* What every source keeps to, as record-source.ts says it: the same tests over all of them, made as the workbench makes them. */

const folder = mkdtempSync(join(tmpdir(), 'anomalyforce-sources-'));
const rowCount = 23_000;
const base = Date.UTC(2026, 0, 5);
const values = Array.from({ length: rowCount }, (_, row) => JSON.stringify({ t: base + row * 1000, v: row }));
const bytes = values.map((value) => new TextEncoder().encode(value));
const topic = 'conformance';
let broker: Awaited<ReturnType<typeof startBroker>>;
/** Records of the sources with two partitions: even rows lie in one, odd rows in the other. */
const partitionOf = (row: number) => row % 2;

beforeAll(async () => {
  broker = await startBroker();
  const client = new kafkajs.Kafka({ brokers: broker.brokers, logLevel: kafkajs.logLevel.NOTHING });
  const admin = client.admin();
  const producer = client.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  await createTopic(admin, { topic, numPartitions: 2 });
  for (let from = 0; from < rowCount; from += 1_000) await producer.send({ topic, messages: values.slice(from, from + 1_000).map((value, i) => ({ partition: partitionOf(from + i), value })) });
  await Promise.all([admin.disconnect(), producer.disconnect()]);

  writeFileSync(join(folder, 'rows.csv'), `t,v\n${values.map((_value, row) => `${base + row * 1000},${row}`).join('\n')}\n`);
  writeFileSync(join(folder, 'newest-first.csv'), `t,v\n${values.map((_value, row) => `${base + row * 1000},${row}`).reverse().join('\n')}\n`);
  writeFileSync(join(folder, 'rows.jsonl'), `${values.join('\n')}\n`);
  parquetWriteFile({ filename: join(folder, 'rows.parquet'), columnData: [{ name: 't', data: values.map((_value, row) => base + row * 1000), type: 'DOUBLE' }, { name: 'v', data: values.map((_value, row) => row), type: 'DOUBLE' }] });
  const capture = createCapture(join(folder, 'rows.afcap'), { stream: 'rows', source: topic, startedAt: base, decoding: { format: 'json' }, mapping });
  for (let from = 0; from < rowCount; from += 2_000) {
    for (const partition of [0, 1]) {
      const rows = Array.from({ length: Math.min(2_000, rowCount - from) }, (_, i) => from + i).filter((row) => partitionOf(row) === partition);
      const offsets = rows.map((row) => Math.floor(row / 2));
      capture.append({ partition, offsets, timestamps: rows.map((row) => base + row * 1000), keys: rows.map(() => null), values: rows.map((row) => bytes[row]!), nextOffset: offsets.at(-1)! + 1 });
    }
  }
  capture.close();
});
afterAll(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

const mapping: Stream['mapping'] = { time: { field: 't', unit: 'ms' }, keys: [], channels: [{ field: 'v', name: 'v', unit: '' }], label: null };
const file = (format: 'csv' | 'json-lines' | 'parquet' | 'capture', name: string): { make: () => StreamSource; partitions: number; hasEnd: boolean } => ({ make: () => ({ kind: 'file', location: { at: 'path', path: join(folder, name) }, format }), partitions: format === 'capture' ? 2 : 1, hasEnd: true });
const sources: Record<string, ReturnType<typeof file>> = {
  Kafka: { make: () => ({ kind: 'kafka', connection: { brokers: broker.brokers, tls: null, sasl: null }, topic, start: { at: 'earliest' } }), partitions: 2, hasEnd: false },
  CSV: file('csv', 'rows.csv'),
  'CSV, newest first': file('csv', 'newest-first.csv'),
  'JSON lines': file('json-lines', 'rows.jsonl'),
  Parquet: file('parquet', 'rows.parquet'),
  capture: file('capture', 'rows.afcap'),
};
// A source of a path or a topic asks neither for uploads nor for samples.
const services = { log: createLog({ level: 'silent' }), clock: systemClock } as SourceServices;
const running: RecordSource[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((source) => source.stop()));
});

describe.each(Object.entries(sources))('%s', (name, { make, partitions, hasEnd }) => {
  const open = (): RecordSource => {
    const decoding: Stream['decoding'] = name.startsWith('CSV') ? { format: 'csv', columns: ['t', 'v'], delimiter: ',' } : { format: 'json' };
    const stream = { decoding, mapping, source: make(), pace: 'fast' } as Stream;
    const source = makeSource(stream, { saslPassword: null, tlsPrivateKey: null }, services);
    running.push(source);
    return source;
  };
  /** Every place of the source, sorted. */
  const everything = () => Array.from({ length: rowCount }, (_, row) => (partitions === 1 ? `0:${row}` : `${partitionOf(row)}:${Math.floor(row / 2)}`)).sort();
  /** The number that each record holds, to tell that it is the right one for its place. */
  const rowsOf = (sink: ReturnType<typeof collectingSink>) => sink.texts().map((text) => Number(name.startsWith('CSV') ? text.split(',')[1] : (JSON.parse(text) as { v: number }).v));

  test('gives every record once, in order within its partition, with the right value', async () => {
    const sink = collectingSink();
    await open().start(sink, new Map());
    await sink.until(() => sink.places().length >= rowCount);
    if (hasEnd) await sink.untilState('finished');
    expect(sink.places().sort()).toEqual(everything());
    for (let partition = 0; partition < partitions; partition++) {
      let place = 0;
      for (const batch of sink.batches.filter((one) => one.partition === partition)) {
        for (const offset of batch.offsets) {
          expect(offset).toBeGreaterThanOrEqual(place);
          place = offset + 1;
        }
        expect(batch.nextOffset).toBeGreaterThanOrEqual(place);
        place = batch.nextOffset;
      }
    }
    const rows = rowsOf(sink);
    sink.places().forEach((place, i) => {
      const [partition, offset] = place.split(':').map(Number) as [number, number];
      expect(rows[i]).toBe(partitions === 1 ? offset : offset * 2 + partition);
    });
  });
  test('gives exactly the rest when it is stopped during a batch and started again from the places taken', async () => {
    const store = Promise.withResolvers<void>();
    const sink = collectingSink(() => (sink.batches.length < 2 ? Promise.resolve() : store.promise));
    const source = open();
    await source.start(sink, new Map());
    await sink.until(() => sink.batches.length >= 2);
    const stopped = source.stop();
    store.resolve();
    await stopped;
    const before = { batches: sink.batches.length, states: sink.states.length };
    const rest = collectingSink();
    await open().start(rest, sink.committed);
    await rest.until(() => rest.places().length + sink.places().length >= rowCount);
    if (hasEnd) await rest.untilState('finished');
    expect([...sink.places(), ...rest.places()].sort()).toEqual(everything());
    expect({ batches: sink.batches.length, states: sink.states.length }).toEqual(before);
  });
  test('goes on in the middle of what it would hand on as one', async () => {
    const places = new Map(Array.from({ length: partitions }, (_, partition) => [partition, 1_234 + partition]));
    const sink = collectingSink();
    await open().start(sink, places);
    const skipped = [...places.values()].reduce((sum, place) => sum + place, 0);
    await sink.until(() => sink.places().length >= rowCount - skipped);
    if (hasEnd) await sink.untilState('finished');
    expect(sink.places().length).toBe(rowCount - skipped);
    for (const [partition, place] of places) expect(sink.batches.find((batch) => batch.partition === partition)!.offsets[0]).toBe(place);
  });
  test('gives nothing more after the sink refused a batch, and tells the error', async () => {
    const sink = collectingSink(() => Promise.reject(new WorkbenchError('AF_STORE_FULL', 'The disk is full.')));
    const source = open();
    await source.start(sink, new Map());
    expect(await sink.untilState('failed')).toMatchObject({ error: { code: 'AF_STORE_FULL', message: 'The disk is full.' } });
    const before = sink.batches.length;
    await source.stop();
    expect(sink.batches.length).toBe(before);
    expect(sink.batches.length).toBeLessThanOrEqual(3 * partitions);
  });
  test('gives nothing while paused, from the very beginning, and all of it after', async () => {
    const sink = collectingSink();
    const source = open();
    source.pause();
    await source.start(sink, new Map());
    await sink.untilState('running');
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(sink.batches).toEqual([]);
    source.resume();
    await sink.until(() => sink.places().length >= rowCount);
    if (hasEnd) await sink.untilState('finished');
    expect(sink.places().sort()).toEqual(everything());
  });
  test('never has more than five batches of a partition outstanding', async () => {
    const outstanding = new Map<number, number>();
    let most = 0;
    const sink = collectingSink(async ({ partition }) => {
      const now = (outstanding.get(partition) ?? 0) + 1;
      outstanding.set(partition, now);
      most = Math.max(most, now);
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      outstanding.set(partition, outstanding.get(partition)! - 1);
    });
    await open().start(sink, new Map());
    await sink.until(() => sink.places().length >= rowCount);
    if (hasEnd) await sink.untilState('finished');
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(5);
  });
});
