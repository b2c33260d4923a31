import { Option, type Command } from 'commander';
import type { Preview } from '../../../../shared/api/views.ts';
import type { FieldMapping } from '../../../../shared/domain/stream.ts';
import { guessTimeUnit, timeUnitSchema, type TimeUnit } from '../../../../shared/domain/time.ts';
import { WorkbenchError } from '../../../../shared/errors/workbench-error.ts';

/** Which fields mean what, where the command says so; what is left out stays as it was inferred. */
export interface MappingOptions {
  time?: string;
  timeUnit?: TimeUnit;
  key?: string[];
  channel?: string[];
  label?: string;
}

/** Adds them. */
export function addMappingOptions(command: Command): Command {
  const each = (field: string, fields: string[] = []) => [...fields, field];
  return command
    .option('--time <field>', 'the field that holds the event time (inferred unless told)')
    .addOption(new Option('--time-unit <unit>', 'how it is written (guessed unless told)').choices(timeUnitSchema.options))
    .option('--key <field>', 'a field that names the series; give it again for more', each)
    .option('--channel <field>', 'a numeric field to watch; give it again for more', each)
    .option('--label <field>', 'a field that marks known anomalies; kept from the detector');
}

/** Whether any of them was given. */
export function saysMapping({ time, timeUnit, key, channel, label }: MappingOptions): boolean {
  return [time, timeUnit, key, channel, label].some((one) => one !== undefined);
}

/**
 * The mapping of a preview with what the options say in place of what was inferred; null where neither gives a channel. A field has one meaning: one that the options
 * name leaves the place where inference put it. Throws `AF_INGEST_MAPPING_INVALID` for a field that is not there.
 */
export function mappingFrom({ mapping, fields }: Pick<Preview, 'mapping' | 'fields'>, { time, timeUnit, key, channel, label }: MappingOptions, isLive: boolean): FieldMapping | null {
  const named = [time, label, ...(key ?? []), ...(channel ?? [])].filter((field) => field !== undefined);
  const known = new Set([...fields.map(({ field }) => field), ...(isLive ? ['$key'] : [])]);
  const unknown = named.find((field) => !known.has(field));
  if (unknown !== undefined) throw new WorkbenchError('AF_INGEST_MAPPING_INVALID', `There is no field "${unknown}".`, { hint: `There are: ${[...known].slice(0, 20).join(', ')}${known.size > 20 ? ', …' : ''}.` });
  const isFree = (field: string) => !named.includes(field);
  const channels = channel?.map((field) => ({ field, name: field, unit: '' })) ?? mapping?.channels.filter((one) => isFree(one.field)) ?? [];
  if (channels.length === 0) return null;
  const inferredTime = mapping === null || (mapping.time.field !== null && !isFree(mapping.time.field)) ? { field: null, unit: isLive ? ('receive' as const) : ('row' as const) } : mapping.time;
  const own = time === undefined ? inferredTime : { field: time, unit: guessTimeUnit(fields.find(({ field }) => field === time)!.examples) };
  return {
    time: timeUnit === undefined ? own : { field: timeUnit === 'receive' || timeUnit === 'row' ? null : own.field, unit: timeUnit },
    keys: key ?? mapping?.keys.filter(isFree) ?? [],
    channels,
    label: label ?? (mapping !== null && mapping.label !== null && isFree(mapping.label) ? mapping.label : null),
  };
}
