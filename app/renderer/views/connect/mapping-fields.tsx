import { useState } from 'react';
import type { Preview } from '../../../shared/api/views.ts';
import type { TimeUnit } from '../../../shared/domain/time.ts';
import { Checkbox } from '../../ui/fields.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { ChannelName } from './channel-name.tsx';
import { guessUnit, recordKey, roleOf, withChannel, withRecordKey, withRole, withTime } from './mapping-form.ts';
import type { FieldRole, MappingFaults, MappingForm } from './mapping-form.ts';
import type { SourceForm } from './source-form.ts';
import { unitWords } from './time-units.ts';

const roles: { id: FieldRole; label: string; hint: string }[] = [
  { id: 'time', label: 'Event time', hint: 'when it happened' }, { id: 'key', label: 'Key', hint: 'each value is a series of its own' }, { id: 'channel', label: 'Channel', hint: 'a number that is watched' },
  { id: 'label', label: 'Label', hint: 'known faults; never shown to a detector' }, { id: 'unused', label: 'Unused', hint: 'left out' },
];
const fieldUnits: TimeUnit[] = ['iso', 's', 'ms', 'us', 'ns'];
/** Stands for no field in a list of fields, whose names may be anything but this. */
const noField = '\u0000none';

export interface MappingFieldsProps {
  mapping: MappingForm;
  /** Empty where no sample was read: then the mapping's own fields are shown. */
  fields: Preview['fields'];
  kind: SourceForm['kind'];
  faults: MappingFaults | null;
  onChange(mapping: MappingForm): void;
}

/** Which field means what, editable: event time with its unit, keys, channels with name and unit, label. */
export function MappingFields({ mapping, fields, kind, faults, onChange }: MappingFieldsProps) {
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const shown = fields.length > 0 ? fields : ownFields(mapping);
  const spare: TimeUnit = kind === 'kafka' ? 'receive' : 'row';
  const { time } = mapping;
  const timeOptions = [...shown.map(({ field }) => ({ id: field, label: field })), { id: noField, label: kind === 'kafka' ? 'Time of receipt at the broker' : 'None: rows one second apart' }];
  const timeValue = time.field ?? (time.unit === 'receive' || time.unit === 'row' ? noField : null);
  const settle = (field: string) => setSettled((before) => new Set([...before, field]));
  return (
    <div className="stack">
      <div className="field-trio">
        <Select label="Event time" value={timeValue} error={faults?.time ?? null} options={timeOptions} onChange={(field) => onChange(field === noField ? withTime(mapping, null, spare) : withTime(mapping, field, guessUnit(shown.find((one) => one.field === field)?.examples ?? [])))} />
        {time.field !== null && <Select label="Written as" value={time.unit} onChange={(unit) => onChange(withTime(mapping, time.field, unit))} options={fieldUnits.map((unit) => ({ id: unit, label: unitWords[unit] }))} />}
        {kind === 'kafka' && <div className="field"><span className="field-label">Series key</span><Checkbox label="The record’s own key" value={mapping.keys.includes(recordKey)} onChange={(on) => onChange(withRecordKey(mapping, on))} /></div>}
      </div>
      {faults?.channels !== undefined && <p className="field-error" role="alert" data-fault="" tabIndex={-1}>{faults.channels}</p>}
      <div className="table-frame fields-table" role="region" aria-label="Fields, scrollable" tabIndex={0}>
        <table className="table">
          <thead><tr><th scope="col">Field</th><th scope="col">Role</th><th scope="col">Channel name and unit</th><th scope="col" className="from-800">Examples</th><th scope="col" className="from-640">Why</th></tr></thead>
          <tbody>
            {shown.map((one) => {
              const role = roleOf(mapping, one.field);
              const channel = mapping.channels.find(({ field }) => field === one.field);
              return (
                <tr key={one.field}>
                  <th scope="row"><code>{one.field}</code>{one.doubtful && !settled.has(one.field) && <Pill tone="warn">Check</Pill>}</th>
                  <td><Select label={`Role of ${one.field}`} hideLabel small value={role} options={roles} onChange={(next) => { settle(one.field); onChange(withRole(mapping, one.field, next, shown)); }} /></td>
                  <td>{channel !== undefined && <ChannelName channel={channel} fault={faults?.names[one.field] ?? null} onChange={(change) => onChange(withChannel(mapping, one.field, change))} />}</td>
                  <td className="from-800"><span className="examples">{one.examples.filter((example) => example !== '').join(' · ')}</span></td>
                  <td className="from-640 muted">{one.reason}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function ownFields({ time, keys, channels, label }: MappingForm): Preview['fields'] {
  const names = [...(time.field === null ? [] : [time.field]), ...keys.filter((key) => key !== recordKey), ...channels.map(({ field }) => field), ...(label === null ? [] : [label])];
  return names.map((field) => ({ field, role: 'unused', reason: 'as it is mapped now', doubtful: false, examples: [] }));
}
