import * as z from 'zod';
import { anomalySchema } from '../../../shared/domain/anomaly.ts';
import { auditEventSchema } from '../../../shared/domain/audit-event.ts';
import { feedbackSchema } from '../../../shared/domain/feedback.ts';
import { incidentActSchema, incidentSchema } from '../../../shared/domain/incident.ts';
import { pinSchema } from '../../../shared/domain/notebook.ts';
import { seriesIdSchema } from '../../../shared/domain/series.ts';
import { decodingSchema, detectorChoiceSchema, fieldMappingSchema, streamIdSchema } from '../../../shared/domain/stream.ts';
import { leafHash } from '../../evidence/hash-tree.ts';
import { layRecords, readRecords, type RawRecords, type RawRow } from '../../store/raw-bytes.ts';
import type { SeriesRows } from '../../store/series-chunk.ts';
import type { ChainedEvent } from '../../store/tables/audit-table.ts';

/*
 * The parts of an evidence pack: `setup.json`, `judgement.json`, `audit.json`, `models/<detector>/<version>/<file>`, `samples/<stream>/<series>/<piece>` and
 * `records/<stream>/<piece>`, where streams count from 0 in `setup.json`, series by their index in the stream and pieces from 0.
 */
export const partNames = {
  setup: 'setup.json',
  judgement: 'judgement.json',
  audit: 'audit.json',
  model: (detector: string, version: string, file: string) => `models/${detector}/${version}/${file}`,
  samples: (stream: number, series: number, piece: number) => `samples/${stream}/${series}/${piece}`,
  records: (stream: number, piece: number) => `records/${stream}/${piece}`,
};
export const samplesPart = /^samples\/(\d{1,4})\/(\d{1,6})\/\d{1,9}$/;
export const recordsPart = /^records\/(\d{1,4})\/\d{1,9}$/;

const packedSeriesSchema = z.object({ index: z.number().int().nonnegative(), id: seriesIdSchema, key: z.string(), name: z.string(), channels: z.array(z.string()).min(1).max(64), /** Whether its samples in the pack begin with its first one. */ isFromStart: z.boolean() });
const packedStreamSchema = z.object({
  id: streamIdSchema, name: z.string(), domain: z.string(),
  /** A topic or a kind of file; never how to reach it. */
  source: z.string(),
  decoding: decodingSchema, mapping: fieldMappingSchema, detector: detectorChoiceSchema,
  series: z.array(packedSeriesSchema),
  /** Thresholds of an alert budget, by event time. */
  thresholds: z.array(z.object({ time: z.number(), threshold: z.number() })),
});
/** What made the anomalies: streams as they are set up, series, models. */
export const packSetupSchema = z.object({
  title: z.string(),
  /** Event time that the pack reaches over; `to` null: to the last sample. */
  from: z.number().nullable(), to: z.number().nullable(),
  streams: z.array(packedStreamSchema).min(1).max(1000),
  models: z.array(z.object({ detector: z.string(), modelVersion: z.string(), files: z.record(z.string(), z.string()) })),
  backend: z.string(),
});
export type PackSetup = z.infer<typeof packSetupSchema>;
export type PackedStream = PackSetup['streams'][number];

/** What was found, and what people said of it. */
export const packJudgementSchema = z.object({ incident: incidentSchema.nullable(), anomalies: z.array(anomalySchema).min(1), feedback: z.array(feedbackSchema), acts: z.array(incidentActSchema), pins: z.array(pinSchema).default([]) });
export type PackJudgement = z.infer<typeof packJudgementSchema>;

/** Some events of the audit chain, each with its mac and the way to the root of the hash tree over the whole chain as it was then. Bytes are base64. */
export const packAuditSchema = z.object({ size: z.number().int(), root: z.base64(), wasIntact: z.boolean(), events: z.array(auditEventSchema.extend({ mac: z.base64(), path: z.array(z.base64()).max(64) })) });
export type PackAudit = z.infer<typeof packAuditSchema>;

/** A leaf of the tree over the audit chain: the mac comes first, so that nobody who lacks the chain's key can guess an event from its hash. */
export function auditLeaf({ mac, sequence, at, actor, action, subject, outcome, details }: ChainedEvent): Buffer {
  return leafHash(Buffer.concat([mac, Buffer.from(JSON.stringify([sequence, at, actor, action, subject, outcome, details]))]));
}

const rowsHead = 8;
const columnsOf = (channels: number) => [['times', Float64Array, 1], ['values', Float64Array, channels], ['expected', Float32Array, channels], ['low', Float32Array, channels], ['high', Float32Array, channels], ['score', Float32Array, 1]] as const;

/** Samples as the bytes of a part: `[u32 rows][u32 channels]` and the columns, in the order of `columnsOf`. */
export function layRows(rows: SeriesRows): Buffer {
  const head = Buffer.alloc(rowsHead);
  head.writeUInt32LE(rows.rows, 0);
  head.writeUInt32LE(rows.channels, 4);
  return Buffer.concat([head, ...columnsOf(rows.channels).map(([name]) => new Uint8Array(rows[name].buffer, rows[name].byteOffset, rows[name].byteLength))]);
}

/** The inverse, of samples with so many channels; null where the bytes are none. */
export function readRowsPart(bytes: Buffer, channels: number): SeriesRows | null {
  const rows = bytes.length < rowsHead ? 0 : bytes.readUInt32LE(0);
  const columns = columnsOf(channels);
  const rowBytes = columns.reduce((sum, [, { BYTES_PER_ELEMENT }, width]) => sum + BYTES_PER_ELEMENT * width, 0);
  if (rows === 0 || bytes.readUInt32LE(4) !== channels || bytes.length !== rowsHead + rows * rowBytes) return null;
  let at = rowsHead;
  const taken = columns.map(([name, kind, width]) => {
    const column = new kind(rows * width);
    new Uint8Array(column.buffer).set(bytes.subarray(at, (at += column.byteLength)));
    return [name, column];
  });
  return { rows, channels, ...(Object.fromEntries(taken) as Omit<SeriesRows, 'rows' | 'channels'>) };
}

/** A run of records of one partition, as it lies in a part: `[u32 partition][u32 bytes]` and the records. */
export function layRun(partition: number, records: RawRecords): Buffer {
  const bytes = layRecords(records, rowsHead);
  bytes.writeUInt32LE(partition, 0);
  bytes.writeUInt32LE(bytes.length - rowsHead, 4);
  return bytes;
}

/** The runs of a part, in order. Throws on bytes that are none. */
export function* readRuns(bytes: Buffer): Generator<{ partition: number; records: RawRow[] }> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + rowsHead + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) throw new RangeError('a run of records ends behind its part');
    yield { partition: bytes.readUInt32LE(at), records: [...readRecords(bytes.subarray(0, end), at + rowsHead)] };
    at = end;
  }
}
