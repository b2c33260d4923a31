import { join } from 'node:path';
import type { FileFormat, FileLocation, Stream, StreamSource } from '../../../shared/domain/stream.ts';
import type { Clock } from '../../clock.ts';
import { createFileSource, openTable, type PacedSource, type SavedBatches } from '../../ingest/file-source.ts';
import type { SourceSample } from '../../ingest/infer.ts';
import { createKafkaSource } from '../../ingest/kafka-source.ts';
import type { RecordSource, StoredPlaces } from '../../ingest/record-source.ts';
import { openSavedRows } from '../../ingest/saved-rows.ts';
import { sampleTopic } from '../../ingest/sample-topic.ts';
import { createSampleReader } from '../../ingest/to-samples.ts';
import type { Log } from '../../log.ts';
import { openCapture } from '../../record/capture-file.ts';
import type { StreamSecrets } from '../../store/tables/stream-table.ts';
import type { Samples } from './sample-streams.ts';
import type { UploadFolder } from './upload-folder.ts';

/** What making a source needs besides the stream. */
export interface SourceServices {
  uploads: UploadFolder;
  samples: Samples;
  log: Log;
  clock: Clock;
}

/** Where a saved stream lies. */
export function pathOf(location: FileLocation, { uploads, samples }: Pick<SourceServices, 'uploads' | 'samples'>): string {
  switch (location.at) {
    case 'path':
      return location.path;
    case 'upload':
      return uploads.pathOf(location.uploadId);
    case 'sample':
      return samples.pathOf(location.sampleId);
  }
}

/** A stream's source; the connection's secrets come from the store. */
export function makeSource(stream: Stream, secrets: StreamSecrets, services: SourceServices): RecordSource | PacedSource {
  const { source } = stream;
  const { log, clock } = services;
  if (source.kind === 'kafka') return createKafkaSource({ connection: withSecrets(source, secrets).connection, topic: source.topic, start: source.start, log, clock });
  const { location, format } = source;
  const read = createSampleReader(stream.decoding, stream.mapping);
  return createFileSource({
    open: async (places) => (format === 'capture' ? capturedBatches(pathOf(location, services), places) : openTable(pathOf(location, services), format, places)),
    pace: stream.pace,
    clock,
    eventTimes(batch) {
      const times = new Float64Array(batch.values.length).fill(NaN);
      const rows = read(batch);
      rows.recordIndex.forEach((record, row) => (times[record] = rows.times[row]!));
      return times;
    },
  });
}

/** The source with its secrets put in, for connecting. */
export function withSecrets<S extends Extract<StreamSource, { kind: 'kafka' }>>(source: S, secrets: StreamSecrets): S {
  const { connection } = source;
  return {
    ...source,
    connection: {
      ...connection,
      tls: connection.tls && { ...connection.tls, privateKey: connection.tls.privateKey ?? secrets.tlsPrivateKey },
      sasl: connection.sasl && { ...connection.sasl, password: connection.sasl.password ?? secrets.saslPassword },
    },
  };
}

/** A sample of a source for the preview: the first records of a file; of a topic those that the stream would begin with, the last where it would wait for new ones. Throws `AF_INGEST_*`. */
export async function sampleSource(source: StreamSource, count: number, services: SourceServices): Promise<SourceSample & { given: Pick<Stream, 'decoding' | 'mapping'> | null }> {
  if (source.kind === 'kafka') return { ...(await sampleTopic(source.connection, source.topic, source.start, count, services.log, services.clock)), given: null };
  const path = pathOf(source.location, services);
  return source.format === 'capture' ? sampleCapture(path, count) : { ...(await sampleFile(path, source.format, count)), given: null };
}

/** The first `count` rows of a table. Throws `AF_INGEST_*`. */
export async function sampleFile(path: string, format: Exclude<FileFormat, 'capture'>, count: number): Promise<SourceSample> {
  const { rows, columns, delimiter, above, isNamed } = await openSavedRows(path, format);
  const values: Uint8Array[] = [];
  for await (const row of rows) if (values.push(row) >= count) break;
  return { keys: values.map(() => null), values, timestamps: new Float64Array(values.length).fill(NaN), offsets: values.map((_value, i) => i), columns, delimiter, above, isNamed, saved: true };
}

function sampleCapture(path: string, count: number): SourceSample & { given: Pick<Stream, 'decoding' | 'mapping'> } {
  const { meta, batches } = openCapture(path);
  const first = batches.next().value;
  void batches.return(undefined);
  const rows = Math.min(count, first?.values.length ?? 0);
  return {
    keys: first?.keys.slice(0, rows) ?? [], values: first?.values.slice(0, rows) ?? [], timestamps: first?.timestamps.slice(0, rows) ?? new Float64Array(0), offsets: first?.offsets.slice(0, rows) ?? new Float64Array(0),
    columns: null, delimiter: ',', saved: true, given: { decoding: meta.decoding, mapping: meta.mapping },
  };
}

/** The records that are not stored yet, each place once: a stream that began anew while it was captured lies twice in its capture. */
function capturedBatches(path: string, places: StoredPlaces): SavedBatches {
  const { batches, progress } = openCapture(path);
  async function* from(): AsyncGenerator<Awaited<ReturnType<typeof batches.next>>['value'] & { endOffset: null }> {
    const reached = new Map(places);
    for (const batch of batches) {
      const place = reached.get(batch.partition) ?? 0;
      if (batch.nextOffset <= place) continue;
      reached.set(batch.partition, batch.nextOffset);
      const found = batch.offsets.findIndex((offset) => offset >= place);
      const first = found === -1 ? batch.values.length : found;
      yield { ...batch, endOffset: null, offsets: batch.offsets.slice(first), timestamps: batch.timestamps.slice(first), keys: batch.keys.slice(first), values: batch.values.slice(first) };
    }
  }
  return { batches: from(), progress };
}

/** Where captures lie in a data folder. */
export function captureFolder(dataFolder: string): string {
  return join(dataFolder, 'captures');
}
