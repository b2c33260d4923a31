import type { Preview } from '../../../shared/api/views.ts';
import { Select } from '../../ui/select.tsx';
import { isWritten, withClock, type MappingForm } from './mapping-form.ts';

/** The field of the time of day, where that of the event time holds days alone; nothing where it does not. */
export function DayClock({ mapping, fields, none, onChange }: { mapping: MappingForm; fields: Preview['fields']; none: string; onChange(mapping: MappingForm): void }) {
  const { field, unit, clock } = mapping.time;
  const examples = fields.find((one) => one.field === field)?.examples ?? [];
  if (clock === undefined && (!isWritten(unit) || examples.length === 0 || examples.some((example) => example.includes(':')))) return null;
  return <Select label="Time of day" value={clock ?? none} onChange={(next) => onChange(withClock(mapping, next === none ? null : next))} options={[{ id: none, label: 'None: days alone' }, ...fields.filter((one) => one.field !== field).map((one) => ({ id: one.field, label: one.field }))]} />;
}
