import { randomUUID } from 'node:crypto';
import type { Admin, Batch } from 'kafkajs';
import type { KafkaConnection } from '../../shared/domain/stream.ts';
import type { Log } from '../log.ts';
import { createKafkaClient } from './kafka-client.ts';

/** What is read, from where, and who takes it. */
export interface KafkaReading {
  connection: KafkaConnection;
  topic: string;
  log: Log;
  /** The next offset of each partition, asked at every joining. One that is missing is read from its beginning. */
  places(): ReadonlyMap<number, number>;
  /**
   * Takes a fetch of one partition; fetches of one partition come one after the other. Resolves with whether all of it was taken: if not, the same place is fetched
   * again. `isCurrent` turns false when the group was joined anew meanwhile: then nothing of this fetch may be taken any more, for it comes again.
   */
  take(batch: Batch, heartbeat: () => Promise<void>, isCurrent: () => boolean): Promise<boolean>;
  /** A partition's log goes on at `nextOffset`; what lay before it was no record (transaction markers, aborted records). */
  skipped(partition: number, nextOffset: number): void;
  joined(): void;
  /** Reading has ended by this fault. */
  crashed(error: unknown): void;
}

/** A topic being read. */
export interface KafkaReader {
  /** Leaves the group and closes the connections; resolves when nothing more is handed to `take`. */
  stop(): Promise<void>;
  /** Deletes the group, best effort: it holds no offsets. */
  forget(admin: Admin): Promise<void>;
}

/** How often a reader tells its group that it lives; kafkajs's own default. */
export const heartbeatMs = 3_000;
/** The broker answers a fetch at once when there is something, else after this long: the most that waiting adds to a record's way, ms. */
const maxWaitMs = 40;
/** Most that one fetch brings of a partition. */
const fetchBytes = 2 * 1024 * 1024;

/**
 * Reads a topic from places of our own. kafkajs reads only as a member of a consumer group, so each reader is a group of its own, which commits nothing: `seek` within the
 * event of joining sets the places before the first fetch (kafkajs emits it between joining and fetching), so that the store's places alone decide, and no member that
 * died can hold a new one up. Throws what kafkajs throws.
 */
export async function startKafkaReader({ connection, topic, log, places, take, skipped, joined, crashed }: KafkaReading): Promise<KafkaReader> {
  const groupId = `anomalyforce-${randomUUID()}`;
  let joinings = 0;
  const consumer = createKafkaClient(connection, log).consumer({
    groupId, maxWaitTimeInMs: maxWaitMs, minBytes: 1, maxBytesPerPartition: fetchBytes, sessionTimeout: 30_000, heartbeatInterval: heartbeatMs, allowAutoTopicCreation: false,
    retry: { retries: 2, initialRetryTime: 200, restartOnFailure: () => Promise.resolve(false) },
  });
  consumer.on('consumer.crash', ({ payload }) => crashed(payload.error));
  consumer.on('consumer.group_join', () => {
    joinings += 1;
    for (const [partition, offset] of places()) consumer.seek({ topic, partition, offset: String(offset) });
    joined();
  });
  consumer.on('consumer.end_batch_process', ({ payload }) => {
    if (payload.batchSize === 0) skipped(payload.partition, Number(payload.lastOffset) + 1);
  });
  const reader: KafkaReader = {
    stop: () => consumer.disconnect().catch(() => undefined),
    forget: (admin) => admin.deleteGroups([groupId]).then(() => undefined, () => undefined),
  };
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      // Else kafkajs would move on past what was not taken.
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: async ({ batch, heartbeat, resolveOffset }) => {
        const joining = joinings;
        const isCurrent = () => joining === joinings;
        if ((await take(batch, heartbeat, isCurrent)) && isCurrent()) resolveOffset(batch.lastOffset());
      },
    });
    return reader;
  } catch (error) {
    await reader.stop();
    throw error;
  }
}
