import { useMemo, useState } from 'react';
import type { Publication } from '../../../shared/domain/publication.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice } from '../../ui/fields.tsx';
import { Shown } from '../../ui/states.tsx';
import { saveFile } from '../../workbench/save-file.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { guideText, guideTo, type Calculation, type FieldNames, type GuideColumn } from './workbook-guide.ts';

/** How a workbook on a published data source is built, step by step, with formulas to paste; as a file too. */
export function GuideDialog({ publication, onClose }: { publication: Publication; onClose(): void }) {
  const { content } = publication;
  const columns = useQuery('publications.describe', useMemo(() => ({ content }), [content]));
  const [names, setNames] = useState<FieldNames>('plain');
  const text = () => (columns.state === 'ready' ? guideText(guideTo(publication, columns.value, names)) : '');
  return (
    <Dialog wide scrolls isOpen onClose={onClose} title={`A workbook on ${publication.name}`}
      footer={<><Button icon="download" isDisabled={columns.state !== 'ready'} onPress={() => saveFile(`${publication.name}.md`, 'text/markdown', text())}>Save as a file</Button><Button look="primary" isDisabled={columns.state !== 'ready'} onPress={() => void copyText(text(), 'All of it is')}>Copy all</Button></>}>
      <Shown of={columns} waiting="Reading the fields…">{(all) => <Guide publication={publication} columns={all} names={names} onNames={setNames} />}</Shown>
    </Dialog>
  );
}

function Guide({ publication, columns, names, onNames }: { publication: Publication; columns: readonly GuideColumn[]; names: FieldNames; onNames(names: FieldNames): void }) {
  const { about, open, fields, calculations, sheets, dashboard } = guideTo(publication, columns, names);
  return (
    <div className="stack guide">
      <p>{about}</p>
      <Choice label="Tableau shows the fields as" value={names} onChange={onNames} options={[{ id: 'plain', label: 'detected_at' }, { id: 'readable', label: 'Detected At' }]} hint="Formulas and steps below are written that way." />
      <h3>Open it</h3>
      <Steps of={open} />
      <h3>Calculated fields</h3>
      <ul className="guide-fields">{calculations.map((one) => <li key={one.name}><CalculationItem of={one} /></li>)}</ul>
      <h3>Sheets</h3>
      {sheets.map((sheet) => <section key={sheet.name} className="stack" aria-label={sheet.name}><p><strong>{sheet.name}</strong>: {sheet.shows}</p><Steps of={sheet.steps} /></section>)}
      <h3>Dashboard</h3>
      <Steps of={dashboard} />
      <details>
        <summary>The {fields.length} fields of the data</summary>
        <div className="scroll-x" tabIndex={0} role="group" aria-label="Fields">
          <table className="plain-table">
            <thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Holds</th></tr></thead>
            <tbody>{fields.map(({ name, type, doc }) => <tr key={name}><th scope="row">{name}</th><td>{type}</td><td>{doc}</td></tr>)}</tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

function Steps({ of }: { of: readonly string[] }) {
  return <ol className="guide-steps">{of.map((step) => <li key={step}>{step}</li>)}</ol>;
}

function CalculationItem({ of: { name, formula, doc } }: { of: Calculation }) {
  return (
    <div className="stack">
      <div className="row"><strong>{name}</strong><span className="muted grow">{doc}</span><Button small onPress={() => void copyText(name, `The name ${name} is`)}>Copy the name</Button><Button small onPress={() => void copyText(formula, `The formula of ${name} is`)}>Copy the formula</Button></div>
      <pre className="extension-script">{formula}</pre>
    </div>
  );
}
