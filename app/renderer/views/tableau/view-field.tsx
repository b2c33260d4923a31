import { useMemo, useState } from 'react';
import { standIn, standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { Views } from './view-list.tsx';
import { nameOfView, pathOfView } from './view-path.ts';

/** A view as a panel keeps it: the connection by name, as dashboards go from one workbench to another, and the view's path. Null where none was chosen. */
export function chosenView(value: string): { connection: string; path: string } | null {
  const [connection = '', path = ''] = value.split('\n');
  return connection === '' || path === '' ? null : { connection, path };
}

/** Chooses a view: its connection, then one of its list, or its address where there is none. */
export function ViewField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const connections = useQuery('tableau.connections', useMemo(() => ({}), []));
  return <Shown of={connections} waiting="Reading the connections…">{(all) => <Fields connections={[...all, standIn]} value={value} onChange={onChange} />}</Shown>;
}

function Fields({ connections, value, onChange }: { connections: readonly TableauConnection[]; value: string; onChange(value: string): void }) {
  const chosen = chosenView(value);
  const [name, setName] = useState(chosen?.connection ?? connections[0]!.name);
  const connection = connections.find((one) => one.name === name) ?? connections[0]!;
  const path = chosen?.connection === connection.name ? chosen.path : null;
  const put = (next: string) => onChange(`${connection.name}\n${next}`);
  return (
    <>
      <Select label="Connection" value={connection.name} options={connections.map((one) => ({ id: one.name, label: one.name }))} onChange={setName} />
      {connection.signIn.kind === 'view' && connection.id !== standInId ? <AddressField key={connection.id} connection={connection} path={path} onChange={put} /> : <ListField key={connection.id} connection={connection} path={path} onChange={put} />}
    </>
  );
}

interface FieldProps {
  connection: TableauConnection;
  path: string | null;
  onChange(path: string): void;
}

function ListField({ connection, path, onChange }: FieldProps) {
  return (
    <fieldset className="view-choice">
      <legend className="field-label">View</legend>
      <p className="small muted" role="status">{path === null ? 'None chosen yet.' : `Chosen: ${nameOfView(connection, path)}`}</p>
      <Views connection={connection} use={{ chosen: path, choose: onChange }} />
    </fieldset>
  );
}

function AddressField({ connection, path, onChange }: FieldProps) {
  const [text, setText] = useState(path === null ? '' : `${connection.address}${path}`);
  const own = pathOfView(text, connection.address);
  return (
    <TextField label="Address of the view" value={text} placeholder={`${connection.address}/#/views/Book/Sheet`} error={text !== '' && own === null ? `An address of a view of ${connection.address} has /views/, a workbook and a sheet.` : null}
      onChange={(next) => {
        setText(next);
        const given = pathOfView(next, connection.address);
        if (given !== null) onChange(given);
      }} />
  );
}
