import kafkajs, { type Admin, type Kafka as KafkaClient, type SASLOptions } from 'kafkajs';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KafkaConnection } from '../../shared/domain/stream.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Log } from '../log.ts';

/* A CommonJS package, some of whose names Node can't see as named exports. */
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

/** kafkajs knows gzip; zstd comes from Node. Snappy and LZ4 need packages of their own and are refused by name. */
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: (encoder: { buffer: Buffer }) => Promise.resolve(zstdCompressSync(encoder.buffer, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })),
  decompress: (bytes: Buffer) => Promise.resolve(zstdDecompressSync(bytes)),
});

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
  if (/certificate|CERT_|ERR_TLS|ERR_SSL|EPROTO|altname|wrong version number|self[- ]signed/i.test(text)) {
    return new WorkbenchError('AF_INGEST_TLS_REFUSED', `The encrypted connection to ${at} failed: ${tlsReason(text)}.`, { cause });
  }
  if (/UNKNOWN_TOPIC_OR_PARTITION|does not host this topic|TOPIC_AUTHORIZATION/i.test(text)) return new WorkbenchError('AF_INGEST_TOPIC_UNKNOWN', `The topic ${topic ?? ''} is not there, or may not be seen by this user.`, { cause });
  if (/not implemented/i.test(text)) return new WorkbenchError('AF_INGEST_RECORD_UNDECODABLE', `The topic ${topic ?? ''} is packed with a codec that is not supported.`, { cause, hint: 'Supported are none, gzip and zstd.' });
  return new WorkbenchError('AF_INGEST_BROKER_UNREACHABLE', `The broker at ${at} can't be reached.`, { cause });
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
