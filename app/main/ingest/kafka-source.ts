import type { Admin, Batch } from 'kafkajs';
import type { KafkaConnection, StartPlace } from '../../shared/domain/stream.ts';
import { toWireError } from '../../shared/errors/wire-error.ts';
import { asWorkbenchError, WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createHandover, type Handover } from './handover.ts';
import { isHandshakeCut, kafkaError, withAdmin } from './kafka-client.ts';
import { findPlaces } from './kafka-places.ts';
import { heartbeatMs, startKafkaReader } from './kafka-reader.ts';
import type { RecordBatch, RecordSink, RecordSource, StoredPlaces } from './record-source.ts';

export interface KafkaSourceOptions {
  connection: KafkaConnection;
  topic: string;
  start: StartPlace;
  log: Log;
  clock: Clock;
}

/** Records handed on at once; a fetch may hold more. */
const batchRecords = 10_000;
/** How often the log's ends are asked for, so that lag is true also where nothing comes. */
const progressMs = 2_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

/**
 * A topic as a source, over kafkajs. A broker that goes away makes the state `waiting` and is tried again, from the places reached, for ever; refused sign-ins and
 * certificates, a place that is not in the log, and a batch that the sink refused make it `failed`.
 */
export function createKafkaSource({ connection, topic, start, log, clock }: KafkaSourceOptions): RecordSource {
  let stopping = new AbortController();
  let living: Promise<void> = Promise.resolve();
  let gate: Handover | null = null;
  let isPaused = false;

  /** One life: from `start` to `stop` or a fault that stays. */
  async function live(sink: RecordSink, stored: StoredPlaces, own: Handover, stopped: AbortSignal): Promise<void> {
    let retries = 0;
    let hasJoined = false;
    /** Next offset of each partition that has been handed on. */
    let places = new Map(stored);

    /** One membership: resolves with why it ended, null where it was stopped. */
    async function readOnce(admin: Admin): Promise<WorkbenchError | null> {
      // After the first time every partition has its place; one that was added since is read whole.
      const found = await findPlaces(admin, topic, hasJoined ? { at: 'earliest' } : start, places);
      if (own.isClosed) return null;
      places = new Map(found.map(({ partition, next }) => [partition, next]));
      const tellEnds = (ends: readonly { partition: number; high: number }[]) => {
        for (const { partition, high } of ends) {
          const nextOffset = places.get(partition);
          if (!own.isClosed && nextOffset !== undefined) sink.onProgress({ partition, nextOffset: own.outstanding(partition) === 0 ? nextOffset : null, endOffset: Math.max(high, nextOffset) });
        }
      };
      tellEnds(found);
      const ended = Promise.withResolvers<WorkbenchError | null>();
      stopped.addEventListener('abort', () => ended.resolve(null), { once: true });
      const reader = await startKafkaReader({
        connection, topic, log,
        places: () => places,
        take: async (batch, heartbeat, isCurrent) => {
          try {
            return await take(batch, heartbeat, isCurrent, admin);
          } catch (error) {
            // What kafkajs throws (a heartbeat into a rebalance) is for kafkajs to see to.
            if (!(error instanceof WorkbenchError)) throw error;
            ended.resolve(error);
            return false;
          }
        },
        skipped(partition, nextOffset) {
          if (nextOffset > (places.get(partition) ?? 0)) places.set(partition, nextOffset);
        },
        joined() {
          retries = 0;
          hasJoined = true;
          if (!own.isClosed) sink.onState({ state: 'running' });
        },
        crashed: (error) => ended.resolve(kafkaError(error, connection, topic)),
      });
      let isAsking = false;
      const quiet = clock.every(progressMs, () => {
        if (isAsking) return;
        isAsking = true;
        // A broker that is gone is told of by the reader.
        admin.fetchTopicOffsets(topic).then((ends) => tellEnds(ends.map(({ partition, high }) => ({ partition, high: Number(high) }))), () => undefined).finally(() => (isAsking = false));
      });
      const why = await ended.promise;
      quiet();
      await reader.stop();
      if (why?.code !== 'AF_INGEST_BROKER_UNREACHABLE') await reader.forget(admin);
      await own.settled();
      return why;
    }

    async function take(batch: Batch, heartbeat: () => Promise<void>, isCurrent: () => boolean, admin: Admin): Promise<boolean> {
      const place = places.get(batch.partition) ?? askedOffset(batch);
      await checkPlace(batch, place, admin);
      for (const part of batchesOf(batch, place)) {
        while (isCurrent() && !own.isClosed && !own.isOpen(part.partition)) {
          const waited = new AbortController();
          await Promise.race([own.changed(), clock.sleep(heartbeatMs, waited.signal)]);
          waited.abort();
          await heartbeat();
        }
        if (!isCurrent() || own.isClosed) return false;
        places.set(part.partition, part.nextOffset);
        own.give(part);
      }
      return true;
    }

    /**
     * kafkajs goes on at the log's beginning where its place is not in the log (deleted meanwhile, or the topic made anew): that is for the analyst to decide, so a fetch
     * of another place than ours throws `AF_INGEST_OFFSET_OUT_OF_RANGE` where ours is gone. Gaps within a fetch (compaction) are normal.
     */
    async function checkPlace(batch: Batch, place: number, admin: Admin): Promise<void> {
      const asked = askedOffset(batch);
      if (asked === place) return;
      await findPlaces(admin, topic, { at: 'earliest' }, new Map([[batch.partition, place]])).catch((error: unknown) => {
        throw kafkaError(error, connection, topic);
      });
      // Before it: what is known already is left out. Beyond it, something would be lost: begin anew.
      if (!(asked < place)) throw new WorkbenchError('AF_INGEST_BROKER_UNREACHABLE', `Partition ${batch.partition} of ${topic} was read from offset ${asked} in place of ${place}; reading begins anew.`);
    }

    while (!own.isClosed) {
      sink.onState({ state: 'connecting' });
      const error = await withAdmin(connection, log, topic, readOnce).catch(asWorkbenchError);
      if (own.isClosed || error === null) return;
      if (!error.retryable && !(hasJoined && isHandshakeCut(error))) {
        own.close();
        return sink.onState({ state: 'failed', error: toWireError(error) });
      }
      const retryInMs = Math.min(longestRetryMs, firstRetryMs * 2 ** retries);
      retries += 1;
      log.warn({ code: error.code, retryInMs, topic }, error.message);
      sink.onState({ state: 'waiting', error: toWireError(error), retryInMs });
      await clock.sleep(retryInMs, stopped);
    }
  }

  return {
    start(sink, stored: StoredPlaces) {
      stopping = new AbortController();
      const { signal } = stopping;
      gate = createHandover(sink, isPaused, (error) => {
        if (signal.aborted) return;
        stopping.abort();
        sink.onState({ state: 'failed', error: toWireError(error) });
      });
      living = live(sink, stored, gate, signal);
      return Promise.resolve();
    },
    pause() {
      isPaused = true;
      gate?.hold();
    },
    resume() {
      isPaused = false;
      gate?.release();
    },
    async stop() {
      gate?.close();
      stopping.abort();
      await living;
      await gate?.settled();
    },
  };
}

/** The offset that a fetch was asked for. kafkajs keeps it on its batches without declaring it. */
function askedOffset(batch: Batch): number {
  return Number((batch as Batch & { fetchedOffset: string | number }).fetchedOffset);
}

/** A fetch in pieces; records before `place` (a fetch begins where a compressed block begins) are left out. */
function* batchesOf(batch: Batch, place: number): Generator<RecordBatch> {
  const { messages, partition } = batch;
  const endOffset = Number(batch.highWatermark);
  const after = Number(batch.lastOffset()) + 1;
  if (!Number.isSafeInteger(after)) throw new WorkbenchError('AF_INTERNAL', `Offset ${batch.lastOffset()} of ${batch.topic} is beyond what this program counts to.`);
  let from = 0;
  while (from < messages.length && Number(messages[from]!.offset) < place) from += 1;
  for (let next; from < messages.length; from = next) {
    next = Math.min(messages.length, from + batchRecords);
    const count = next - from;
    const firstOffset = Number(messages[from]!.offset);
    // A log that was not compacted has no gaps: then there is one text to read in place of thousands.
    const hasGaps = Number(messages[next - 1]!.offset) !== firstOffset + count - 1;
    const offsets = new Float64Array(count);
    const timestamps = new Float64Array(count);
    const keys = new Array<Buffer | null>(count);
    const values = new Array<Buffer | null>(count);
    for (let row = 0; row < count; row++) {
      const message = messages[from + row]!;
      offsets[row] = hasGaps ? Number(message.offset) : firstOffset + row;
      timestamps[row] = Number(message.timestamp);
      keys[row] = message.key;
      values[row] = message.value;
    }
    yield { partition, offsets, timestamps, keys, values, nextOffset: next === messages.length ? after : Number(messages[next]!.offset), endOffset };
  }
}
