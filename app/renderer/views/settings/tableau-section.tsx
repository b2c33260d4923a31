import { useMemo, useState } from 'react';
import type { TableauConnection, TableauSignIn } from '../../../shared/domain/tableau.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { ConnectionDialog } from '../tableau/connection-dialog.tsx';
import { ExtensionCard } from '../tableau/extension-card.tsx';
import { PublicationsCard } from '../tableau/publications-card.tsx';
import { ViewList } from '../tableau/view-list.tsx';
import '../tableau/tableau.css';

const signInWords: Record<TableauSignIn['kind'], string> = { 'connected-app': 'connected app', token: 'personal access token', view: 'sign-in in the view' };

type Open = { what: 'new' } | { what: 'change' | 'views' | 'remove'; connection: TableauConnection };

/** What ties the workbench to Tableau: connections, data sources that are published there, and the endpoint for calculated fields. */
export function TableauSection() {
  return <div className="stack-l"><Connections /><PublicationsCard /><ExtensionCard /></div>;
}

/** Connections to Tableau Server and Cloud: added, tried, changed, removed, and their views looked through. */
function Connections() {
  const connections = useQuery('tableau.connections', useMemo(() => ({}), []));
  const remove = useCommand('tableau.remove');
  const [open, setOpen] = useState<Open | null>(null);
  const { refresh } = connections;
  const close = () => setOpen(null);
  return (
    <section className="card stack settings-card" aria-labelledby="tableau">
      <div className="row"><h2 id="tableau" className="grow">Tableau</h2><Button small icon="plus" onPress={() => setOpen({ what: 'new' })}>Connect to Tableau</Button></div>
      <p className="muted">Secrets stay in this workbench’s encrypted store; Tableau is given tokens that end by themselves within minutes.</p>
      <Shown of={connections} waiting="Reading the connections…">
        {(all) => (all.length === 0 ? <EmptyState icon="plug" title="No connection yet">Connect to Tableau Server or Cloud to find your views. Nothing else here needs it.</EmptyState> : (
          <ul className="tableau-connections">
            {all.map((connection) => (
              <li key={connection.id}>
                <div><strong>{connection.name}</strong><p className="muted">{connection.address}{connection.site !== '' && `, site ${connection.site}`}; {signInWords[connection.signIn.kind]}{connection.signIn.kind === 'connected-app' && ` as ${connection.signIn.user}`}</p></div>
                {connection.signIn.kind !== 'view' && <Button small onPress={() => setOpen({ what: 'views', connection })}>Views</Button>}
                <Button small onPress={() => setOpen({ what: 'change', connection })}>Change or test</Button>
                <IconButton small icon="remove" label={`Remove ${connection.name}`} onPress={() => setOpen({ what: 'remove', connection })} />
              </li>
            ))}
          </ul>
        ))}
      </Shown>
      {(open?.what === 'new' || open?.what === 'change') && <ConnectionDialog connection={open.what === 'new' ? null : open.connection} onClose={close} onSaved={refresh} />}
      {open?.what === 'views' && <ViewList connection={open.connection} onClose={close} />}
      {open?.what === 'remove' && (
        <ConfirmDialog title={`Remove ${open.connection.name}?`} isOpen onClose={close} confirmWords="Remove" busy={remove.running} onConfirm={() => void remove.run({ connectionId: open.connection.id }).then(({ ok }) => { if (ok) { refresh(); close(); } })}>
          The connection is forgotten with its secret. Nothing changes in Tableau.
        </ConfirmDialog>
      )}
    </section>
  );
}
