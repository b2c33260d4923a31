import type { Pace } from '../../../shared/domain/stream.ts';
import type { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { FileFields } from './file-fields.tsx';
import { KafkaFields } from './kafka-fields.tsx';
import { paceOf, paceOptions } from './pace.ts';
import { faultsOfError } from './source-form.ts';
import type { SourceFaults, SourceForm } from './source-form.ts';

export interface SourceStepProps {
  form: SourceForm;
  onChange(form: SourceForm): void;
  faults: SourceFaults;
  /** Of the last reading of a sample. */
  error: WorkbenchError | null;
  editing: boolean;
  pace: Pace;
  onPace(pace: Pace): void;
  reading: boolean;
  hasSample: boolean;
  onReadSample(): void;
  onCancel(): void;
}

/** Step 1: where records come from. */
export function SourceStep({ form, onChange, faults, error, editing, pace, onPace, reading, hasSample, onReadSample, onCancel }: SourceStepProps) {
  const failed = faultsOfError(error, form);
  const shown: SourceFaults = { ...failed, ...faults };
  return (
    <section className="card step" aria-labelledby="step-source">
      <h2 id="step-source"><span className="step-number">1</span> Source</h2>
      <div className="stack-l">
        {!editing && <Choice label="Records come from" value={form.kind} onChange={(kind) => onChange({ ...form, kind })} options={[{ id: 'kafka', label: 'A Kafka topic', icon: 'plug' }, { id: 'file', label: 'A saved file', icon: 'file' }]} />}
        {form.kind === 'kafka' ? <KafkaFields form={form} onChange={onChange} faults={shown} editing={editing} /> : <FileFields form={form} onChange={onChange} fault={shown.file ?? null} editing={editing} />}
        {form.kind === 'file' && <div className="field-pair"><Select label="Pace" hint="How fast the saved stream is read." options={paceOptions(pace)} value={String(pace)} onChange={(next) => onPace(paceOf(next))} /></div>}
        {error !== null && Object.keys(failed).length === 0 && <ErrorCard error={error} onRetry={onReadSample} />}
        <div className="row">
          {/* Not disabled while it reads: a disabled button would lose the focus. */}
          <Button icon="search" look={hasSample ? 'normal' : 'primary'} onPress={() => { if (!reading) onReadSample(); }}>{reading ? 'Reading a sample…' : hasSample ? 'Read the sample again' : 'Read a sample'}</Button>
          {reading && <Button onPress={onCancel}>Cancel</Button>}
          {reading && form.kind === 'kafka' && <span className="muted">{form.start === 'earliest' ? 'The oldest records of the topic' : form.start === 'latest' ? 'The newest records of the topic' : 'The records from there on'}; this takes at most some seconds.</span>}
        </div>
      </div>
    </section>
  );
}
