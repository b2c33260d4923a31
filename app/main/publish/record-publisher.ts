import { Producer, stringSerializers } from '@platformatic/kafka';
import type { KafkaConnection } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** One record to write. */
export interface OutgoingRecord {
  key: string;
  value: string;
  /** EpochMillis. */
  timestamp: number;
}

/** Writes records to a topic; each `send` resolves when all in-sync replicas hold them. Sends are sequential (the client's open faults concern concurrent ones). */
export interface RecordPublisher {
  send(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

const mechanisms = { 'plain': 'PLAIN', 'scram-sha-256': 'SCRAM-SHA-256', 'scram-sha-512': 'SCRAM-SHA-512' } as const;

/**
 * A publisher over @platformatic/kafka, idempotent, acks from all. kafkajs is not used for writing: it loses acknowledged records
 * when a broker dies (tulios/kafkajs#1303). Throws `AF_INGEST_BROKER_UNREACHABLE` from `send`.
 */
export function createRecordPublisher(connection: KafkaConnection, clientId: string): RecordPublisher {
  const { tls, sasl } = connection;
  const producer = new Producer({
    clientId,
    bootstrapBrokers: connection.brokers,
    serializers: stringSerializers,
    idempotent: true,
    acks: -1,
    autocreateTopics: true,
    ...(tls && { tls: { ca: tls.ca ?? undefined, cert: tls.certificate ?? undefined, key: tls.privateKey ?? undefined }, tlsServerName: true }),
    ...(sasl && { sasl: { mechanism: mechanisms[sasl.mechanism], username: sasl.username, password: sasl.password ?? '' } }),
  });
  let tail: Promise<unknown> = Promise.resolve();
  return {
    send(topic, records) {
      const messages = records.map((record) => ({ topic, key: record.key, value: record.value, timestamp: BigInt(Math.round(record.timestamp)) }));
      const sent = tail.then(() => producer.send({ messages })).then(
        () => undefined,
        (cause: unknown) => {
          throw new WorkbenchError('AF_INGEST_BROKER_UNREACHABLE', `The records could not be written to ${topic} at ${connection.brokers.join(', ')}.`, { cause });
        },
      );
      tail = sent.catch(() => undefined);
      return sent;
    },
    close: () => producer.close(true),
  };
}
