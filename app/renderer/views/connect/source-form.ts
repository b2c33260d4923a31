import type { FileFormat, FileLocation, KafkaConnection, StartPlace, StreamSource } from '../../../shared/domain/stream.ts';
import type { Code } from '../../../shared/errors/codes.ts';
import type { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { namingTheFile } from './file-format.ts';
import type { Zone } from '../../charts/words.ts';
import { readMoment } from '../../ui/read-moment.ts';

type Mechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

/** A source as the analyst writes it: texts as they stand in the fields, right or wrong. */
export interface SourceForm {
  kind: StreamSource['kind'];
  brokers: string;
  tls: boolean;
  ca: string;
  certificate: string;
  privateKey: string;
  mechanism: 'none' | Mechanism;
  username: string;
  password: string;
  topic: string;
  start: StartPlace['at'];
  startTime: string;
  /** "0=1200, 1=1180". */
  startOffsets: string;
  location: FileLocation | null;
  fileName: string;
  format: FileFormat;
  /** True where a stream is edited whose secrets are stored: empty ones are then kept. */
  secretsStored: boolean;
}

export type SourceField = 'brokers' | 'ca' | 'certificate' | 'privateKey' | 'username' | 'password' | 'topic' | 'startTime' | 'startOffsets' | 'file';
export type SourceFaults = Partial<Record<SourceField, string>>;

export const emptySource: SourceForm = {
  kind: 'kafka', brokers: '', tls: false, ca: '', certificate: '', privateKey: '', mechanism: 'none', username: '', password: '', topic: '', start: 'earliest', startTime: '', startOffsets: '',
  location: null, fileName: '', format: 'csv', secretsStored: false,
};

const brokersOf = (text: string) => text.split(/[\s,;]+/).filter((one) => one !== '');
const pem = /-----BEGIN [A-Z0-9 ]+-----[\s\S]+-----END [A-Z0-9 ]+-----/;

/** What is wrong with the fields that a connection is made of, each in a sentence that says what would be right. */
export function connectionFaults(form: SourceForm): SourceFaults {
  const faults: SourceFaults = {};
  const brokers = brokersOf(form.brokers);
  const wrong = brokers.find((one) => !/^.+:\d{1,5}$/.test(one) || Number(one.slice(one.lastIndexOf(':') + 1)) > 65_535);
  if (brokers.length === 0) faults.brokers = 'Write at least one broker, such as broker-1.example.org:9092.';
  else if (wrong !== undefined) faults.brokers = `“${wrong}” is no address: write host:port, such as ${wrong.split(':')[0]}:9092.`;
  if (form.tls) {
    if (form.ca.trim() !== '' && !pem.test(form.ca)) faults.ca = 'This is no PEM text: it begins with -----BEGIN CERTIFICATE-----.';
    if (form.certificate.trim() !== '' && !pem.test(form.certificate)) faults.certificate = 'This is no PEM text: it begins with -----BEGIN CERTIFICATE-----.';
    if (form.privateKey.trim() !== '' && !pem.test(form.privateKey)) faults.privateKey = 'This is no PEM text: it begins with -----BEGIN PRIVATE KEY-----.';
    else if (form.certificate.trim() !== '' && form.privateKey.trim() === '' && !form.secretsStored) faults.privateKey = 'A client certificate needs its private key.';
    if (form.privateKey.trim() !== '' && form.certificate.trim() === '') faults.certificate = 'A private key needs its certificate.';
  }
  if (form.mechanism !== 'none') {
    if (form.username.trim() === '') faults.username = 'Write the user name.';
    if (form.password === '' && !form.secretsStored) faults.password = 'Write the password.';
  }
  return faults;
}

/** What is wrong with the whole source. A moment that names no zone is of `zone`. */
export function sourceFaults(form: SourceForm, zone: Zone): SourceFaults {
  if (form.kind === 'file') return form.location === null ? { file: 'Choose a file, or drop one anywhere on this window.' } : {};
  const faults = connectionFaults(form);
  if (form.topic.trim() === '') faults.topic = 'Choose a topic from the list, or write its name.';
  if (form.start === 'timestamp' && readMoment(form.startTime, zone) === null) faults.startTime = 'Write a date and time such as 2026-03-05 14:30.';
  if (form.start === 'offset' && readOffsets(form.startOffsets) === null) faults.startOffsets = 'Write partition=offset pairs such as 0=1200, 1=1180.';
  return faults;
}

/** The connection of a form without faults; secrets that were left empty are null, which keeps what is stored. */
export function connectionOf(form: SourceForm): KafkaConnection {
  const orNull = (text: string) => (text.trim() === '' ? null : text);
  return {
    brokers: brokersOf(form.brokers),
    tls: form.tls ? { ca: orNull(form.ca), certificate: orNull(form.certificate), privateKey: orNull(form.privateKey) } : null,
    sasl: form.mechanism === 'none' ? null : { mechanism: form.mechanism, username: form.username.trim(), password: form.password === '' ? null : form.password },
  };
}

/** The source of a form; null where it has faults. A moment that names no zone is of `zone`. */
export function sourceOf(form: SourceForm, zone: Zone): StreamSource | null {
  if (Object.keys(sourceFaults(form, zone)).length > 0) return null;
  if (form.kind === 'file') return { kind: 'file', location: form.location!, format: form.format };
  const start: StartPlace = form.start === 'timestamp' ? { at: 'timestamp', time: readMoment(form.startTime, zone)! } : form.start === 'offset' ? { at: 'offset', offsets: readOffsets(form.startOffsets)! } : { at: form.start };
  return { kind: 'kafka', connection: connectionOf(form), topic: form.topic.trim(), start };
}

/** A stored source as a form; its secrets stay where they are. */
export function formOfSource(source: StreamSource): SourceForm {
  if (source.kind === 'file') return { ...emptySource, kind: 'file', location: source.location, fileName: nameOfLocation(source.location), format: source.format };
  const { connection, topic, start } = source;
  const { tls, sasl } = connection;
  return {
    ...emptySource, brokers: connection.brokers.join(', '), tls: tls !== null, ca: tls?.ca ?? '', certificate: tls?.certificate ?? '', mechanism: sasl?.mechanism ?? 'none', username: sasl?.username ?? '', topic, secretsStored: true,
    start: start.at, startTime: start.at === 'timestamp' ? new Date(start.time).toISOString() : '', startOffsets: start.at === 'offset' ? Object.entries(start.offsets).map((pair) => pair.join('=')).join(', ') : '',
  };
}

/** An error of the workbench under the field that it is about, in words; none where it is about no field. */
export function faultsOfError(error: Pick<WorkbenchError, 'code' | 'message' | 'hint'> & Partial<Pick<WorkbenchError, 'details'>> | null, form: SourceForm): SourceFaults {
  if (error?.code === 'AF_STREAM_SECRET_REQUIRED') {
    const { fields } = error.details as { fields: ('password' | 'privateKey')[] };
    return Object.fromEntries(fields.filter((field) => form[field] === '').map((field) => [field, `${error.message} ${error.hint}`]));
  }
  const field = error === null ? null : fieldOfCode(error.code, form.kind);
  if (error === null || field === null) return {};
  if (field === 'password' && form.secretsStored && form.password === '') return { password: 'A stored password is not sent for a test or a sample: write it again to connect from here, or leave it empty and save.' };
  return { [field]: `${namingTheFile(error.message, form.fileName)} ${error.hint}` };
}

function fieldOfCode(code: Code, kind: SourceForm['kind']): SourceField | null {
  if (kind === 'file') return code === 'AF_INGEST_FILE_UNREADABLE' || code === 'AF_INGEST_UPLOAD_INVALID' ? 'file' : null;
  switch (code) {
    case 'AF_INGEST_BROKER_UNREACHABLE': return 'brokers';
    case 'AF_INGEST_TLS_REFUSED': return 'ca';
    case 'AF_INGEST_SASL_REFUSED': return 'password';
    case 'AF_INGEST_TOPIC_UNKNOWN': return 'topic';
    default: return null;
  }
}

function readOffsets(text: string): Record<string, string> | null {
  const pairs = text.split(/[\s,;]+/).filter((one) => one !== '').map((one) => /^(\d+)=(\d+)$/.exec(one));
  return pairs.length === 0 || pairs.some((pair) => pair === null) ? null : Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!]));
}

function nameOfLocation(location: FileLocation): string {
  switch (location.at) {
    case 'path': return location.path.split(/[\\/]/).at(-1) ?? location.path;
    case 'upload': return 'The file that was imported';
    case 'sample': return `Sample ${location.sampleId}`;
  }
}
