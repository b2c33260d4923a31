import type { Preview } from '../../../shared/api/views.ts';
import { barFigureSchema, type BarFigure, type Decoding, type FieldMapping } from '../../../shared/domain/stream.ts';
import { guessTimeUnit, type TimeUnit } from '../../../shared/domain/time.ts';

export type FieldRole = Preview['fields'][number]['role'];

/** A mapping while it is edited: like the real one, but it may lack what is still to be chosen. */
export type MappingForm = Pick<FieldMapping, 'time' | 'keys' | 'channels' | 'label' | 'bars'>;
export type ChannelForm = MappingForm['channels'][number];

/** The pseudo field of a Kafka record's own key. */
export const recordKey = '$key';
/** The pseudo field that is 1 for each record: its sum is how many a bar has. */
export const recordCount = '$count';
type CsvDecoding = Extract<Decoding, { format: 'csv' }>;
/** As the contract allows. */
const mostChannels = 64;

/** The mapping that a preview found, or one with nothing chosen. */
export function mappingFormOf(mapping: FieldMapping | null): MappingForm {
  return mapping ?? { time: { field: null, unit: 'iso' }, keys: [], channels: [], label: null };
}

/** What a field is taken for. */
export function roleOf(mapping: MappingForm, field: string): FieldRole {
  if (mapping.time.field === field || mapping.time.clock === field) return 'time';
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
    ...mapping,
    time: role === 'time' ? { field, unit: guessTimeUnit(examples) } : mapping.time.field === field ? { field: null, unit: mapping.time.unit } : mapping.time.clock === field ? withoutClock(mapping.time) : mapping.time,
    keys: role === 'key' ? [...keys, field].sort(inOrder) : keys,
    channels: role === 'channel' ? [...channels, newChannel(field, mapping)].sort((a, b) => inOrder(a.field, b.field)) : channels,
    label: role === 'label' ? field : mapping.label === field ? null : mapping.label,
  };
}

/** The mapping with another event time: a field, or none, when the time of receipt or the row's number is taken. */
export function withTime(mapping: MappingForm, field: string | null, unit: TimeUnit): MappingForm {
  if (field === null) return { ...mapping, time: { field: null, unit } };
  const freed = { ...mapping, keys: mapping.keys.filter((key) => key !== field), channels: mapping.channels.filter((channel) => channel.field !== field), label: mapping.label === field ? null : mapping.label };
  const { zone, clock, field: before } = mapping.time;
  return { ...freed, time: { field, unit, ...(clock !== undefined && field === before && isWritten(unit) && { clock }), ...(zone !== undefined && isWritten(unit) && { zone }) } };
}

/** The mapping with another zone of times that say none. */
export function withZone(mapping: MappingForm, zone: string): MappingForm {
  const { zone: _before, ...time } = mapping.time;
  return { ...mapping, time: { ...time, ...(zone !== 'UTC' && { zone }) } };
}

/** The mapping with another field of the time of day beside the day, or none; it has no other role then. */
export function withClock(mapping: MappingForm, clock: string | null): MappingForm {
  if (clock === null) return { ...mapping, time: withoutClock(mapping.time) };
  return { ...mapping, keys: mapping.keys.filter((key) => key !== clock), channels: mapping.channels.filter(({ field }) => field !== clock), label: mapping.label === clock ? null : mapping.label, time: { ...mapping.time, clock } };
}

function withoutClock({ clock: _clock, ...time }: MappingForm['time']): MappingForm['time'] {
  return time;
}

/** Whether times are written as text, which may say no zone. */
export function isWritten(unit: TimeUnit): boolean {
  return unit === 'iso' || unit === 'day-first';
}

/** Tells the channels of a mapping apart: of one field a bar may have several figures. */
export function channelId({ field, figure = 'last' }: Pick<ChannelForm, 'field' | 'figure'>): string {
  return `${field}\n${figure}`;
}

/** With another name, unit or figure of a channel. */
export function withChannel(mapping: MappingForm, id: string, change: Partial<Pick<ChannelForm, 'name' | 'unit' | 'figure'>>): MappingForm {
  return { ...mapping, channels: mapping.channels.map((channel) => (channelId(channel) === id ? { ...channel, ...change } : channel)) };
}

export function withoutChannel(mapping: MappingForm, id: string): MappingForm {
  return { ...mapping, channels: mapping.channels.filter((channel) => channelId(channel) !== id) };
}

/** Bars of that width, or the records themselves (null): then a field is one channel again, as it is. */
export function withBars(mapping: MappingForm, widthMs: number | null): MappingForm {
  if (widthMs !== null) return { ...mapping, bars: { widthMs }, channels: mapping.channels.map((channel) => ({ ...channel, figure: channel.figure ?? 'last' })) };
  const { bars: _, ...rest } = mapping;
  const first = mapping.channels.filter(({ field }, at) => field !== recordCount && mapping.channels.findIndex((other) => other.field === field) === at);
  return { ...rest, channels: first.map(({ field, name, unit }) => ({ field, name, unit })) };
}

/** Figures of a field that are no channel yet. */
export function spareFigures({ channels }: MappingForm, field: string): BarFigure[] {
  return barFigureSchema.options.filter((figure) => !channels.some((channel) => channel.field === field && (channel.figure ?? 'last') === figure));
}

/** With the next figure of a field as a channel behind its others. */
export function withAnotherFigure(mapping: MappingForm, field: string, figure: BarFigure): MappingForm {
  const at = mapping.channels.findLastIndex((channel) => channel.field === field) + 1;
  return { ...mapping, channels: [...mapping.channels.slice(0, at), { field, name: `${field} ${figure}`, unit: mapping.channels[at - 1]?.unit ?? '', figure }, ...mapping.channels.slice(at)] };
}

function newChannel(field: string, { bars }: MappingForm): ChannelForm {
  if (bars === undefined) return { field, name: field, unit: '' };
  return field === recordCount ? { field, name: 'count', unit: '', figure: 'sum' } : { field, name: field, unit: '', figure: 'last' };
}

/** With or without the Kafka record's own key as part of the series key, where it comes first. */
export function withRecordKey(mapping: MappingForm, on: boolean): MappingForm {
  const keys = mapping.keys.filter((key) => key !== recordKey);
  return { ...mapping, keys: on ? [recordKey, ...keys] : keys };
}

export interface MappingFaults {
  time?: string;
  channels?: string;
  /** By `channelId`. */
  names: Record<string, string>;
}

/** What is still to be chosen or corrected; null where nothing is. */
export function mappingFaults(mapping: MappingForm): MappingFaults | null {
  const faults: MappingFaults = { names: {} };
  if (mapping.time.field === null && mapping.time.unit !== 'receive' && mapping.time.unit !== 'row') faults.time = 'Choose the field that holds the event time.';
  if (mapping.channels.length === 0) faults.channels = 'Give at least one numeric field the role of a channel: channels are what is watched.';
  if (mapping.channels.length > mostChannels) faults.channels = `${mapping.channels.length} channels are more than ${mostChannels}: set those to unused that need no watching.`;
  const seen = new Set<string>();
  for (const channel of mapping.channels) {
    const plain = channel.name.trim();
    if (plain === '') faults.names[channelId(channel)] = 'A channel needs a name.';
    else if (seen.has(plain)) faults.names[channelId(channel)] = 'Another channel has this name.';
    seen.add(plain);
  }
  return faults.time === undefined && faults.channels === undefined && Object.keys(faults.names).length === 0 ? null : faults;
}

/** The mapping itself; null where it has faults. */
export function mappingOf(form: MappingForm): FieldMapping | null {
  if (mappingFaults(form) !== null) return null;
  return { ...form, channels: form.channels.map((channel) => ({ ...channel, name: channel.name.trim(), unit: channel.unit.trim() })) };
}

/** Column names as written, one a line, in place of those of a CSV decoding; null where there is none. */
export function csvDecoding(columns: string, { delimiter, decimal }: Pick<CsvDecoding, 'delimiter' | 'decimal'>): CsvDecoding | null {
  const names = columns.split('\n').map((name) => name.trim()).filter((name) => name !== '');
  return names.length === 0 || delimiter.length !== 1 ? null : { format: 'csv', columns: names, delimiter, ...(decimal && { decimal }) };
}
