import { useEffect, useMemo, useRef } from 'react';
import { standIn, standInId } from '../../../shared/domain/sample-views.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { hrefOf } from '../../routes/route.ts';
import { useAddressState } from '../../routes/use-route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { useStep } from './use-step.ts';
import { useViewSession } from './use-view-session.ts';
import { useViewWatch } from './use-view-watch.ts';
import { SpanStrip } from './span-strip.tsx';
import { StepPanel } from './step-panel.tsx';
import { ViewFrame } from './view-frame.tsx';
import { nameOfView } from './view-path.ts';
import { WatchCard } from './watch-card.tsx';

/** One view of Tableau, or of the stand-in. */
export function TableauViewPage({ connectionId, path }: { connectionId: string; path: string }) {
  const connections = useQuery('tableau.connections', useMemo(() => ({}), []));
  return (
    <Shown of={connections} waiting="Reading the connections…">
      {(all) => {
        const connection = connectionId === standInId ? standIn : all.find(({ id }) => id === connectionId);
        if (connection === undefined) return <div className="page"><EmptyState icon="plug" title="This connection is not there" actions={<LinkButton href={hrefOf({ page: 'tableau' })}>Choose a view</LinkButton>}>It may have been removed.</EmptyState></div>;
        return <Opened connection={connection} path={path} />;
      }}
    </Shown>
  );
}

function Opened({ connection, path }: { connection: TableauConnection; path: string }) {
  const session = useViewSession(connection, path);
  const watch = useViewWatch(connection, path, session);
  const refused = useStep(session, watch.mapping, watch.tied);
  const name = nameOfView(connection, path);
  const [asked] = useAddressState('anomaly');
  const { listed, show } = watch;
  const shown = useRef('');
  const isShown = session.state.state === 'shown';
  useEffect(() => {
    const one = listed.find(({ anomalies }) => anomalies.some(({ id }) => id === asked));
    if (!isShown || one === undefined || shown.current === asked) return;
    shown.current = asked;
    show(one);
  }, [listed, show, asked, isShown]);
  return (
    <div className="page view-page">
      <div className="page-head">
        <div><h1>{name}</h1><p>{connection.name}</p></div>
        <div className="page-tools"><LinkButton href={hrefOf({ page: 'tableau' })}>Other views</LinkButton></div>
      </div>
      <div className="view-beside">
        <div className="view-column">
          <ViewFrame session={session} connection={connection} title={name} kept={watch.kept} />
          <SpanStrip watch={watch} onOpen={show} />
        </div>
        <WatchCard watch={watch} session={session} name={name} step={<StepPanel watch={watch} refused={refused} />} />
      </div>
    </div>
  );
}
