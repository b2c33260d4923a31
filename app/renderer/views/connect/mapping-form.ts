import type { Preview } from '../../../shared/api/views.ts';
import type { Decoding, FieldMapping } from '../../../shared/domain/stream.ts';
import { guessTimeUnit, type TimeUnit } from '../../../shared/domain/time.ts';

export type FieldRole = Preview['fields'][number]['role'];

/** A mapping while it is edited: like the real one, but it may lack what is still to be chosen. */
export type MappingForm = Pick<FieldMapping, 'time' | 'keys' | 'channels' | 'label'>;

/** The pseudo field of a Kafka record's own key. */
export const recordKey = '$key';
type CsvDecoding = Extract<Decoding, { format: 'csv' }>;
/** As the contract allows. */
const mostChannels = 64;

/** The mapping that a preview found, or one with nothing chosen. */
export function mappingFormOf(mapping: FieldMapping | null): MappingForm {
  return mapping ?? { time: { field: null, unit: 'iso' }, keys: [], channels: [], label: null };
}

/** What a field is taken for. */
export function roleOf(mapping: MappingForm, field: string): FieldRole {
  if (mapping.time.field === field) return 'time';
  if (mapping.keys.includes(field)) return 'key';
  if (mapping.label === field) return 'label';
  return mapping.channels.some((channel) => channel.field === field) ? 'channel' : 'unused';
}

/** The mapping with a field in another role. Time and label are one field each: who had the role before is unused then. The order of keys and channels is that of `fields`. */
export function withRole(mapping: MappingForm, field: string, role: FieldRole, fields: readonly Pick<Preview['fields'][number], 'field' | 'examples'>[]): MappingForm {
  if (roleOf(mapping, field) === role) return mapping;
  const place = new Map(fields.map((one, index) => [one.field, index]));
  const inOrder = (a: string, b: string) => (place.get(a) ?? -1) - (place.get(b) ?? -1);
  const keys = mapping.keys.filter((key) => key !== field);
  const channels = mapping.channels.filter((channel) => channel.field !== field);
  const examples = fields.find((one) => one.field === field)?.examples ?? [];
  return {
    time: role === 'time' ? { field, unit: guessTimeUnit(examples) } : mapping.time.field === field ? { field: null, unit: mapping.time.unit } : mapping.time,
    keys: role === 'key' ? [...keys, field].sort(inOrder) : keys,
    channels: role === 'channel' ? [...channels, { field, name: field, unit: '' }].sort((a, b) => inOrder(a.field, b.field)) : channels,
    label: role === 'label' ? field : mapping.label === field ? null : mapping.label,
  };
}

/** The mapping with another event time: a field, or none, when the time of receipt or the row's number is taken. */
export function withTime(mapping: MappingForm, field: string | null, unit: TimeUnit): MappingForm {
  if (field === null) return { ...mapping, time: { field: null, unit } };
  const freed = { ...mapping, keys: mapping.keys.filter((key) => key !== field), channels: mapping.channels.filter((channel) => channel.field !== field), label: mapping.label === field ? null : mapping.label };
  return { ...freed, time: { field, unit } };
}

/** With another name or unit of a channel. */
export function withChannel(mapping: MappingForm, field: string, change: { name?: string; unit?: string }): MappingForm {
  return { ...mapping, channels: mapping.channels.map((channel) => (channel.field === field ? { ...channel, ...change } : channel)) };
}

/** With or without the Kafka record's own key as part of the series key, where it comes first. */
export function withRecordKey(mapping: MappingForm, on: boolean): MappingForm {
  const keys = mapping.keys.filter((key) => key !== recordKey);
  return { ...mapping, keys: on ? [recordKey, ...keys] : keys };
}

export interface MappingFaults {
  time?: string;
  channels?: string;
  /** By field. */
  names: Record<string, string>;
}

/** What is still to be chosen or corrected; null where nothing is. */
export function mappingFaults(mapping: MappingForm): MappingFaults | null {
  const faults: MappingFaults = { names: {} };
  if (mapping.time.field === null && mapping.time.unit !== 'receive' && mapping.time.unit !== 'row') faults.time = 'Choose the field that holds the event time.';
  if (mapping.channels.length === 0) faults.channels = 'Give at least one numeric field the role of a channel: channels are what is watched.';
  if (mapping.channels.length > mostChannels) faults.channels = `${mapping.channels.length} channels are more than ${mostChannels}: set those to unused that need no watching.`;
  const seen = new Set<string>();
  for (const { field, name } of mapping.channels) {
    const plain = name.trim();
    if (plain === '') faults.names[field] = 'A channel needs a name.';
    else if (seen.has(plain)) faults.names[field] = 'Another channel has this name.';
    seen.add(plain);
  }
  return faults.time === undefined && faults.channels === undefined && Object.keys(faults.names).length === 0 ? null : faults;
}

/** The mapping itself; null where it has faults. */
export function mappingOf(form: MappingForm): FieldMapping | null {
  if (mappingFaults(form) !== null) return null;
  return { ...form, channels: form.channels.map(({ field, name, unit }) => ({ field, name: name.trim(), unit: unit.trim() })) };
}

/** Column names as written, one a line, in place of those of a CSV decoding; null where there is none. */
export function csvDecoding(columns: string, { delimiter, decimal }: Pick<CsvDecoding, 'delimiter' | 'decimal'>): CsvDecoding | null {
  const names = columns.split('\n').map((name) => name.trim()).filter((name) => name !== '');
  return names.length === 0 || delimiter.length !== 1 ? null : { format: 'csv', columns: names, delimiter, ...(decimal && { decimal }) };
}
