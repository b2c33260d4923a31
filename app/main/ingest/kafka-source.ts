import { randomUUID } from 'node:crypto';
import type { Batch, Consumer } from 'kafkajs';
import type { KafkaConnection, StartPlace } from '../../shared/domain/stream.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createKafkaClient, kafkaError, withAdmin } from './kafka-client.ts';
import { findPlaces } from './kafka-places.ts';
import type { RecordBatch, RecordSink, RecordSource, StoredPlaces } from './record-source.ts';

export interface KafkaSourceOptions {
  connection: KafkaConnection;
  topic: string;
  start: StartPlace;
  log: Log;
  clock: Clock;
}

/** The broker answers a fetch at once when there is something, else after this long: the most that waiting adds to a record's way, ms. */
const maxWaitMs = 40;
/** Most that one fetch brings of a partition. */
const fetchBytes = 2 * 1024 * 1024;
/** Records handed on at once; a fetch may hold more. */
const batchRecords = 5_000;
/** Batches of a partition under way at once: one is decoded while one is scored and one is stored. */
const mostUnderWay = 3;
const heartbeatMs = 3_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

/**
 * A topic as a source, over kafkajs. kafkajs reads only as a member of a consumer group, so each life of a source is a group of its own, whose offsets are set to our
 * places before it joins; the store's places alone decide where reading goes on, and no member that died can hold a new one up.
 *
 * A broker that goes away makes the state `waiting` and is tried again, from the places reached, for ever; refused sign-ins and certificates, and a place that is no longer
 * in the log, make it `failed`.
 */
export function createKafkaSource({ connection, topic, start, log, clock }: KafkaSourceOptions): RecordSource {
  let consumer: Consumer | null = null;
  let stopping = new AbortController();
  let living: Promise<void> = Promise.resolve();
  let isPaused = false;
  let retries = 0;
  /** Next offset of each partition that has been handed on. */
  let places = new Map<number, number>();

  async function live(sink: RecordSink): Promise<void> {
    while (!stopping.signal.aborted) {
      sink.onState({ state: 'connecting' });
      const ended = await readOnce(sink).catch((error: unknown) => kafkaError(error, connection, topic));
      if (stopping.signal.aborted || ended === null) return;
      if (!ended.retryable) return sink.onState({ state: 'failed', error: toWireError(ended) });
      const retryInMs = Math.min(longestRetryMs, firstRetryMs * 2 ** retries);
      retries += 1;
      log.warn({ code: ended.code, retryInMs, topic }, ended.message);
      sink.onState({ state: 'waiting', error: toWireError(ended), retryInMs });
      await clock.sleep(retryInMs, stopping.signal);
    }
  }

  /** One membership: resolves with why it ended, null where the sink refused a batch. */
  async function readOnce(sink: RecordSink): Promise<WorkbenchError | null> {
    const groupId = `anomalyforce-${randomUUID()}`;
    await withAdmin(connection, log, topic, async (admin) => {
      const found = await findPlaces(admin, topic, start, places);
      places = new Map(found.map(({ partition, next }) => [partition, next]));
      await admin.setOffsets({ groupId, topic, partitions: found.map(({ partition, next }) => ({ partition, offset: String(next) })) });
      for (const { partition, next, high } of found) sink.onProgress({ partition, nextOffset: next, endOffset: high });
    });
    const own = createKafkaClient(connection, log).consumer({ groupId, maxWaitTimeInMs: maxWaitMs, minBytes: 1, maxBytesPerPartition: fetchBytes, sessionTimeout: 30_000, heartbeatInterval: heartbeatMs, allowAutoTopicCreation: false, retry: { retries: 2, initialRetryTime: 200, restartOnFailure: () => Promise.resolve(false) } });
    consumer = own;
    const outstanding = new Map<number, Promise<void>[]>();
    /** The sink took a batch and could not store it: nothing more is handed on in this life. */
    let refused = false;
    try {
      return await new Promise<WorkbenchError | null>((resolve, reject) => {
        own.on('consumer.crash', ({ payload }) => resolve(kafkaError(payload.error, connection, topic)));
        own.on('consumer.group_join', () => {
          retries = 0;
          sink.onState({ state: 'running' });
          if (isPaused) own.pause([{ topic }]);
        });
        stopping.signal.addEventListener('abort', () => resolve(null), { once: true });
        void begin().catch(reject);

        async function begin(): Promise<void> {
          await own.connect();
          await own.subscribe({ topic, fromBeginning: true });
          await own.run({ autoCommit: false, partitionsConsumedConcurrently: 3, eachBatch: async ({ batch, heartbeat }) => take(batch, heartbeat) });
        }
        async function take(batch: Batch, heartbeat: () => Promise<void>): Promise<void> {
          const gap = await gapBefore(batch);
          if (gap !== null) return resolve(gap);
          for (const part of batchesOf(batch, places.get(batch.partition) ?? 0)) {
            const underWay = outstanding.get(batch.partition) ?? [];
            if (underWay.length >= mostUnderWay) await settled(underWay.shift(), heartbeat);
            if (stopping.signal.aborted || refused) return;
            places.set(batch.partition, part.nextOffset);
            const taken = sink.onBatch(part);
            taken.catch(() => {
              refused = true;
              resolve(null);
            });
            underWay.push(taken);
            outstanding.set(batch.partition, underWay);
          }
        }
      });
    } finally {
      await Promise.allSettled([...outstanding.values()].flat());
      consumer = null;
      await own.disconnect().catch(() => undefined);
      await withAdmin(connection, log, topic, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
    }
  }

  /** kafkajs goes on at the log's beginning where its place was deleted meanwhile; that is for the analyst to decide. Gaps by compaction are normal. */
  async function gapBefore(batch: Batch): Promise<WorkbenchError | null> {
    const place = places.get(batch.partition) ?? 0;
    const first = batch.firstOffset();
    if (first === null || Number(first) <= place) return null;
    try {
      await withAdmin(connection, log, topic, (admin) => findPlaces(admin, topic, start, new Map([[batch.partition, place]])));
      return null;
    } catch (error) {
      return kafkaError(error, connection, topic);
    }
  }

  async function settled(work: Promise<void> | undefined, heartbeat: () => Promise<void>): Promise<void> {
    if (work === undefined) return;
    let done = false;
    const end = work.then(() => (done = true), () => (done = true));
    while (!done) {
      const waited = new AbortController();
      await Promise.race([end, clock.sleep(heartbeatMs, waited.signal)]);
      waited.abort();
      if (!done) await heartbeat();
    }
  }

  return {
    start(sink, stored: StoredPlaces) {
      stopping = new AbortController();
      places = new Map(stored);
      retries = 0;
      living = live(sink);
      return Promise.resolve();
    },
    pause() {
      isPaused = true;
      consumer?.pause([{ topic }]);
    },
    resume() {
      isPaused = false;
      consumer?.resume([{ topic }]);
    },
    async stop() {
      stopping.abort();
      await living;
    },
  };
}

/** A fetch in pieces; records before `place` (a fetch begins where a compressed block begins) are left out. */
function* batchesOf(batch: Batch, place: number): Generator<RecordBatch> {
  const messages = batch.messages.filter((message) => Number(message.offset) >= place);
  const endOffset = Number(batch.highWatermark);
  const after = Number(batch.lastOffset()) + 1;
  if (!Number.isSafeInteger(after)) throw new WorkbenchError('AF_INTERNAL', `Offset ${batch.lastOffset()} of ${batch.topic} is beyond what this program counts to.`);
  for (let from = 0; from < messages.length; from += batchRecords) {
    const part = messages.slice(from, from + batchRecords);
    const isLast = from + batchRecords >= messages.length;
    yield {
      partition: batch.partition,
      offsets: Float64Array.from(part, (message) => Number(message.offset)),
      timestamps: Float64Array.from(part, (message) => Number(message.timestamp)),
      keys: part.map((message) => message.key),
      values: part.map((message) => message.value),
      nextOffset: isLast ? after : Number(messages[from + batchRecords]!.offset),
      endOffset,
    };
  }
}
