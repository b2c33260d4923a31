import { useMemo } from 'react';
import { standIn } from '../../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../../shared/domain/tableau.ts';
import { hrefOf } from '../../../routes/route.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { plural } from '../../../../shared/counts.ts';
import { EmptyState, Shown } from '../../../ui/states.tsx';
import { useQuery } from '../../../workbench/use-query.ts';
import { goTo } from '../../../routes/use-route.ts';
import { SpanStrip } from '../../tableau/span-strip.tsx';
import type { Listed } from '../../tableau/tied-findings.ts';
import { useStep } from '../../tableau/use-step.ts';
import { useViewSession, type ViewSession } from '../../tableau/use-view-session.ts';
import { useViewWatch } from '../../tableau/use-view-watch.ts';
import { useWatchedSheets, type WatchedSheet, type WatchedSheets } from '../../tableau/use-watched-sheets.ts';
import { chosenView } from '../../tableau/view-field.tsx';
import { ViewFrame } from '../../tableau/view-frame.tsx';
import { nameOfView } from '../../tableau/view-path.ts';
import { titleOfSheet } from '../../tableau/view-rows.ts';
import { optionOf, type PanelKind, type PanelProps } from '../panel-kind.ts';

/** A view of Tableau with its annotations. What is watched in it is chosen on the page of the view. */
function TableauPanel({ panel }: PanelProps) {
  const connections = useQuery('tableau.connections', useMemo(() => ({}), []));
  const chosen = chosenView(optionOf(tableau, panel, 'view'));
  if (chosen === null) return <EmptyState icon="layout" title="No view chosen yet">Open the panel’s settings and choose a view of Tableau, or of the stand-in.</EmptyState>;
  return (
    <Shown of={connections} waiting="Reading the connections…">
      {(all) => {
        const connection = [standIn, ...all].find(({ name }) => name === chosen.connection);
        if (connection === undefined) return <EmptyState icon="plug" title={`No connection is called ${chosen.connection}`} actions={<LinkButton small href={hrefOf({ page: 'settings', section: 'tableau' })}>Connections</LinkButton>}>Connect to that Tableau under this name, or choose another view in the panel’s settings.</EmptyState>;
        return <OpenView key={`${connection.id} ${chosen.path}`} connection={connection} path={chosen.path} />;
      }}
    </Shown>
  );
}

function OpenView({ connection, path }: { connection: TableauConnection; path: string }) {
  const session = useViewSession(connection, path);
  const watched = useWatchedSheets(connection, path, session);
  const name = nameOfView(connection, path);
  return (
    <div className="tableau-panel">
      <ViewFrame session={session} connection={connection} title={name} kept={watched.kept} />
      {watched.sheets.map((sheet) => <SheetOfPanel key={sheet.key} connection={connection} path={path} session={session} watched={watched} sheet={sheet} />)}
      <p className="row small"><span className="grow" /><a className="nowrap" href={hrefOf({ page: 'tableau-view', connectionId: connection.id, path })}>Open the view</a></p>
    </div>
  );
}

function SheetOfPanel({ connection, path, session, watched, sheet }: { connection: TableauConnection; path: string; session: ViewSession; watched: WatchedSheets; sheet: WatchedSheet }) {
  const lead = (one: Listed) => {
    const [first] = one.anomalies;
    if (first === undefined) goTo({ page: 'tableau-view', connectionId: connection.id, path }, { finding: one.id });
    else goTo({ page: 'anomaly', anomalyId: first.id });
  };
  const watch = useViewWatch(connection, path, session, sheet, watched.put, null, lead);
  const refused = useStep(session, sheet, watched.sheets, watch.tied);
  const { mapping, listed } = watch;
  const isOne = watched.sheets.length === 1;
  const open = listed.filter(({ verdict }) => verdict === null).length;
  if (mapping === null && !isOne) return null;
  return (
    <>
      <SpanStrip watch={watch} of={isOne || mapping === null ? '' : titleOfSheet(watched.all, mapping.sheet)} onOpen={lead} />
      <p className="muted small clip">{!isOne && mapping !== null && `${titleOfSheet(watched.all, mapping.sheet)}: `}{mapping === null ? 'Not watched' : `${plural(listed.length, 'finding')}, ${open} not judged`}{mapping?.inStep === true && (refused.size === 0 ? ' · in step' : ' · not in step: the view refuses it')}</p>
    </>
  );
}

export const tableau: PanelKind = { kind: 'tableau', title: 'Tableau view', does: 'A view of Tableau, with what is odd in it annotated.', icon: 'layout', shows: 'nothing', keeps: true, size: { w: 6, h: 8 }, options: [{ name: 'view', label: 'View', input: { of: 'tableau-view' }, initial: '' }], Panel: TableauPanel };
