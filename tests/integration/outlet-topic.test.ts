import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../app/main/clock.ts';
import { putStream } from '../../app/main/store/tables/stream-table.ts';
import { createOutletDesk } from '../../app/main/workbench/alerts/outlet-desk.ts';
import { tellAll } from '../../app/main/workbench/alerts/route-notifications.ts';
import { outletDraftSchema } from '../../app/shared/domain/outlet.ts';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import { makeStore, stream, streamId } from '../fixtures/store-fixture.ts';
import { createTopic } from '../fixtures/create-topic.ts';

let broker: Awaited<ReturnType<typeof startBroker>>;
const made = makeStore();
beforeAll(async () => { broker = await startBroker(); });
afterAll(async () => {
  await broker.stop();
  made.remove();
});

test('an outlet writes what is told to a topic at the brokers of a stream, under the delivery\'s key', async () => {
  made.store.write((db) => putStream(db, { ...stream(), source: { kind: 'kafka', connection: { brokers: broker.brokers, tls: null, sasl: null }, topic: 'read', start: { at: 'earliest' } } }));
  const kafka = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await createTopic(admin, { topic: 'alerts', numPartitions: 1 });
  await admin.disconnect();
  const desk = createOutletDesk({ store: made.store, clock: systemClock, failed: (error) => { throw error as Error; } });
  desk.save(null, outletDraftSchema.parse({ name: 'Topic', target: { kind: 'kafka', streamId, topic: 'alerts' } }));
  const sent = new Promise((resolve) => desk.topic.onChange(([one]) => { if (one!.attempts > 0) resolve(one); }));
  made.store.write((db) => tellAll(db, [{ id: 'n', at: 1_700_000_000_000, severity: 'high', title: 'Spike', body: 'Load is high.', target: { kind: 'stream', streamId }, read: false }], [], 1_700_000_000_000));
  desk.wake();
  expect(await sent).toMatchObject({ state: 'sent', attempts: 1 });
  const consumer = kafka.consumer({ groupId: 'reader' });
  await consumer.connect();
  await consumer.subscribe({ topic: 'alerts', fromBeginning: true });
  const record = await new Promise<{ key: string; value: string }>((resolve) => void consumer.run({ eachMessage: async ({ message }) => resolve({ key: String(message.key), value: String(message.value) }) }));
  expect(record.key).toBe(desk.deliveries()[0]!.id);
  expect(JSON.parse(record.value)).toMatchObject({ type: 'anomalyforce.notification', data: { title: 'Spike', text: 'Load is high.', severity: 'high' } });
  await consumer.disconnect();
  await desk.close();
});
