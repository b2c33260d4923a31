import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { standIn, standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { hrefOf, parseRoute } from '../../routes/route.ts';
import { useAddressState } from '../../routes/use-route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, ErrorCard, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { useStep } from './use-step.ts';
import { useViewSession, type ViewSession } from './use-view-session.ts';
import { useViewWatch } from './use-view-watch.ts';
import { useWatchedSheets, type WatchedSheet, type WatchedSheets } from './use-watched-sheets.ts';
import { SpanStrip } from './span-strip.tsx';
import { StepPanel } from './step-panel.tsx';
import { ViewFrame } from './view-frame.tsx';
import { nameOfView } from './view-path.ts';
import { titleOfSheet } from './view-rows.ts';
import { viewStage, type Stage, type ViewAt } from './view-stage.ts';
import { WatchCard } from './watch-card.tsx';

/** One view of Tableau, or of the stand-in. While another page is shown it only goes on with what is under way. */
export function TableauViewPage({ connectionId, path, isShown }: { connectionId: string; path: string; isShown: boolean }) {
  const connections = useQuery('tableau.connections', useMemo(() => ({}), []));
  return (
    <Shown of={connections} waiting="Reading the connections…">
      {(all) => {
        const connection = connectionId === standInId ? standIn : all.find(({ id }) => id === connectionId);
        if (connection === undefined) return <div className="page"><EmptyState icon="plug" title="This connection is not there" actions={<LinkButton href={hrefOf({ page: 'tableau' })}>Choose a view</LinkButton>}>It may have been removed.</EmptyState></div>;
        return <Opened connection={connection} path={path} isShown={isShown} />;
      }}
    </Shown>
  );
}

function Opened({ connection, path, isShown }: { connection: TableauConnection; path: string; isShown: boolean }) {
  const session = useViewSession(connection, path);
  const watched = useWatchedSheets(connection, path, session);
  const name = nameOfView(connection, path);
  const { all, sheets, choose } = watched;
  const choice = all.length < 2 ? null : (
    <Select small label="Sheet" value={String(sheets.find(({ isChosen }) => isChosen)?.place ?? 0)} options={all.map((sheet) => ({ id: String(sheet.place), label: titleOfSheet(all, sheet), hint: sheets.some(({ place, mapping }) => place === sheet.place && mapping !== null) ? 'watched' : 'not watched' }))} onChange={(id) => choose(Number(id))} />
  );
  return (
    <div className="page view-page">
      <div className="page-head">
        <div><h1>{name}</h1><p>{connection.name}</p></div>
        <div className="page-tools"><LinkButton href={hrefOf({ page: 'tableau' })}>Other views</LinkButton></div>
      </div>
      <div className="view-beside">
        <ViewFrame session={session} connection={connection} title={name} kept={watched.kept} />
        {watched.error !== null && <ErrorCard error={watched.error} />}
        {sheets.map((sheet) => <SheetOfView key={sheet.key} connection={connection} path={path} session={session} watched={watched} sheet={sheet} name={name} choice={choice} isShown={isShown} />)}
      </div>
    </div>
  );
}

/** One sheet of the view, watched also while another one is chosen; what is odd in it is beside the view while it is. */
function SheetOfView({ connection, path, session, watched, sheet, name, choice, isShown }: { connection: TableauConnection; path: string; session: ViewSession; watched: WatchedSheets; sheet: WatchedSheet; name: string; choice: ReactNode; isShown: boolean }) {
  const stage = useMemo(() => stageOf({ connectionId: connection.id, path }), [connection.id, path]);
  const watch = useViewWatch(connection, path, session, sheet, watched.put, stage);
  const refused = useStep(session, sheet, watched.sheets, isShown ? watch.tied : null);
  const [anomaly] = useAddressState('anomaly');
  const [finding] = useAddressState('finding');
  const asked = anomaly || finding;
  const { listed, show } = watch;
  const { choose } = watched;
  const { place, isChosen } = sheet;
  const shown = useRef('');
  useEffect(() => {
    const one = listed.find(({ id, anomalies }) => id === asked || anomalies.some((each) => each.id === asked));
    if (!isShown || place < 0 || one === undefined || shown.current === asked) return;
    shown.current = asked;
    choose(place);
    show(one);
  }, [listed, show, asked, choose, place, isShown]);
  if (!isChosen) return null;
  return (
    <>
      <SpanStrip watch={watch} onOpen={show} />
      <WatchCard watch={watch} session={session} name={name} choice={choice} step={<StepPanel watch={watch} refused={refused} />} />
    </>
  );
}

function stageOf(view: ViewAt): Stage {
  return {
    isShown() {
      const { route } = parseRoute(location.hash);
      return route.page === 'tableau-view' && route.connectionId === view.connectionId && route.path === view.path;
    },
    keep: () => viewStage.keep(view),
  };
}
