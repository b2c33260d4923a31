import { saysZone } from '../../../shared/domain/time.ts';
import { Select } from '../../ui/select.tsx';
import { isWritten, withZone, type MappingForm } from './mapping-form.ts';

/** The zone of times that are written as text and say none; nothing where they do. */
export function TimeZone({ mapping, examples, onChange }: { mapping: MappingForm; examples: readonly string[]; onChange(mapping: MappingForm): void }) {
  const { unit, zone = 'UTC' } = mapping.time;
  if (!isWritten(unit) || (zone === 'UTC' && (examples.length === 0 || examples.every(saysZone)))) return null;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = [...new Set(['UTC', own, zone, ...Intl.supportedValuesOf('timeZone')])];
  return <Select label="Time zone" hint="Of the clock that wrote them: the times say none." value={zone} onChange={(next) => onChange(withZone(mapping, next))} options={names.map((name) => ({ id: name, label: name === own && name !== 'UTC' ? `${name}, as here` : name }))} />;
}
