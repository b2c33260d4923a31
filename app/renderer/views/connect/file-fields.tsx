import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Select } from '../../ui/select.tsx';
import { offeredEndings } from './file-format.ts';
import type { SourceForm } from './source-form.ts';
import { UploadProgress } from './upload-progress.tsx';
import { useTakeIn } from './use-take-in.ts';

/** A saved file: picked or dropped, taken in piece by piece, and what it is. */
export function FileFields({ form, onChange, fault, editing }: { form: SourceForm; onChange(form: SourceForm): void; fault: string | null; editing: boolean }) {
  const { upload, takeIn } = useTakeIn();
  return (
    <>
      <div className="file-place" data-fault={fault === null ? undefined : ''} tabIndex={fault === null ? undefined : -1}>
        <Icon name={form.location === null ? 'upload' : 'file'} />
        <div className="grow">
          {form.location === null ? <><strong>Drop a file anywhere on this window, or choose one</strong><p className="muted">CSV, JSON lines or Parquet (packed with gzip too), or a capture. It stays on this workbench.</p></> : <><strong className="wrap-anywhere">{form.fileName}</strong><p className="muted">{editing ? 'What is read from it stays.' : 'Taken in; it is read once you press Start.'}</p></>}
        </div>
        {!editing && <FileTrigger acceptedFileTypes={offeredEndings} onSelect={(files) => { const file = files?.[0]; if (file !== undefined) takeIn(file); }}><Button icon="file" look={form.location === null ? 'primary' : 'normal'} isDisabled={upload.state === 'sending'}>{form.location === null ? 'Choose a file' : 'Choose another'}</Button></FileTrigger>}
      </div>
      {fault !== null && <p className="field-error" role="alert">{fault}</p>}
      <UploadProgress upload={upload} />
      {form.location !== null && !editing && (
        <div className="field-pair"><Select label="Format" value={form.format} onChange={(format) => onChange({ ...form, format })} options={[{ id: 'csv', label: 'CSV', hint: 'with the names of the columns in its first row' }, { id: 'json-lines', label: 'JSON lines', hint: 'one object a line' }, { id: 'parquet', label: 'Parquet' }, { id: 'capture', label: 'Capture', hint: 'recorded with this program' }]} /></div>
      )}
    </>
  );
}
