import type { KafkaConnection, StartPlace } from '../../shared/domain/stream.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { kafkaError, withAdmin } from './kafka-client.ts';
import { findPlaces } from './kafka-places.ts';
import { startKafkaReader } from './kafka-reader.ts';
import type { SourceSample } from './infer.ts';

const longestMs = 8_000;

/**
 * `count` records of a topic over its partitions, for a preview, in order within each: those that a stream would begin with, or the last ones where it would wait for new
 * records. What came within eight seconds. Throws `AF_INGEST_*`.
 */
export async function sampleTopic(connection: KafkaConnection, topic: string, start: StartPlace, count: number, log: Log, clock: Clock): Promise<SourceSample> {
  const sample = { keys: [] as (Uint8Array | null)[], values: [] as (Uint8Array | null)[], timestamps: [] as number[], offsets: [] as number[] };
  await withAdmin(connection, log, topic, async (admin) => {
    const bounds = await findPlaces(admin, topic, start, new Map());
    const onward = bounds.some(({ next, high }) => next < high);
    const shares = fairShares(bounds.map(({ low, high, next }) => high - (onward ? next : low)), count);
    const places = new Map(bounds.map(({ partition, high, next }, i) => [partition, onward ? next : high - shares[i]!]));
    const ends = new Map(bounds.map(({ partition }, i) => [partition, places.get(partition)! + shares[i]!]));
    const open = new Set(bounds.flatMap(({ partition }, i) => (shares[i]! > 0 ? [partition] : [])));
    if (open.size === 0) return;
    const enough = new AbortController();
    let failure: unknown = null;
    const reached = (partition: number, next: number) => {
      places.set(partition, next);
      if (next >= ends.get(partition)!) open.delete(partition);
      if (open.size === 0) enough.abort();
    };
    const reader = await startKafkaReader({
      connection, topic, log,
      places: () => places,
      joined: () => undefined,
      skipped: reached,
      crashed(error) {
        failure = error;
        enough.abort();
      },
      take(batch) {
        const place = places.get(batch.partition);
        const end = ends.get(batch.partition);
        if (place === undefined || end === undefined) return Promise.resolve(true);
        for (const message of batch.messages) {
          const offset = Number(message.offset);
          if (offset < place || offset >= end) continue;
          sample.keys.push(message.key);
          sample.values.push(message.value);
          sample.timestamps.push(Number(message.timestamp));
          sample.offsets.push(offset);
        }
        reached(batch.partition, Number(batch.lastOffset()) + 1);
        return Promise.resolve(true);
      },
    });
    await clock.sleep(longestMs, enough.signal);
    await reader.stop();
    await reader.forget(admin);
    if (failure !== null && sample.values.length === 0) throw kafkaError(failure, connection, topic);
  });
  return { ...sample, timestamps: Float64Array.from(sample.timestamps), columns: null, delimiter: ',', saved: false };
}

/** How much of `count` each of some stocks gives: the same of each, and what the small ones lack from the others. */
export function fairShares(stocks: readonly number[], count: number): number[] {
  const shares = stocks.map(() => 0);
  let left = count;
  const bySize = stocks.map((_stock, i) => i).sort((a, b) => stocks[a]! - stocks[b]!);
  bySize.forEach((i, at) => {
    shares[i] = Math.min(stocks[i]!, Math.ceil(left / (bySize.length - at)));
    left -= shares[i];
  });
  return shares;
}
