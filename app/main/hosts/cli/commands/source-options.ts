import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Workbench } from '../../../../shared/api/workbench.ts';
import { formatOfName } from '../../../../shared/domain/file-format.ts';
import type { KafkaConnection, Pace, StartPlace, StreamDraft, StreamSource } from '../../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import { withFileFaults } from '../../../workbench/file-faults.ts';
import { passphraseOf } from '../unlock.ts';
import { mappingFrom, saysMapping, type MappingOptions } from './mapping-options.ts';

/** The options of every command that reads a topic. */
export interface TopicOptions {
  brokers?: string;
  topic?: string;
  start?: string;
  ca?: string;
  certificate?: string;
  privateKey?: string;
  sasl?: string;
  username?: string;
  passwordFile?: string;
}

/** Adds them. A password is read from a file or `ANOMALYFORCE_SASL_PASSWORD`, never from the command line, where others can see it. */
export function addTopicOptions(command: Command): Command {
  return addBrokerOptions(command).option('--start <place>', 'earliest, latest, an ISO time, or partition=offset,… where nothing is stored yet', 'earliest');
}

/** Those of a command that writes to a topic. */
export function addBrokerOptions(command: Command): Command {
  return command
    .option('--brokers <host:port,…>', 'Kafka brokers')
    .option('--topic <name>', 'Kafka topic')
    .option('--ca <file>', 'TLS: certificate authority, PEM')
    .option('--certificate <file>', 'TLS: client certificate, PEM')
    .option('--private-key <file>', 'TLS: client key, PEM')
    .option('--sasl <mechanism>', 'plain, scram-sha-256 or scram-sha-512')
    .option('--username <name>', 'SASL user name')
    .option('--password-file <file>', 'SASL password (or ANOMALYFORCE_SASL_PASSWORD)');
}

/** How to reach the brokers, from the options. */
export function connectionFrom(options: TopicOptions): KafkaConnection {
  if (!options.brokers) throw new WorkbenchError('AF_API_INPUT_INVALID', 'No broker is named.', { hint: 'Give --brokers host:port.' });
  const brokers = options.brokers.split(',').map((broker) => broker.trim());
  const odd = brokers.find((broker) => !/^.+:\d{1,5}$/.test(broker));
  if (odd !== undefined) throw new WorkbenchError('AF_API_INPUT_INVALID', `"${odd}" is no broker's address.`, { hint: 'Give --brokers host:port, such as 127.0.0.1:9092; more than one apart by commas.' });
  const pem = (file: string | undefined) => (file === undefined ? null : withFileFaults(file, 'read', () => readFileSync(file, 'utf8')));
  const tls = options.ca || options.certificate ? { ca: pem(options.ca), certificate: pem(options.certificate), privateKey: pem(options.privateKey) } : null;
  if (!options.sasl) return { brokers, tls, sasl: null };
  if (options.sasl !== 'plain' && options.sasl !== 'scram-sha-256' && options.sasl !== 'scram-sha-512') {
    throw new WorkbenchError('AF_API_INPUT_INVALID', `The mechanism ${options.sasl} is not known.`, { hint: 'Use plain, scram-sha-256 or scram-sha-512.' });
  }
  if (!options.username) throw new WorkbenchError('AF_API_INPUT_INVALID', 'Nobody is named for the sign-in.', { hint: 'Give --username, and --password-file or ANOMALYFORCE_SASL_PASSWORD.' });
  const password = options.passwordFile ? passphraseOf(options.passwordFile) : (process.env.ANOMALYFORCE_SASL_PASSWORD ?? '');
  return { brokers, tls, sasl: { mechanism: options.sasl, username: options.username, password } };
}

/** `earliest`, `latest`, an ISO time, or `0=1200,1=1180`. */
export function startFrom(text: string): StartPlace {
  if (text === 'earliest' || text === 'latest') return { at: text };
  if (/^\d+=\d+(,\d+=\d+)*$/.test(text)) return { at: 'offset', offsets: Object.fromEntries(text.split(',').map((part) => part.split('=') as [string, string])) };
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new WorkbenchError('AF_API_INPUT_INVALID', `"${text}" is no place to start at.`, { hint: 'Use earliest, latest, an ISO time such as 2026-11-01T08:00:00Z, or 0=1200,1=1180.' });
  return { at: 'timestamp', time };
}

/** A file on this machine, or the topic that the options name. */
export function sourceFrom(file: string | undefined, options: TopicOptions): StreamSource {
  if (file === undefined) {
    if (!options.topic) throw new WorkbenchError('AF_API_INPUT_INVALID', 'Neither a file nor a topic is named.', { hint: 'Give a file, or --brokers and --topic.' });
    return topicFrom(options);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new WorkbenchError('AF_INGEST_FILE_UNREADABLE', `${file} is a folder.`, { hint: 'Name the files in it. Only detect reads a whole folder.' });
  return { kind: 'file', location: { at: 'path', path: resolve(file) }, format: formatOfName(file) ?? 'csv' };
}

/** The topic that the options name. */
export function topicFrom(options: TopicOptions): StreamSource {
  if (!options.topic) throw new WorkbenchError('AF_API_INPUT_INVALID', 'No topic is named.', { hint: 'Give --brokers host:port and --topic.' });
  return { kind: 'kafka', connection: connectionFrom(options), topic: options.topic, start: startFrom(options.start ?? 'earliest') };
}

/** A draft as the preview infers it, but for what the options say of its fields, with what is doubtful in it told; refuses where no time or channel was found, or no record can be read so. */
export async function draftFor(workbench: Workbench, source: StreamSource, options: MappingOptions & { name: string; detector?: string; sensitivity?: number; pace?: Pace; doubt?(text: string): void }): Promise<StreamDraft> {
  const preview = await workbench.call('streams.preview', { source });
  if (preview.readCount === 0) throw new WorkbenchError('AF_INGEST_MAPPING_INVALID', `${options.name} holds no record.`, { hint: source.kind === 'file' ? 'Give a file with rows of values under its header.' : 'Wait until the topic has records, or give --start earliest.' });
  const isTold = saysMapping(options);
  const mapping = isTold ? mappingFrom(preview, options, source.kind === 'kafka') : preview.mapping;
  if (mapping === null) {
    throw new WorkbenchError('AF_INGEST_MAPPING_INVALID', `No time field and numeric channel were found in ${options.name}. ${preview.doubts.join(' ')}`.trim());
  }
  if (isTold) {
    const { readCount, failedCount, rows, doubts } = await workbench.call('streams.preview', { source, decoding: preview.decoding, mapping });
    if (readCount > 0 && failedCount === readCount) throw new WorkbenchError('AF_INGEST_MAPPING_INVALID', `No record of ${options.name} can be read so: ${rows[0]!.failure}.`);
    doubts.forEach((text) => options.doubt?.(text));
  } else preview.doubts.forEach((text) => options.doubt?.(text));
  const detectors = await workbench.call('detectors.list', {});
  return {
    name: options.name,
    domain: 'other',
    source,
    decoding: preview.decoding,
    mapping,
    detector: { name: options.detector ?? detectors[0]!.name, sensitivity: options.sensitivity ?? 0.5 },
    pace: options.pace ?? 'fast',
  };
}
