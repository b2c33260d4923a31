import { join } from 'node:path';
import type { Preview } from '../../../shared/api/views.ts';
import type { Decoding, FieldMapping, FileLocation, Stream, StreamSource } from '../../../shared/domain/stream.ts';
import type { Clock } from '../../clock.ts';
import { createFileSource, openTable, type PacedSource, type SavedBatches } from '../../ingest/file-source.ts';
import { inferPreview, type SourceSample } from '../../ingest/infer.ts';
import { createKafkaSource } from '../../ingest/kafka-source.ts';
import type { RecordSource, StoredPlaces } from '../../ingest/record-source.ts';
import { sampleTopic } from '../../ingest/sample-topic.ts';
import { createSampleReader } from '../../ingest/to-samples.ts';
import type { Log } from '../../log.ts';
import { openCapture } from '../../record/capture-file.ts';
import type { StreamSecrets } from '../../store/tables/stream-table.ts';
import { previewFile, runsFromNewest } from './preview-file.ts';
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
    async open(places, signal) {
      const path = pathOf(location, services);
      return format === 'capture' ? capturedBatches(path, places) : openTable(path, format, places, { newestFirst: await runsFromNewest(path, format, stream), signal });
    },
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

/** What a sample of a source says: the first records of a file; of a topic those that the stream would begin with, the last where it would wait for new ones. Throws `AF_INGEST_*`. */
export async function previewSource(source: StreamSource, count: number, given: { decoding: Decoding | null; mapping: FieldMapping | null }, services: SourceServices): Promise<Preview> {
  if (source.kind === 'kafka') return inferPreview(await sampleTopic(source.connection, source.topic, source.start, count, services.log, services.clock), given);
  const path = pathOf(source.location, services);
  if (source.format !== 'capture') {
    const { newestFirst: _told, ...preview } = await previewFile(path, source.format, count, given);
    return preview;
  }
  const { given: known, ...sample } = sampleCapture(path, count);
  return inferPreview(sample, { decoding: given.decoding ?? known.decoding, mapping: given.mapping ?? known.mapping });
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
