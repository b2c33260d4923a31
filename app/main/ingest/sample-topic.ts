import { randomUUID } from 'node:crypto';
import type { KafkaConnection } from '../../shared/domain/stream.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createKafkaClient, kafkaError, withAdmin } from './kafka-client.ts';
import { findPlaces } from './kafka-places.ts';
import type { SourceSample } from './infer.ts';

const longestMs = 8_000;

/** The last `count` records of a topic over its partitions, for a preview; what came within eight seconds. Throws `AF_INGEST_*`. */
export async function sampleTopic(connection: KafkaConnection, topic: string, count: number, log: Log, clock: Clock): Promise<SourceSample> {
  const groupId = `anomalyforce-preview-${randomUUID()}`;
  const sample = { keys: [] as (Uint8Array | null)[], values: [] as (Uint8Array | null)[], timestamps: [] as number[], offsets: [] as number[] };
  const places = await withAdmin(connection, log, topic, async (admin) => {
    const bounds = await findPlaces(admin, topic, { at: 'latest' }, new Map());
    const each = Math.ceil(count / bounds.length);
    const found = bounds.map((place) => ({ ...place, next: Math.max(place.low, place.high - each) }));
    await admin.setOffsets({ groupId, topic, partitions: found.map(({ partition, next }) => ({ partition, offset: String(next) })) });
    return found;
  });
  const open = new Set(places.filter(({ next, high }) => next < high).map(({ partition }) => partition));
  if (open.size > 0) {
    const consumer = createKafkaClient(connection, log).consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false, retry: { retries: 1, restartOnFailure: () => Promise.resolve(false) } });
    const enough = new AbortController();
    let failure: unknown = null;
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      consumer.on('consumer.crash', ({ payload }) => {
        failure = payload.error;
        enough.abort();
      });
      await consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          const { high } = places.find(({ partition }) => partition === batch.partition)!;
          for (const message of batch.messages) {
            if (sample.values.length >= count) break;
            sample.keys.push(message.key);
            sample.values.push(message.value);
            sample.timestamps.push(Number(message.timestamp));
            sample.offsets.push(Number(message.offset));
          }
          if (Number(batch.lastOffset()) + 1 >= high) open.delete(batch.partition);
          if (open.size === 0 || sample.values.length >= count) enough.abort();
        },
      });
      await clock.sleep(longestMs, enough.signal);
      if (failure !== null && sample.values.length === 0) throw failure;
    } catch (error) {
      throw kafkaError(error, connection, topic);
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }
  await withAdmin(connection, log, topic, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  return { ...sample, timestamps: Float64Array.from(sample.timestamps), columns: null, delimiter: ',', saved: false };
}
