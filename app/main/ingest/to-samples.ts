import type { Decoding, FieldMapping } from '../../shared/domain/stream.ts';
import { offsetAt } from '../../shared/domain/zone.ts';
import { createDecoder, type Fields } from './decode.ts';
import { eventTimeReader, midnight, rowEpoch, type GoesOn } from './event-time.ts';
import type { RecordBatch } from './record-source.ts';

/** Rows of a batch as columns; `n` rows, `c` channels. A record gives one row or a failure. */
export interface DecodedRows {
  rows: number;
  /** [n] canonical series keys: the key fields' values as a JSON array. */
  keys: string[];
  /** [n] EpochMillis */
  times: Float64Array;
  /** [n, c] row-major; NaN where a channel is missing or no number. */
  values: Float64Array;
  /** [n] index of the row's record in the batch. */
  recordIndex: Uint32Array;
  failures: { recordIndex: number; reason: string }[];
  /** Values of channels that were text and no number, which are NaN; empty ones are not among them. */
  textCount: number;
}

/** What a reader is given of a batch. */
export type Records = Pick<RecordBatch, 'keys' | 'values' | 'timestamps'> & { offsets: ArrayLike<number> };
/** Records -> rows. */
export type SampleReader = (records: Records) => DecodedRows;

/** The record's own key as a field. */
export const recordKeyField = '$key';
/** A field that is 1 for each record, so that its sum is how many there were. */
export const recordCountField = '$count';
const utf8 = new TextDecoder();
/** Series keys remembered in their canonical form. */
const mostKnownKeys = 10_000;

/**
 * A reader for a decoding and a mapping. Numeric text is a number. A record without a readable time is a failure with its reason; one without any
 * channel is a row of NaN. Of a time that clocks tell twice
 * the rows of a series are read as the first telling until they would go back, so records are to be read in order; `known` are series that were read before, by the time of their last row. Cost: parsing, plus about a microsecond a record.
 */
export function createSampleReader(decoding: Decoding, mapping: FieldMapping, known: readonly { key: string; lastTime: number | null }[] = []): SampleReader {
  const decode = createDecoder(decoding);
  const channels = mapping.channels.map(({ field }) => (field === recordCountField ? () => 1 : accessor(field)));
  const timeField = mapping.time.field;
  const timeOf = timeField === null ? null : timeAccessor(timeField, mapping.time.clock);
  const readTime = eventTimeReader(mapping.time.unit, mapping.time.zone);
  const byRow = mapping.time.unit === 'row';
  const byReceipt = !byRow && (mapping.time.unit === 'receive' || timeOf === null);
  const keyText = keyReader(mapping.keys.map((field) => (field === recordKeyField ? null : accessor(field))));
  const c = channels.length;
  const { zone = 'UTC' } = mapping.time;
  const isOfZone = zone !== 'UTC' && !byReceipt;
  const lastTimes = new Map(isOfZone ? known.map(({ key, lastTime }) => [key, lastTime ?? -Infinity]) : []);
  const goesOnAfter = (key: string): GoesOn => (first, second) => {
    const last = lastTimes.get(key) ?? -Infinity;
    if (last < first) return first;
    // Many rows have one time where bars sum them up; else the next is later. A little back is disorder.
    const isSecond = last === first ? mapping.bars === undefined : last - first >= (second - first) / 2 || offsetAt(last, zone) === offsetAt(second, zone);
    return isSecond ? second : first;
  };

  return ({ keys, values, timestamps, offsets }) => {
    const count = values.length;
    const out: DecodedRows = { rows: 0, keys: new Array<string>(count), times: new Float64Array(count), values: new Float64Array(count * c), recordIndex: new Uint32Array(count), failures: [], textCount: 0 };
    /** Why the record gives no row; null where it gives one. */
    const take = (record: number): string | null => {
      const decoded = decode(values[record]!);
      if ('reason' in decoded) return decoded.reason;
      const { fields } = decoded;
      const key = isOfZone ? keyText(fields, keys[record]!) : null;
      const time = byRow ? rowEpoch + offsets[record]! * 1000 : byReceipt ? timestamps[record]! : readTime(timeOf!(fields), key === null ? undefined : goesOnAfter(key));
      if (Number.isNaN(time)) return byReceipt ? 'the source gives no time of receipt' : `the field "${timeField}" holds no time (${mapping.time.unit})`;
      const row = out.rows;
      out.keys[row] = key ?? keyText(fields, keys[record]!);
      if (key !== null && (lastTimes.size < mostKnownKeys || lastTimes.has(key))) lastTimes.set(key, Math.max(time, lastTimes.get(key) ?? -Infinity));
      out.times[row] = time;
      for (let channel = 0; channel < c; channel++) {
        const value = channels[channel]!(fields);
        const number = toNumber(value);
        if (Number.isNaN(number) && isText(value)) out.textCount += 1;
        out.values[row * c + channel] = number;
      }
      out.recordIndex[row] = record;
      out.rows = row + 1;
      return null;
    };
    for (let record = 0; record < count; record++) {
      let reason: string | null;
      try {
        reason = take(record);
      } catch {
        reason = 'the record can\'t be read'; // one record must not end the stream
      }
      if (reason !== null) out.failures.push({ recordIndex: record, reason });
    }
    out.keys.length = out.rows;
    const { rows } = out;
    return { ...out, times: out.times.subarray(0, rows), values: out.values.subarray(0, rows * c), recordIndex: out.recordIndex.subarray(0, rows) };
  };
}

/** A canonical key's name=value pairs, in mapping order. */
export function dimensionsOf(key: string, mapping: FieldMapping): Record<string, string> {
  const values = JSON.parse(key) as string[];
  return Object.fromEntries(mapping.keys.map((field, i) => [field === recordKeyField ? 'key' : field, values[i] ?? '']));
}

/** A series' name for the eye: its key's values, or the stream's name where it is the only one. */
export function seriesName(key: string, streamName: string): string {
  const values = JSON.parse(key) as string[];
  return values.length === 0 ? streamName : values.join(' · ');
}

/** Reads a field; a name with dots reaches into nested objects unless a field of that very name is there. Inherited properties are no fields. */
export function accessor(field: string): (fields: Fields) => unknown {
  const path = field.split('.');
  if (path.length === 1) return (fields) => (Object.hasOwn(fields, field) ? fields[field] : undefined);
  return (fields) => {
    if (Object.hasOwn(fields, field)) return fields[field];
    let at: unknown = fields;
    for (const name of path) {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
      at = (at as Fields)[name];
    }
    return at;
  };
}

/** Whether a value is text that is no number; what marks a missing number in many files is none. */
export function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !Number.isFinite(Number(value)) && !isMissingMark(value);
}

/** Whether a value is what many files write where a number is missing, such as `n/a` or `-`. */
export function isMissingMark(value: unknown): boolean {
  return typeof value === 'string' && /^(nan|na|n\/a|null|none|[-\u2012-\u2015\u2212]+|\?)$/i.test(value.trim());
}

/** Reads the time; a day and a time of day (or an hour of it) in fields of their own are read as one text, and as none where the time of day is missing. */
function timeAccessor(field: string, clock: string | undefined): (fields: Fields) => unknown {
  const dayOf = accessor(field);
  if (clock === undefined) return dayOf;
  const clockOf = accessor(clock);
  return (fields) => {
    const [day, time] = [dayOf(fields), String((clockOf(fields) ?? '') as string | number).trim()];
    return typeof day === 'string' && time !== '' ? `${day.trim().replace(midnight, '')} ${/^\d{1,2}$/.test(time) ? `${time}:00` : time}` : null;
  };
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : NaN;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value.trim() === '') return NaN;
  const number = Number(value);
  return Number.isFinite(number) ? number : NaN;
}

/** A reader of a record's canonical series key. Keys of one field, which most streams have, are remembered: the same few come again and again. */
function keyReader(fields: readonly (((fields: Fields) => unknown) | null)[]): (record: Fields, recordKey: Uint8Array | null) => string {
  const known = new Map<string, string>();
  const part = (read: ((fields: Fields) => unknown) | null, record: Fields, recordKey: Uint8Array | null): string => {
    const value = read === null ? (recordKey === null ? '' : utf8.decode(recordKey)) : read(record);
    return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  };
  if (fields.length !== 1) return (record, recordKey) => JSON.stringify(fields.map((read) => part(read, record, recordKey)));
  return (record, recordKey) => {
    const only = part(fields[0]!, record, recordKey);
    let text = known.get(only);
    if (text === undefined) {
      if (known.size >= mostKnownKeys) known.clear();
      known.set(only, (text = JSON.stringify([only])));
    }
    return text;
  };
}
