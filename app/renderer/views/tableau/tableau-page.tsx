import { useMemo, useState } from 'react';
import { standIn, standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { hrefOf } from '../../routes/route.ts';
import { goTo } from '../../routes/use-route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { Views } from './view-list.tsx';
import { pathOfView } from './view-path.ts';

/** Chooses a view of a connection, or of the stand-in. */
export function TableauPage() {
  const connections = useQuery('tableau.connections', useMemo(() => ({}), []));
  return (
    <div className="page">
      <div className="page-head">
        <div><h1>Tableau</h1><p>Open a view here to have its data watched and its marks annotated.</p></div>
        <div className="page-tools"><LinkButton href={hrefOf({ page: 'settings', section: 'tableau' })} icon="settings">Connections</LinkButton></div>
      </div>
      <Shown of={connections} waiting="Reading the connections…">{(all) => <Chooser connections={[...all, standIn]} />}</Shown>
    </div>
  );
}

function Chooser({ connections }: { connections: readonly TableauConnection[] }) {
  const [chosen, setChosen] = useState<string>(connections[0]!.id);
  const connection = connections.find(({ id }) => id === chosen) ?? connections[0]!;
  return (
    <section className="card stack" aria-label="Views">
      <Select label="Connection" value={connection.id as string} options={connections.map(({ id, name, address }) => ({ id: id as string, label: name, hint: id === standInId ? 'Needs no server: to try it' : address }))} onChange={setChosen} />
      {connection.signIn.kind === 'view' && connection.id !== standInId ? <ByAddress key={connection.id} connection={connection} /> : <Views key={connection.id} connection={connection} use={{ opens: 'here' }} />}
    </section>
  );
}

/** Without a sign-in of its own the workbench can't list views: they are opened by their address. */
function ByAddress({ connection }: { connection: TableauConnection }) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const path = pathOfView(text, connection.address);
  const open = () => {
    setAsked(true);
    if (path !== null) goTo({ page: 'tableau-view', connectionId: connection.id, path });
  };
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); open(); }}>
      <TextField label="Address of the view" value={text} onChange={setText} placeholder={`${connection.address}/#/views/Book/Sheet`} hint="As your browser shows it." error={asked && path === null ? `An address of a view of ${connection.address} has /views/, a workbook and a sheet.` : null} required />
      <div className="row"><Button look="primary" type="submit">Open the view</Button></div>
    </form>
  );
}
