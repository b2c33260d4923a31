import { useState } from 'react';
import type { Decoding } from '../../../shared/domain/stream.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { csvDecoding } from './mapping-form.ts';

const delimiters = [{ id: ',', label: 'Comma ,' }, { id: ';', label: 'Semicolon ;' }, { id: '\t', label: 'Tab' }, { id: '|', label: 'Bar |' }] as const;

const decimals = [{ id: '.', label: 'Point 12.5' }, { id: ',', label: 'Comma 12,5' }] as const;

/** How a record's bytes become fields. A change reads the sample anew, for other fields come of it. */
export function DecodingFields({ decoding, onChange }: { decoding: Decoding; onChange(decoding: Decoding): void }) {
  const known = decoding.format === 'csv' ? decoding : null;
  const [columns, setColumns] = useState(known?.columns.join('\n') ?? '');
  const [naming, setNaming] = useState(false);
  const separators = { delimiter: known?.delimiter ?? ',', ...(known?.decimal && { decimal: known.decimal }) };
  const written = csvDecoding(columns, separators);
  function choose(format: Decoding['format']): void {
    if (format !== 'csv') return onChange({ format });
    setNaming(true);
    onChange(written ?? { format, columns: ['column 1'], ...separators });
  }
  return (
    <div className="stack">
      <div className="field-trio">
        <Select label="Decoding" value={decoding.format} onChange={choose} options={[{ id: 'json', label: 'JSON object' }, { id: 'csv', label: 'CSV row' }, { id: 'number', label: 'A bare number' }]} />
        {known !== null && <Select label="Delimiter" value={known.delimiter} onChange={(next) => onChange({ ...known, delimiter: next })} options={delimiters.some((one) => one.id === known.delimiter) ? delimiters : [...delimiters, { id: known.delimiter, label: known.delimiter }]} />}
        {known !== null && <Select label="Decimal" value={known.decimal ?? '.'} onChange={(decimal) => onChange({ ...known, decimal })} options={decimals} />}
        {known !== null && <div className="field"><span className="field-label">Columns</span><Button aria-expanded={naming} onPress={() => { setColumns(known.columns.join('\n')); setNaming(!naming); }}>{known.columns.length} · {naming ? 'Done' : 'Rename'}</Button></div>}
      </div>
      {known !== null && naming && (
        <div className="stack fields-inset">
          <TextField label="Names of the columns, one a line, in order" multiline value={columns} onChange={setColumns} error={written === null ? 'Write at least one name.' : null} />
          <div className="row"><Button small icon="check" isDisabled={written === null} onPress={() => { if (written !== null) onChange(written); }}>Use these names</Button></div>
        </div>
      )}
    </div>
  );
}
