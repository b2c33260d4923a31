import { Option, type Command } from 'commander';
import type { Preview } from '../../../../shared/api/views.ts';
import { barFigureSchema, barWidthMs, type FieldMapping } from '../../../../shared/domain/stream.ts';
import { guessTimeUnit, timeUnitSchema, type TimeUnit } from '../../../../shared/domain/time.ts';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';
import { zone } from '../option-values.ts';

/** Which fields mean what, where the command says so; what is left out stays as it was inferred. */
export interface MappingOptions {
  time?: string;
  timeUnit?: TimeUnit;
  zone?: string;
  key?: string[];
  channel?: string[];
  label?: string;
  bars?: string;
}

/** Adds them. */
export function addMappingOptions(command: Command): Command {
  const each = (field: string, fields: string[] = []) => [...fields, field];
  return command
    .option('--time <field>', 'the field that holds the event time (inferred unless told)')
    .addOption(new Option('--time-unit <unit>', 'how it is written (guessed unless told)').choices(timeUnitSchema.options))
    .option('--zone <zone>', 'time zone of times that say none, such as Europe/Berlin; UTC unless told', zone)
    .option('--key <field>', 'a field that names the series; give it again for more', each)
    .option('--channel <field>', `a numeric field to watch; give it again for more. With --bars field:figure, of ${barFigureSchema.options.join(', ')}; $count:sum counts records`, each)
    .option('--bars <width>', 'sums up the records of each 100ms, 1s, 5m or 1h into one sample')
    .option('--label <field>', 'a field that marks known anomalies; kept from the detector');
}

/** Whether any of them was given. */
export function saysMapping({ time, timeUnit, zone, key, channel, label, bars }: MappingOptions): boolean {
  return [time, timeUnit, zone, key, channel, label, bars].some((one) => one !== undefined);
}

/**
 * The mapping of a preview with what the options say in place of what was inferred; null where neither gives a channel. A field has one meaning: one that the options
 * name leaves the place where inference put it. Throws `AF_INGEST_MAPPING_INVALID` for a field that is not there.
 */
export function mappingFrom({ mapping, fields }: Pick<Preview, 'mapping' | 'fields'>, { time, timeUnit, zone, key, channel, label, bars }: MappingOptions, isLive: boolean): FieldMapping | null {
  const told = channel?.map((text) => (bars === undefined ? { field: text, name: text, unit: '' } : channelOfBar(text)));
  const named = [time, label, ...(key ?? []), ...(told ?? []).map(({ field }) => field)].filter((field) => field !== undefined);
  const known = new Set([...fields.map(({ field }) => field), ...(isLive ? ['$key'] : []), ...(bars === undefined ? [] : ['$count'])]);
  const unknown = named.find((field) => !known.has(field));
  if (unknown !== undefined) throw new WorkbenchError('AF_INGEST_MAPPING_INVALID', `There is no field "${unknown}".`, { hint: `There are: ${[...known].slice(0, 20).join(', ')}${known.size > 20 ? ', …' : ''}.` });
  const isFree = (field: string) => !named.includes(field);
  const channels = told ?? mapping?.channels.filter((one) => isFree(one.field)) ?? [];
  if (channels.length === 0) return null;
  const inferredTime = mapping === null || (mapping.time.field !== null && mapping.time.field !== time && !isFree(mapping.time.field)) ? { field: null, unit: isLive ? ('receive' as const) : ('row' as const) } : withFreeClock(mapping.time, isFree);
  const own = time === undefined || time === inferredTime.field ? inferredTime : { field: time, unit: guessTimeUnit(fields.find(({ field }) => field === time)!.examples) };
  return {
    time: { ...(timeUnit === undefined ? own : { field: timeUnit === 'receive' || timeUnit === 'row' ? null : own.field, unit: timeUnit }), ...(zone !== undefined && { zone }) },
    keys: key ?? mapping?.keys.filter(isFree) ?? [],
    channels,
    label: label ?? (mapping !== null && mapping.label !== null && isFree(mapping.label) ? mapping.label : null),
    ...(bars !== undefined && { bars: { widthMs: widthOf(bars) } }),
  };
}

/** Without the field of the time of day, where it means something else now. */
function withFreeClock({ clock, ...time }: FieldMapping['time'], isFree: (field: string) => boolean): FieldMapping['time'] {
  return clock === undefined || !isFree(clock) ? time : { ...time, clock };
}

/** `price` or `price:range`, which is a channel "price range"; `$count` is "count". */
function channelOfBar(text: string): FieldMapping['channels'][number] {
  const [, field = text, told = field === '$count' ? 'sum' : 'last'] = /^(.*):([a-z]+)$/.exec(text) ?? [];
  const { data: figure } = barFigureSchema.safeParse(told);
  if (figure === undefined) throw new WorkbenchError('AF_API_INPUT_INVALID', `"${told}" is no figure of a bar.`, { hint: `There are: ${barFigureSchema.options.join(', ')}.` });
  const name = field === '$count' ? 'count' : figure === 'last' ? field : `${field} ${figure}`;
  return { field, name, unit: '', figure };
}

/** `100ms`, `1s`, `5m`, `1h` in milliseconds. */
function widthOf(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(text.trim()) ?? [];
  const widthMs = Number(count) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit as 'ms' | 's' | 'm' | 'h'];
  if (!(widthMs >= barWidthMs.least && widthMs <= barWidthMs.most)) throw new WorkbenchError('AF_API_INPUT_INVALID', `"${text}" is no width of a bar.`, { hint: 'Use 10ms to 24h, such as 100ms, 1s, 5m or 1h.' });
  return widthMs;
}
