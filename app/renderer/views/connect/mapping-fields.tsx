import { useState } from 'react';
import type { Preview } from '../../../shared/api/views.ts';
import { guessTimeUnit, timeUnitWords, type TimeUnit } from '../../../shared/domain/time.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/fields.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { BarWidth } from './bar-width.tsx';
import { FieldChannels } from './field-channels.tsx';
import { recordCount, recordKey, roleOf, withRecordKey, withRole, withTime } from './mapping-form.ts';
import type { FieldRole, MappingFaults, MappingForm } from './mapping-form.ts';
import type { SourceForm } from './source-form.ts';
import { DayClock } from './day-clock.tsx';
import { TimeZone } from './time-zone.tsx';

const roles: { id: FieldRole; label: string; hint: string }[] = [
  { id: 'time', label: 'Event time', hint: 'when it happened' }, { id: 'key', label: 'Key', hint: 'each value is a series of its own' }, { id: 'channel', label: 'Channel', hint: 'a number that is watched' },
  { id: 'label', label: 'Label', hint: 'known faults; never shown to a detector' }, { id: 'unused', label: 'Unused', hint: 'left out' },
];
const fieldUnits: TimeUnit[] = ['iso', 'day-first', 's', 'ms', 'us', 'ns', 'excel'];
/** Stands for no field in a list of fields, whose names may be anything but this. */
const noField = '\u0000none';

export interface MappingFieldsProps {
  mapping: MappingForm;
  /** Of the sample; empty where none was read. */
  fields: Preview['fields'];
  kind: SourceForm['kind'];
  faults: MappingFaults | null;
  onChange(mapping: MappingForm): void;
}

/** Which field means what, editable: event time with its unit, keys, channels with name and unit, label. */
export function MappingFields({ mapping, fields, kind, faults, onChange }: MappingFieldsProps) {
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const [added, setAdded] = useState<readonly string[]>([]);
  const shown = allFields(fields, mapping, added);
  const spare: TimeUnit = kind === 'kafka' ? 'receive' : 'row';
  const { time } = mapping;
  const timeOptions = [...shown.filter(({ field }) => field !== recordCount).map(({ field }) => ({ id: field, label: field })), { id: noField, label: kind === 'kafka' ? 'Time of receipt at the broker' : 'None: rows one second apart' }];
  const timeValue = time.field ?? (time.unit === 'receive' || time.unit === 'row' ? noField : null);
  const settle = (field: string) => setSettled((before) => new Set([...before, field]));
  return (
    <div className="stack">
      <div className="field-trio">
        <Select label="Event time" value={timeValue} error={faults?.time ?? null} options={timeOptions} onChange={(field) => onChange(field === noField ? withTime(mapping, null, spare) : withTime(mapping, field, guessTimeUnit(shown.find((one) => one.field === field)?.examples ?? [])))} />
        {time.field !== null && <Select label="Written as" value={time.unit} onChange={(unit) => onChange(withTime(mapping, time.field, unit))} options={fieldUnits.map((unit) => ({ id: unit, label: timeUnitWords[unit] }))} />}
        {time.field !== null && <DayClock mapping={mapping} fields={shown} none={noField} onChange={onChange} />}
        {time.field !== null && <TimeZone mapping={mapping} examples={shown.find((one) => one.field === time.field)?.examples ?? []} onChange={onChange} />}
        {kind === 'kafka' && <div className="field"><span className="field-label">Series key</span><Checkbox label="The record’s own key" value={mapping.keys.includes(recordKey)} onChange={(on) => onChange(withRecordKey(mapping, on))} /></div>}
        <BarWidth mapping={mapping} onChange={onChange} />
      </div>
      {faults?.channels !== undefined && <p className="field-error" role="alert" data-fault="" tabIndex={-1}>{faults.channels}</p>}
      <div className="table-frame fields-table" role="region" aria-label="Fields, scrollable" tabIndex={0}>
        <table className="table">
          <thead><tr><th scope="col">Field</th><th scope="col">Role</th><th scope="col">Channel name and unit</th><th scope="col" className="from-800">Examples</th><th scope="col" className="from-640">Why</th></tr></thead>
          <tbody>
            {shown.map((one) => {
              const role = roleOf(mapping, one.field);
              return (
                <tr key={one.field}>
                  <th scope="row"><code>{one.field}</code>{one.doubtful && !settled.has(one.field) && <Pill tone="warn">Check</Pill>}</th>
                  <td><Select label={`Role of ${one.field}`} hideLabel small value={role} options={one.field === recordCount ? roles.filter(({ id }) => id === 'channel' || id === 'unused') : roles} onChange={(next) => { settle(one.field); onChange(withRole(mapping, one.field, next, shown)); }} /></td>
                  <td>{role === 'channel' && <FieldChannels field={one.field} mapping={mapping} faults={faults} onChange={onChange} />}</td>
                  <td className="from-800"><span className="examples">{one.examples.filter((example) => example !== '').join(' · ')}</span></td>
                  <td className="from-640 muted">{one.reason}</td>
                </tr>
              );
            })}
            {shown.length === 0 && <tr><td colSpan={5} className="muted">No field was seen yet. Add those that will come by their names.</td></tr>}
          </tbody>
        </table>
      </div>
      <AddField known={shown.map(({ field }) => field)} onAdd={(field) => setAdded([...added, field])} />
    </div>
  );
}

/** The fields of the sample, then those of the mapping and those added by hand that it does not hold. */
function allFields(fields: Preview['fields'], { time, keys, channels, label, bars }: MappingForm, added: readonly string[]): Preview['fields'] {
  const mapped = [...(time.field === null ? [] : [time.field]), ...(time.clock === undefined ? [] : [time.clock]), ...keys.filter((key) => key !== recordKey), ...channels.map(({ field }) => field), ...(label === null ? [] : [label])];
  const seen = new Set([recordCount, ...fields.map(({ field }) => field)]);
  const absent = [...new Set([...mapped, ...added])].filter((field) => !seen.has(field));
  const counted = bars === undefined ? [] : [{ field: recordCount, role: 'unused' as const, reason: 'how many records a bar has', doubtful: false, examples: [] }];
  const reason = fields.length === 0 ? 'as it is mapped now' : 'not in the sample';
  return [...fields, ...absent.map((field) => ({ field, role: 'unused' as const, reason: added.includes(field) ? 'added by hand' : reason, doubtful: false, examples: [] })), ...counted];
}

/** Adds a field that the sample does not hold, by its name. */
function AddField({ known, onAdd }: { known: readonly string[]; onAdd(field: string): void }) {
  const [name, setName] = useState('');
  const field = name.trim();
  const add = () => {
    if (field === '' || known.includes(field)) return;
    onAdd(field);
    setName('');
  };
  return (
    <div className="add-field">
      <input className="input" aria-label="Name of a field that is not in the sample" placeholder="Another field, such as patient.id" value={name} spellCheck={false} onChange={(event) => setName(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); add(); } }} />
      <Button small icon="plus" isDisabled={field === '' || known.includes(field)} onPress={add}>Add the field</Button>
    </div>
  );
}
