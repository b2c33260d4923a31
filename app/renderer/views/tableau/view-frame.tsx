import { standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton, OutLinkButton } from '../../ui/button.tsx';
import { plural } from '../../../shared/counts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { EmptyState, ErrorCard, Notice, Waiting } from '../../ui/states.tsx';
import type { ViewFault } from '../../../shared/domain/tableau-port.ts';
import { LastSeen } from './kept-view.tsx';
import type { KeptView } from './use-watched-sheets.ts';
import type { ViewSession } from './use-view-session.ts';
import './tableau.css';

/** A view in its isolated frame, or why it is not shown and what to do. The frame stays in the page while something else is said over it: put back in, it would load again. */
export function ViewFrame({ session, connection, title, kept }: { session: ViewSession; connection: TableauConnection; title: string; kept: KeptView | null }) {
  const { state, frame, refused } = session;
  return (
    <div className="view-frame">
      {state.state === 'loading' && <div className="view-strip"><Waiting words={connection.signIn.kind === 'connected-app' || connection.id === standInId ? 'Opening the view…' : 'Opening the view… Sign in below if Tableau asks for it.'} /></div>}
      {frame !== null && state.state !== 'refused' && (
        <iframe key={`${frame.round} ${frame.address}`} className={state.state === 'failed' ? 'view-hidden' : undefined} src={frame.address} title={title} sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads" referrerPolicy="origin" allow="" onLoad={(event) => frame.onLoad(event.currentTarget)} />
      )}
      {state.state === 'refused' && <div className="view-words"><ErrorCard error={state.error} onRetry={() => session.again()} actions={<LinkButton small href={hrefOf({ page: 'settings', section: 'tableau' })}>Connections</LinkButton>} /></div>}
      {state.state === 'failed' && <div className="view-words"><Fault fault={state.fault} session={session} connection={connection} />{kept !== null && <LastSeen kept={kept} name={title} />}</div>}
      {refused.count > 0 && <Notice tone="warn" title={`${plural(refused.count, 'message')} of the view ${refused.count === 1 ? 'was' : 'were'} refused`}>Its frame tried something that a view may not do here. Nothing came of it. Last: {refused.last}</Notice>}
    </div>
  );
}

const titles: Record<ViewFault['kind'], string> = {
  unreachable: 'Tableau does not answer', version: 'The library and this Tableau do not go together', 'sign-in': 'Tableau did not accept the sign-in', 'sign-in-elsewhere': 'The sign-in is on another host', 'no-show': 'Tableau answers, but the view does not come', permission: 'This user may not see the view',
  'refused-host': 'The view is of another server', library: 'The page of the view could not be loaded', 'no-mark': 'There is no such mark', refused: 'The view answered with something that is no answer', other: 'The view could not be shown',
};

function Fault({ fault, session, connection }: { fault: ViewFault; session: ViewSession; connection: TableauConnection }) {
  const again = <Button small icon="retry" onPress={() => session.again()}>Try again</Button>;
  const settings = <LinkButton small href={hrefOf({ page: 'settings', section: 'tableau' })}>Test the connection</LinkButton>;
  const choose = <LinkButton small href={hrefOf({ page: 'tableau' })}>Choose another view</LinkButton>;
  const isStandIn = connection.id === standInId;
  const elsewhere = isStandIn ? null : <OutLinkButton small url={session.src}>Open in Tableau</OutLinkButton>;
  const acts = {
    unreachable: <>{again}{settings}</>,
    version: <>{session.library === 'own' && !isStandIn && <Button small onPress={() => session.again('server')}>Use the server’s own library</Button>}{session.library === 'own' ? null : again}{choose}{elsewhere}</>,
    'sign-in': <>{again}{settings}{elsewhere}</>,
    'no-show': <>{again}{settings}{elsewhere}</>,
    'sign-in-elsewhere': <><LetIn host={fault.words} session={session} connection={connection} />{settings}</>,
    permission: <>{choose}{again}{elsewhere}</>,
    'refused-host': <>{choose}{settings}</>,
    library: again, 'no-mark': again, refused: again, other: <>{again}{choose}{elsewhere}</>,
  }[fault.kind];
  return <EmptyState icon="error" title={titles[fault.kind]} actions={acts}>{fault.kind === 'no-show' ? noShowHint(session) : hints[fault.kind]} <span className="muted">{areTableaus.has(fault.kind) && 'Tableau said: '}{fault.words}</span></EmptyState>;
}

/** Faults whose words are Tableau’s own. */
const areTableaus: ReadonlySet<ViewFault['kind']> = new Set(['version', 'sign-in', 'permission', 'other']);

/** Lets the views of a connection go to one more host to sign in, and opens the view again. */
function LetIn({ host, session, connection }: { host: string; session: ViewSession; connection: TableauConnection }) {
  const save = useCommand('tableau.save');
  const { id, name, address, site, signIn, signInHosts } = connection;
  async function letIn(): Promise<void> {
    const outcome = await save.run({ connectionId: id, draft: { name, address, site, signIn, signInHosts: [...signInHosts.filter((one) => one !== host), host] } });
    if (outcome.ok) session.again();
  }
  return <Button small busy={save.running} onPress={() => void letIn()}>Let {host.replace(/^https?:\/\//, '')} in</Button>;
}

/** The address that an allow-list has to hold is that of the view's own page. */
function noShowHint({ frame }: ViewSession): string {
  const shownAt = frame === null ? 'the address at which this program shows views' : new URL(frame.address).origin;
  return `It takes very long, or it may not be shown here: the domain allow-list of a connected app has to hold ${shownAt}.`;
}

const hints: Record<Exclude<ViewFault['kind'], 'no-show'>, string> = {
  unreachable: 'The network or the server may be down.',
  version: 'The library that comes with this program is newer than the server, or older. The server offers one of its own.',
  'sign-in': 'The app, its secret, the user or the clock may be wrong; a test of the connection says which.',
  'sign-in-elsewhere': 'Tableau leads to an identity provider, and the frame of a view may not go there yet. Let it in if you know it as your organization’s, or use a connected app, which needs no sign-in. Not let in:',
  permission: 'Ask whoever looks after Tableau to share it with the user of this connection.',
  'refused-host': 'Only views of the connection’s own server are shown.',
  library: 'It is served on this machine; something kept it from loading.',
  'no-mark': 'The view shows other marks by now.', refused: 'That is a fault of the program, or of something within the view.', other: '',
};
