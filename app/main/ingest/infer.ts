import type { Preview } from '../../shared/api/views.ts';
import type { Decoding, FieldMapping } from '../../shared/domain/stream.ts';
import { currenciesOf, isThousandsOrComma, isWrittenWith, plainNumber, type Decimal } from './amounts.ts';
import { createDecoder, type Decoded, type Fields } from './decode.ts';
import { plural } from '../../shared/counts.ts';
import { isValue, periodName } from './csv-head.ts';
import { lateShare, manyLate, withKeysThatTellApart } from './find-keys.ts';
import { isListed } from './lines.ts';
import { findTime, timeName, unitOf, type FieldSeen, type TimeFound } from './find-time.ts';
import { accessor, createSampleReader, dimensionsOf, isMissingMark, isText, type DecodedRows, type Records } from './to-samples.ts';

/** A sample of a source: records as they came, and what the source knows of its rows. */
export interface SourceSample extends Records {
  /** True for files, whose rows may be numbered where they hold no time. */
  saved: boolean;
  /** The columns of a CSV file, where a header named them. */
  columns: string[] | null;
  delimiter: string;
  /** Rows above that header, which were left out. */
  above?: number;
  /** False where its columns are numbered for want of one. */
  isNamed?: boolean;
  /** True where the file begins with the newest, so that its rows stand here in the other order. */
  newestFirst?: boolean;
}

const shownRows = 50;
/** Fields that are looked at, and channels that a stream may have. */
const mostFields = 2_000;
const mostChannels = 64;
const fewestPeriods = 8;
const keyName = /(^|[._\s-])(id|key|name|symbol|patient|customer|account|store|shop|branch|dept|department|category|product|article|sku|item|machine|device|sensor|host|series|unit|pump|line|ward|room|bed|station|ticker|instrument|location|region|site)([._\s-]|$)|_?id$/i;
const statusName = /^(status|quality|flags?|alarms?|errors?|result|message|comments?|notes?|remarks?|severity)$/i;
const labelName = /^(is_?attack|changepoint|target|fault|class|event)$|(^|[_\s-])(labels?|(is_?)?(anomal(y|ies|ous)|outliers?)|ground[_ ]?truth)([_\s-]|$)/i;
const counterName = /^(column 1|index|row|unnamed: 0|#)$/i;

/** Whether numbers under this name tell things apart: what is named is the key itself (`store`, `store_id`, `id_store`), and no quantity or number of it (`store_sales`, `sensor_07`). */
function isNumberedKey(name: string): boolean {
  return [name, name.replace(/[._\s-]*(no|nr|num|number|key|code)$/i, '')].some((one) => keyName.test(one.split(/[._\s-]/).at(-1)!));
}

/** Decoding and mapping of a sample where none are given, with the reason for each field in words, and the rows as they would be read. */
export function inferPreview(sample: SourceSample, given: { decoding: Decoding | null; mapping: FieldMapping | null }): Preview {
  const { decoding, written, records, seen } = given.decoding === null ? readAsInferred(sample) : readAs(given.decoding, sample);
  const count = records.filter((record) => 'fields' in record).length;
  const time = findTime(seen, count, sample.saved);
  const roles = seen.map((field) => roleOf(field, time, count));
  const mapping = given.mapping ?? toMapping({ decoding, records, seen }, roles, time, sample);
  const read = mapping === null ? null : createSampleReader(decoding, mapping)(sample);
  return {
    decoding,
    mapping,
    fields: seen.map((field, i) => ({ field: field.field, ...roleGiven(roles[i]!, field, mapping), examples: field.examples })),
    ...rowsOf(sample, mapping, read, records),
    doubts: doubtsOf({
      sample, decoding, failed: records.length - count, time, mapping, read, written,
      numeric: seen.filter((_field, i) => roles[i]!.role === 'channel'), withComma: seen.filter((field) => hasDecimalComma(field) && !isAmount(field)), amount: seen.find(isAmount) ?? null,
    }),
  };
}

/** A sample, decoded. `written` is a number as people write it that led to reading all of them so; null where none did. */
interface ReadSample {
  decoding: Decoding;
  written: { example: string; decimal: Decimal; /** The first field of amounts in several currencies. */ mixed: { field: string; currencies: string[] } | null } | null;
  records: Decoded[];
  seen: FieldSeen[];
}

function readAs(decoding: Decoding, sample: SourceSample): ReadSample {
  const records = sample.values.map(createDecoder(decoding));
  return { decoding, written: null, records, seen: look(records.flatMap((record) => ('fields' in record ? [record.fields] : []))) };
}

/** CSV is read with a decimal comma, or with separators of thousands and currency signs beside a point, where a column of it holds such numbers. */
function readAsInferred(sample: SourceSample): ReadSample {
  const read = readAs(inferDecoding(sample), sample);
  if (read.decoding.format !== 'csv') return read;
  for (const decimal of [',', '.'] as const) {
    const field = read.seen.find((one) => isWrittenSo(one, decimal, sample.delimiter));
    if (field === undefined) continue;
    const example = field.values.map(String).find((value) => isWrittenWith(value, decimal))!;
    const mixed = read.seen.map((one) => ({ field: one.field, currencies: currenciesOf(one.values.map(String), decimal) })).find(({ currencies }) => currencies.length > 1) ?? null;
    return { ...readAs({ ...read.decoding, decimal }, sample), written: { example, decimal, mixed } };
  }
  return read;
}

/** Whether a field holds numbers as people write them, with this between whole and fraction. Thousands and a decimal comma look alike where three digits follow each: then it is thousands, unless the cells are separated by what a comma would be taken for. */
function isWrittenSo(field: FieldSeen, decimal: Decimal, delimiter: string): boolean {
  if (decimal === '.') return isAmount(field) && field.values.filter((value) => !Number.isFinite(Number(value))).every((value) => isText(value) ? isWrittenWith(String(value), '.') : true);
  const texts = field.values.map(String).filter((value) => isWrittenWith(value, ','));
  return texts.length >= Math.max(1, field.present * 0.9) && !(delimiter !== ';' && texts.every(isThousandsOrComma));
}

function inferDecoding(sample: SourceSample): Decoding {
  if (sample.columns !== null) return { format: 'csv', columns: sample.columns, delimiter: sample.delimiter };
  const json = createDecoder({ format: 'json' });
  const number = createDecoder({ format: 'number' });
  const values = sample.values.filter((value) => value !== null);
  const share = (test: (value: Uint8Array) => boolean) => (values.length === 0 ? 0 : values.filter(test).length / values.length);
  if (share((value) => 'fields' in number(value)) > 0.5) return { format: 'number' };
  if (share((value) => 'fields' in json(value)) > 0.5 || values.length === 0) return { format: 'json' };
  const first = new TextDecoder().decode(values[0]);
  const delimiter = [',', ';', '\t', '|'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best));
  const width = first.split(delimiter).length;
  return width < 2 ? { format: 'json' } : { format: 'csv', columns: Array.from({ length: width }, (_cell, i) => `column ${i + 1}`), delimiter };
}

/** Fields over all records, nested ones by dots, in order of appearance; the first `mostFields`. */
function look(records: readonly Fields[]): FieldSeen[] {
  const seen = new Map<string, FieldSeen>();
  const visit = (fields: Fields, prefix: string, depth: number) => {
    for (const [name, value] of Object.entries(fields)) {
      const field = prefix + name;
      if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < 4) {
        visit(value as Fields, `${field}.`, depth + 1);
        continue;
      }
      let one = seen.get(field);
      if (one === undefined && seen.size >= mostFields) continue;
      if (one === undefined) seen.set(field, (one = { field, present: 0, numeric: 0, distinct: new Set(), examples: [], values: [] }));
      if (value === null || value === undefined || value === '') continue;
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
      one.present += 1;
      if (typeof value !== 'object' && Number.isFinite(Number(value)) && typeof value !== 'boolean') one.numeric += 1;
      if (one.distinct.size < 5000) one.distinct.add(text);
      if (one.examples.length < 3 && !one.examples.includes(text)) one.examples.push(text.slice(0, 60));
      one.values.push(value);
    }
  };
  for (const fields of records) visit(fields, '', 0);
  return [...seen.values()].map(withoutMarks);
}

/** Numbers without what marks that one is missing, which would count as present; other fields as they are. */
function withoutMarks(field: FieldSeen): FieldSeen {
  const values = field.values.filter((value) => !isMissingMark(value));
  const isNumeric = values.length > 0 && values.filter((value) => Number.isFinite(Number(value)) || isAmountText(String(value)) || isWrittenWith(String(value), ',')).length >= 0.9 * values.length;
  if (values.length === field.values.length || !isNumeric) return field;
  const texts = [...field.distinct].filter((text) => !isMissingMark(text));
  return { ...field, values, present: values.length, distinct: new Set(texts), examples: texts.slice(0, 3).map((text) => text.slice(0, 60)) };
}

type Role = Pick<Preview['fields'][number], 'role' | 'reason' | 'doubtful'>;

/** A field's role as the mapping has it, with the reason of the one that it was taken for by itself. */
function roleGiven(own: Role, field: FieldSeen, mapping: FieldMapping | null): Role {
  if (mapping === null) return own;
  const role = roleIn(mapping, field.field);
  return own.role === 'channel' && role === 'key' ? { role, reason: `tells apart records of one time, ${field.distinct.size} different values`, doubtful: true } : { ...own, role };
}

function roleOf(field: FieldSeen, time: TimeFound | null, count: number): Role {
  const { present, numeric, distinct } = field;
  const share = count === 0 ? 0 : Math.round((100 * present) / count);
  if (field.field === time?.field) return { role: 'time', reason: time.clock === undefined ? 'event time' : 'day of the event time', doubtful: false };
  if (field.field === time?.clock) return { role: 'time', reason: 'time of day of the event time', doubtful: false };
  if (present === 0) return { role: 'unused', reason: 'empty in all records', doubtful: false };
  const isNumber = numeric >= present * 0.9;
  const binary = distinct.size <= 2 && [...distinct].every((value) => /^(0|1|0\.0|1\.0|true|false|yes|no)$/i.test(value));
  const last = field.field.split('.').at(-1)!;
  if (labelName.test(last) && (binary || distinct.size <= 20)) return { role: 'label', reason: `named like a label, ${distinct.size} different values; kept from detectors`, doubtful: !binary };
  if (unitOf(field) !== null && timeName.test(field.field)) return { role: 'unused', reason: 'another time', doubtful: false };
  if ((counterName.test(last) || isNumberedKey(field.field)) && isNumber && field.values.every((value, i) => Number.isInteger(Number(value)) && (i === 0 || Number(value) > Number(field.values[i - 1])))) return { role: 'unused', reason: 'counts the rows', doubtful: false };
  if (isNumber) {
    const whole = [...distinct].every((value) => /^-?\d+(\.0+)?$/.test(value));
    if (isNumberedKey(field.field) && whole && distinct.size > 1 && distinct.size <= Math.max(2, count / 3)) return { role: 'key', reason: `named like a key, ${distinct.size} different values`, doubtful: true };
    const texts = field.values.filter(isText).length;
    const asText = texts === 0 ? '' : `, ${texts} ${texts === 1 ? 'is text' : 'are text'}`;
    return { role: 'channel', reason: `${whole ? 'whole numbers' : 'numbers'}, ${share} % present${asText}${distinct.size === 1 ? ', always the same' : ''}`, doubtful: share < 50 || texts > 0 };
  }
  if (isAmount(field)) return { role: 'unused', reason: 'numbers with a currency sign or code, separators of thousands or a minus behind, which are not read', doubtful: true };
  if (hasDecimalComma(field)) return { role: 'unused', reason: 'numbers with a decimal comma, which are not read', doubtful: true };
  if (statusName.test(last)) return { role: 'unused', reason: `text that says how things were, ${distinct.size} different ${distinct.size === 1 ? 'value' : 'values'}`, doubtful: true };
  if (binary) return { role: 'unused', reason: 'yes or no, which is neither a number nor a name', doubtful: true };
  // Of many series a sample shows each but once or twice.
  const isNamedKey = keyName.test(field.field) && distinct.size <= 0.9 * count;
  if (distinct.size <= Math.max(1, count / 3) || isNamedKey) return { role: 'key', reason: `text, ${distinct.size} different ${distinct.size === 1 ? 'value' : 'values'}`, doubtful: distinct.size === 1 || distinct.size > count / 3 };
  return { role: 'unused', reason: `text, ${distinct.size} different values`, doubtful: false };
}

/** What of a channel's values is no number, in words; null where nothing is. Each is a missing value. */
function textsAmongNumbers({ field, values }: FieldSeen): string | null {
  const texts = values.filter(isText);
  return texts.length === 0 ? null : `${texts.length} of ${values.length} values of "${field}" ${texts.length === 1 ? 'is no number and counts' : 'are no numbers and count'} as missing, such as "${String(texts[0]).slice(0, 40)}".`;
}

const amount = /^[-(]?(\p{Sc}\s?-?\d[\d,.]*|\d{1,3}(,\d{3})+(\.\d+)?|-?\d[\d,.]*\s?[\p{Sc}%])\)?$/u;
const isAmountText = (text: string) => amount.test(text.trim()) || isWrittenWith(text, '.');
/** Whether at least nine in ten of a field's values are numbers but for a currency or percent sign, separators of thousands or a minus behind; some may be plain. */
function isAmount({ present, numeric, values }: FieldSeen): boolean {
  const count = values.filter((value) => typeof value === 'string' && isAmountText(value)).length;
  return count > 0 && count + numeric >= present * 0.9;
}

/** Whether at least nine in ten of a field's values are numbers with a decimal comma. */
function hasDecimalComma({ present, values }: FieldSeen): boolean {
  return present > 0 && values.filter((value) => typeof value === 'string' && isWrittenWith(value, ',')).length >= present * 0.9;
}

function toMapping({ decoding, records, seen }: Pick<ReadSample, 'decoding' | 'records' | 'seen'>, roles: readonly Role[], time: TimeFound | null, sample: SourceSample): FieldMapping | null {
  const of = (role: Role['role']) => seen.filter((_field, i) => roles[i]!.role === role).map(({ field }) => field);
  const channels = of('channel').slice(0, mostChannels).map((field) => ({ field, name: field, unit: '' }));
  const received = sample.timestamps.length > 0 && !Number.isNaN(sample.timestamps[0]!);
  if (channels.length === 0 || (time === null && !received && !sample.saved)) return null;
  const keys = of('key');
  const byRecordKey = keys.length === 0 && sample.keys.some((key) => key !== null) && new Set(sample.keys.map((key) => (key === null ? '' : new TextDecoder().decode(key)))).size > 1;
  const mapping: FieldMapping = {
    time: time === null ? { field: null, unit: received ? 'receive' : 'row' } : { field: time.field, unit: time.unit, ...(time.clock !== undefined && { clock: time.clock }) },
    keys: byRecordKey ? ['$key'] : keys,
    channels,
    label: of('label')[0] ?? null,
  };
  if (time === null) return mapping;
  const read = createSampleReader(decoding, mapping)(sample);
  const rows = Array.from(read.recordIndex, (record) => {
    const decoded = records[record]!;
    return 'fields' in decoded ? decoded.fields : {};
  });
  return withKeysThatTellApart(mapping, read, (field) => rows.map((fields) => String(accessor(field)(fields) as string | number)));
}

function roleIn(mapping: FieldMapping, field: string): Role['role'] {
  if (mapping.time.field === field || mapping.time.clock === field) return 'time';
  if (mapping.keys.includes(field)) return 'key';
  if (mapping.label === field) return 'label';
  return mapping.channels.some((channel) => channel.field === field) ? 'channel' : 'unused';
}

function rowsOf(sample: SourceSample, mapping: FieldMapping | null, read: DecodedRows | null, records: readonly ({ fields: Fields } | { reason: string })[]): Pick<Preview, 'rows' | 'readCount' | 'failedCount'> {
  const failures = new Map(read?.failures.map(({ recordIndex, reason }) => [recordIndex, reason]));
  const rowOf = new Map<number, number>();
  read?.recordIndex.forEach((record, row) => rowOf.set(record, row));
  const shown = sample.values.slice(0, shownRows).map((_value, at) => (sample.newestFirst ? sample.values.length - 1 - at : at));
  const rows = shown.map((record) => {
    const value = sample.values[record]!;
    const row = rowOf.get(record);
    const own = records[record]!;
    const c = mapping?.channels.length ?? 0;
    return {
      offset: String(sample.offsets[record]),
      eventTime: row === undefined ? null : read!.times[row]!,
      series: row === undefined || mapping === null ? '' : Object.values(dimensionsOf(read!.keys[row]!, mapping)).join(' · '),
      values: row === undefined ? [] : Array.from(read!.values.subarray(row * c, (row + 1) * c), (one) => (Number.isNaN(one) ? null : one)),
      failure: failures.get(record) ?? ('reason' in own ? own.reason : null),
      text: value === null ? '' : new TextDecoder().decode(value.subarray(0, 400)),
    };
  });
  return { rows, readCount: sample.values.length, failedCount: read === null ? records.filter((record) => 'reason' in record).length : read.failures.length };
}

/** A sample with what was found in it, of which doubts are told. */
interface Found extends Pick<ReadSample, 'decoding' | 'written'> {
  sample: SourceSample;
  /** Records that decoding failed on. */
  failed: number;
  time: TimeFound | null;
  mapping: FieldMapping | null;
  read: DecodedRows | null;
  /** Fields of numbers; of numbers with a decimal comma, and one of amounts, that stay text. */
  numeric: readonly FieldSeen[];
  withComma: readonly FieldSeen[];
  amount: FieldSeen | null;
}

function doubtsOf({ sample, decoding, failed, time, mapping, read, numeric, withComma, written, amount }: Found): string[] {
  const doubts: string[] = [];
  if (sample.values.length === 0) return [sample.saved ? 'The file has no records: there is nothing to infer from.' : 'The topic has no records yet: there is nothing to infer from.'];
  if ((mapping === null || failed > sample.values.length / 2) && sample.saved && sample.columns === null && isListed(sample.values[0]!)) return ['The file is one JSON list that is too long or not whole, so that only its lines are read: write each record on a line of its own, without brackets and commas around (jq -c ".[]" does that).'];
  const wrongCells = failed > sample.values.length / 2 && decoding.format === 'csv' && sample.columns !== null;
  if (failed > 0) doubts.push(`${failed} of ${sample.values.length} records could not be read; they would go to the quarantine.${wrongCells ? ` The line that was taken for the header, "${decoding.columns.join(decoding.delimiter).slice(0, 60)}", has another number of cells: remove what stands above the header.` : ''}`);
  const unnamed = sample.columns?.filter((name) => isValue(name)) ?? [];
  if (unnamed.length > 0 && unnamed.length >= sample.columns!.length / 2) doubts.push(`The first line holds values such as "${unnamed[0]}" and is taken for the header all the same, not for a record: put a line of names above it.`);
  if (sample.above) doubts.push(`What stands above the header (${plural(sample.above, 'line')}) is left out.`);
  if (sample.isNamed === false) doubts.push(`The first line, "${new TextDecoder().decode(sample.values.at(sample.newestFirst ? -1 : 0)!).slice(0, 60)}", holds values and is taken for a record; the columns are numbered. Where it is the header, put a line of names in its place.`);
  if (sample.newestFirst) doubts.push('The file runs from the newest to the oldest: it is read from its end, the oldest first.');
  if (time === null) doubts.push('No field holds a time.' + (mapping === null ? '' : mapping.time.unit === 'row' ? ' The rows are taken to be one second apart; correct that where it is not so.' : ' The time of receipt is taken.'));
  else if (time.isRelative) doubts.push(`"${time.field}" counts from the beginning of the recording; it is shown from 1970 on.`);
  else if (time.doubtful) doubts.push(`More than one field could be the event time; "${time.field}" was taken.`);
  if (time?.undecided && mapping?.time.unit === 'iso') doubts.push(`Days such as "${time.undecided}" are read month first, and nothing in the sample says so. Where they are day first, say that the time is written day-first.`);
  if (time?.undecided && mapping?.time.unit === 'day-first') doubts.push(`Days such as "${time.undecided}" are read day first with the year last, and nothing in the sample says so.`);
  const late = mapping === null || read === null || mapping.bars !== undefined || time === null ? 0 : lateShare(read);
  if (late >= manyLate) doubts.push(`${Math.round(100 * late)} % of these records are not newer than one before them of the same series, and would be left out as late. Take what tells the series apart for a key, or sort the file by time.`);
  if (amount !== null) doubts.push(`Values such as "${amount.examples[0]}" of "${amount.field}" have a currency sign or code, separators of thousands or a minus behind and are not read as numbers: save them as plain numbers, such as 2002.84.`);
  doubts.push(...numeric.flatMap((field) => textsAmongNumbers(field) ?? []));
  const periods = numeric.map(({ field }) => field).filter((field) => periodName.test(field));
  if (periods.length >= fewestPeriods) doubts.push(`"${periods[0]}" to "${periods.at(-1)}" look like times side by side. A record is read as one moment: turn the table so that each has a row of its own, with the time in a column.`);
  else if (numeric.length > mostChannels) doubts.push(`There are ${numeric.length} numeric fields; the first ${mostChannels} were taken.`);
  if (written !== null) doubts.push(`Numbers such as "${written.example}" are read ${written.decimal === ',' ? 'with a decimal comma' : `as ${plainNumber(written.example, '.')}`}.`);
  if (written?.mixed) doubts.push(`"${written.mixed.field}" holds amounts in ${written.mixed.currencies.slice(0, 3).join(' and ')}, of which the numbers alone are read: convert them to one currency, or save a file of each.`);
  if (withComma.length > 0) doubts.push(`Values such as "${withComma[0]!.examples[0]}" of "${withComma[0]!.field}" have a decimal comma and are not read as numbers: that is possible in CSV only.`);
  if (mapping === null) doubts.push(time === null ? 'Choose the time and at least one numeric channel.' : 'No field holds numbers, so that there is nothing to score: at least one channel must be numeric.');
  return doubts;
}
