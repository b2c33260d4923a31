import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { createRecordPublisher } from '../../app/main/publish/record-publisher.ts';
import { createSeededRandom } from '../../app/main/seeded-random.ts';
import type { StreamDraft } from '../../app/shared/domain/stream.ts';

/** The load of the pipeline benchmarks: `series` sensors whose readings come in turn, JSON of about 90 bytes. */
export const seriesCount = 200;

/** One reading as JSON text; `at` EpochMillis. */
export function reading(series: number, at: number, value: number): string {
  return `{"time":${at},"machine":"m-${String(series).padStart(3, '0')}","temperature":${value.toFixed(3)},"line":"north"}`;
}

/** The stream that reads them. */
export function loadDraft(brokers: string[], topic: string, detector: string): StreamDraft {
  return {
    name: topic,
    domain: 'manufacturing',
    source: { kind: 'kafka', connection: { brokers, tls: null, sasl: null }, topic, start: { at: 'earliest' } },
    decoding: { format: 'json' },
    mapping: { time: { field: 'time', unit: 'ms' }, keys: ['machine'], channels: [{ field: 'temperature', name: 'temperature', unit: '°C' }], label: null },
    detector: { name: detector, sensitivity: 0.5 },
    pace: 'fast',
  };
}

/** Makes the topic with one partition. */
export async function makeTopic(brokers: string[], topic: string): Promise<void> {
  const admin = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }], waitForLeaders: true });
  await admin.disconnect();
}

/** Writes `count` readings, one second of event time apart per series; wandering levels with noise, seeded. */
export async function fillTopic(brokers: string[], topic: string, count: number): Promise<void> {
  const publisher = createRecordPublisher({ brokers, tls: null, sasl: null }, 'bench');
  const random = createSeededRandom('bench');
  const start = Date.UTC(2026, 0, 5);
  for (let at = 0; at < count; at += 5_000) {
    const records = [];
    for (let row = at; row < Math.min(count, at + 5_000); row++) {
      const series = row % seriesCount;
      const tick = Math.floor(row / seriesCount);
      const time = start + tick * 1000;
      const value = 60 + series / 10 + 3 * Math.sin(tick / 200 + series) + 0.4 * random.normal();
      records.push({ key: String(series), value: reading(series, time, value), timestamp: time });
    }
    await publisher.send(topic, records);
  }
  await publisher.close();
}

/** Bare kafkajs: reads `count` records by `eachBatch` and parses each; seconds from the first batch to the last. */
export async function bareConsume(brokers: string[], topic: string, count: number, run: number): Promise<number> {
  const consumer: Consumer = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: `bare-${run}`, maxBytesPerPartition: 4 * 1024 * 1024 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let begun = 0;
  let read = 0;
  let sum = 0;
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachBatch: async ({ batch }) => {
        begun ||= performance.now();
        for (const message of batch.messages) sum += (JSON.parse(message.value!.toString()) as { temperature: number }).temperature;
        read += batch.messages.length;
        if (read >= count) resolve();
      },
    });
  });
  const seconds = (performance.now() - begun) / 1000;
  await consumer.disconnect();
  if (!(sum > 0)) throw new Error('nothing was parsed');
  return seconds;
}
