import * as z from 'zod';
import { wireErrorSchema } from '../errors/wire-error.ts';
import { epochMillisSchema, timeUnitSchema } from './time.ts';
import { zoneSchema } from './zone.ts';

export const streamIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/).brand<'StreamId'>();
/** Names a stream for ever; lower-case letters, digits and hyphens. */
export type StreamId = z.infer<typeof streamIdSchema>;

/** How bytes become a record's fields. CSV rows need the names of their columns, in order. Their numbers are plain ones; with `decimal` also such as people write: `1.234,5 €` (comma) or `$1,234.5` (point). */
export const decodingSchema = z.discriminatedUnion('format', [
  z.object({ format: z.literal('json') }),
  z.object({ format: z.literal('csv'), columns: z.array(z.string()).min(1), delimiter: z.string().length(1).default(','), decimal: z.enum(['.', ',']).optional() }),
  z.object({ format: z.literal('number') }),
]);
export type Decoding = z.infer<typeof decodingSchema>;

/** What a channel of a bar is of its values: the last in event time, their mean, extremes, range (highest less lowest) or sum, or the natural logarithm of the last over that of the bar before. */
export const barFigureSchema = z.enum(['last', 'mean', 'low', 'high', 'range', 'sum', 'return']);
export type BarFigure = z.infer<typeof barFigureSchema>;

/** How wide bars may be: a hundredth of a second to a day. */
export const barWidthMs = { least: 10, most: 86_400_000 };

/**
 * Which fields mean what. Nested JSON fields are named by dots (`patient.id`). An empty `keys` makes one series;
 * the pseudo field `$key` is the Kafka record's own key, `$count` is 1 for each record. `label` is never shown to a detector. `clock` is the field of the time of day, where the time's field holds the day alone; `zone` is that of times written as text without one; UTC where nothing is said. Of a time that its clocks tell twice, rows of a series are the first telling until they go back.
 * With `bars` the records of `widthMs` are one sample, of which each channel is a figure (`last` where nothing is said).
 */
export const fieldMappingSchema = z.object({
  time: z.object({ field: z.string().nullable(), unit: timeUnitSchema, clock: z.string().optional(), zone: zoneSchema.optional() }),
  keys: z.array(z.string()),
  channels: z.array(z.object({ field: z.string(), name: z.string(), unit: z.string().default(''), figure: barFigureSchema.optional() })).min(1).max(64),
  label: z.string().nullable().default(null),
  bars: z.object({ widthMs: z.number().int().min(barWidthMs.least).max(barWidthMs.most) }).optional(),
});
export type FieldMapping = z.infer<typeof fieldMappingSchema>;

export const saslSchema = z.object({
  mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
  username: z.string(),
  /** Write-only: kept in the encrypted store and never sent back (`null` on the way out, and on the way in to keep what is stored). */
  password: z.string().nullable(),
});

/** PEM texts. The private key is write-only like a password. */
export const tlsSchema = z.object({
  ca: z.string().nullable().default(null),
  certificate: z.string().nullable().default(null),
  privateKey: z.string().nullable().default(null),
});

export const kafkaConnectionSchema = z.object({
  brokers: z.array(z.string().regex(/^.+:\d{1,5}$/, 'an address is host:port')).min(1),
  tls: tlsSchema.nullable().default(null),
  sasl: saslSchema.nullable().default(null),
});
export type KafkaConnection = z.infer<typeof kafkaConnectionSchema>;

/** Where a stream that has no stored place begins. Offsets are decimal strings (64 bit), per partition. */
export const startPlaceSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('earliest') }),
  z.object({ at: z.literal('latest') }),
  z.object({ at: z.literal('timestamp'), time: epochMillisSchema }),
  z.object({ at: z.literal('offset'), offsets: z.record(z.string(), z.string().regex(/^\d+$/)) }),
]);
export type StartPlace = z.infer<typeof startPlaceSchema>;

export const fileFormatSchema = z.enum(['csv', 'json-lines', 'parquet', 'capture']);
export type FileFormat = z.infer<typeof fileFormatSchema>;

/** `upload` names a file that the workbench took in through `uploads.*`; `path` one on its own machine (CLI and desktop). */
export const fileLocationSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('path'), path: z.string().min(1) }),
  z.object({ at: z.literal('upload'), uploadId: z.string() }),
  z.object({ at: z.literal('sample'), sampleId: z.string() }),
]);
export type FileLocation = z.infer<typeof fileLocationSchema>;

export const streamSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kafka'), connection: kafkaConnectionSchema, topic: z.string().min(1), start: startPlaceSchema }),
  z.object({ kind: z.literal('file'), location: fileLocationSchema, format: fileFormatSchema }),
]);
export type StreamSource = z.infer<typeof streamSourceSchema>;

/** How fast a saved stream is read: as fast as detection goes, or at a multiple of event time. */
export const paceSchema = z.union([z.literal('fast'), z.number().min(0.1).max(1000)]);
export type Pace = z.infer<typeof paceSchema>;

/**
 * At most so many alerts (anomalies that open) a day of event time: the threshold follows from it. Over the stream's series, or over all streams that name the same
 * `set`; where those differ the least holds. A threshold never goes far below what the sensitivity gives, so a quiet stream has fewer.
 */
export const alertBudgetSchema = z.object({ alertsPerDay: z.number().min(0.1).max(10_000), set: z.string().trim().min(1).max(60).nullable().default(null) });
export type AlertBudgetChoice = z.infer<typeof alertBudgetSchema>;

/** The analyst's choice of detector; `sensitivity` 0…1 moves the threshold (0.5 is the default, higher alerts more). Without a budget nothing else does. */
export const detectorChoiceSchema = z.object({ name: z.string(), sensitivity: z.number().min(0).max(1).default(0.5), budget: alertBudgetSchema.optional() });

/** What the analyst sets when connecting or importing a stream. */
export const streamDraftSchema = z.object({
  name: z.string().min(1).max(120),
  domain: z.enum(['finance', 'healthcare', 'retail', 'manufacturing', 'other']).default('other'),
  source: streamSourceSchema,
  decoding: decodingSchema,
  mapping: fieldMappingSchema,
  detector: detectorChoiceSchema,
  pace: paceSchema.default('fast'),
});
export type StreamDraft = z.infer<typeof streamDraftSchema>;

/** A configured flow of records: source + decoding + mapping to series. */
export const streamSchema = streamDraftSchema.extend({ id: streamIdSchema, createdAt: epochMillisSchema, running: z.boolean() });
export type Stream = z.infer<typeof streamSchema>;

/**
 * idle: never started or stopped · connecting: first answer awaited · running · held: paused by back-pressure ·
 * paused: by the analyst · waiting: a retryable fault, tries again by itself · finished: a saved stream read to its end · failed: needs the analyst.
 */
export const streamStateSchema = z.enum(['idle', 'connecting', 'running', 'held', 'paused', 'waiting', 'finished', 'failed']);
export type StreamState = z.infer<typeof streamStateSchema>;

/** What is drawn about a stream, some times a second. Counts are since the stream was made, rates per second over the last 5 s. */
export const streamHealthSchema = z.object({
  streamId: streamIdSchema,
  state: streamStateSchema,
  error: wireErrorSchema.nullable(),
  recordsPerSecond: z.number(),
  recordCount: z.number(),
  quarantinedCount: z.number(),
  /** Records at or behind the time of the newest of their series: late, or repeated. */
  lateCount: z.number(),
  /** Values of channels that were text and no number: each counts as missing. */
  textCount: z.number(),
  anomalyCount: z.number(),
  /** Records behind the log's end, over all partitions; null where the source has no end or it is not known yet. */
  lag: z.number().nullable(),
  /** Event time that is held complete; null before the first record. */
  watermark: epochMillisSchema.nullable(),
  lastReceiveTime: epochMillisSchema.nullable(),
  seriesCount: z.number(),
  warmingUpCount: z.number(),
  /** 0…1 of a saved stream; null for a live one. */
  progress: z.number().nullable(),
  capturing: z.boolean(),
});
export type StreamHealth = z.infer<typeof streamHealthSchema>;

export const quarantinedRecordSchema = z.object({
  streamId: streamIdSchema,
  partition: z.number(),
  offset: z.string(),
  receiveTime: epochMillisSchema,
  reason: z.string(),
  /** The record's text as far as it is text, at most 2,000 characters. */
  text: z.string(),
});
export type QuarantinedRecord = z.infer<typeof quarantinedRecordSchema>;
