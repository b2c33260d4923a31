import kafkajs, { type Admin, type Kafka as KafkaClient, type SASLOptions } from 'kafkajs';
import type { KafkaConnection } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Log } from '../log.ts';
import { registerKafkaCodecs } from './kafka-codecs.ts';
import { letIdleQueuesRest } from './kafka-idle.ts';

/* A CommonJS package, some of whose names Node can't see as named exports. */
const { Kafka, logLevel } = kafkajs;
registerKafkaCodecs();
letIdleQueuesRest();

/** A client of some brokers. Faults show fast: the caller waits and tries again. kafkajs' own log goes to ours, at debug, since it calls the harmless errors. */
export function createKafkaClient(connection: KafkaConnection, log: Log): KafkaClient {
  const { tls, sasl } = connection;
  return new Kafka({
    clientId: 'anomalyforce',
    brokers: connection.brokers,
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { retries: 2, initialRetryTime: 200, maxRetryTime: 2_000 },
    ...(tls && { ssl: { rejectUnauthorized: true, ...(tls.ca && { ca: [tls.ca] }), ...(tls.certificate && { cert: tls.certificate }), ...(tls.privateKey && { key: tls.privateKey }) } }),
    ...(sasl && { sasl: { mechanism: sasl.mechanism, username: sasl.username, password: sasl.password ?? '' } as SASLOptions }),
    logLevel: logLevel.ERROR,
    logCreator: () => ({ namespace, log: entry }) => log.debug({ namespace }, entry.message),
  });
}

/** What kafkajs or its socket threw, as ours: by the kind of fault, since each has another cure. */
export function kafkaError(cause: unknown, connection: KafkaConnection, topic?: string): WorkbenchError {
  if (cause instanceof WorkbenchError) return cause;
  const texts: string[] = [];
  for (let error = cause as { name?: string; message?: string; code?: unknown; type?: unknown; cause?: unknown } | undefined; error && texts.length < 5; error = error.cause as typeof error) {
    texts.push(`${error.name ?? ''} ${String(error.code ?? '')} ${String(error.type ?? '')} ${error.message ?? String(error)}`);
  }
  const text = texts.join(' | ');
  const at = connection.brokers.join(', ');
  if (/SASL|Authentication failed|authentication/i.test(text)) return new WorkbenchError('AF_INGEST_SASL_REFUSED', `The broker at ${at} refused the sign-in.`, { cause });
  if (connection.tls !== null && handshakeCut.test(text)) {
    return new WorkbenchError('AF_INGEST_TLS_REFUSED', `The broker at ${at} ended the encrypted connection before it began: the port most likely does not speak TLS.`, { cause, hint: 'Ask whoever runs the broker for its TLS port, or switch TLS off where the broker has none. If the broker was just starting, start the stream again.', details: { handshake: 'cut' } });
  }
  if (/certificate|CERT_|ERR_TLS|ERR_SSL|EPROTO|altname|wrong version number|self[- ]signed/i.test(text)) {
    return new WorkbenchError('AF_INGEST_TLS_REFUSED', `The encrypted connection to ${at} failed: ${tlsReason(text)}.`, { cause });
  }
  if (/UNKNOWN_TOPIC_OR_PARTITION|does not host this topic|TOPIC_AUTHORIZATION/i.test(text)) return new WorkbenchError('AF_INGEST_TOPIC_UNKNOWN', `The topic ${topic ?? ''} is not there, or may not be seen by this user.`, { cause });
  if (/not implemented|AF_UNPACK/i.test(text)) {
    return new WorkbenchError('AF_INGEST_RECORD_UNDECODABLE', `A batch of the topic ${topic ?? ''} can't be unpacked: it is damaged, or packed with a codec that is not supported.`, { cause, hint: 'Supported are none, gzip, snappy, LZ4 and zstd. Start the stream at an offset behind the batch, or have its producer send it again.' });
  }
  return new WorkbenchError('AF_INGEST_BROKER_UNREACHABLE', `The broker at ${at} can't be reached.`, { cause });
}

/** What Node says where the other side hangs up within the handshake: a port without TLS, or a broker that is just going down. */
const handshakeCut = /disconnected before secure TLS connection/i;

/** Whether an error is a handshake that was cut off, which may pass where connecting worked before. */
export function isHandshakeCut(error: WorkbenchError): boolean {
  return error.code === 'AF_INGEST_TLS_REFUSED' && error.details.handshake === 'cut';
}

function tlsReason(text: string): string {
  if (/altname|does not match/i.test(text)) return 'the certificate is issued for another host name';
  if (/expired/i.test(text)) return 'the certificate has expired';
  if (/self[- ]signed|unable to (verify|get)|UNABLE_TO/i.test(text)) return 'the certificate is not signed by a known authority';
  if (/wrong version number|EPROTO/i.test(text)) return 'the port does not speak TLS';
  return 'the broker or this side refused the certificate';
}

/** Runs some work with an admin client and closes it; errors come out as ours. */
export async function withAdmin<T>(connection: KafkaConnection, log: Log, topic: string | undefined, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = createKafkaClient(connection, log).admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw kafkaError(error, connection, topic);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** Connects and lists the topics, internal ones left out, by name. Throws `AF_INGEST_*` that says which step failed. */
export function testConnection(connection: KafkaConnection, log: Log): Promise<{ brokers: number; topics: { name: string; partitions: number }[] }> {
  return withAdmin(connection, log, undefined, async (admin) => {
    const cluster = await admin.describeCluster();
    const { topics } = await admin.fetchTopicMetadata();
    return {
      brokers: cluster.brokers.length,
      topics: topics.filter(({ name }) => !name.startsWith('__')).map(({ name, partitions }) => ({ name, partitions: partitions.length })).sort((a, b) => a.name.localeCompare(b.name)),
    };
  });
}
