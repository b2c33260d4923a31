import { goTo, useAddressState } from '../../routes/use-route.ts';
import { hrefOf } from '../../routes/route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { countWords } from '../../../shared/counts.ts';
import { Icon } from '../../ui/icons.tsx';
import { EmptyState, ErrorCard, Shown } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { SeriesGrid } from '../series/series-grid.tsx';
import { ConditionsTab } from './conditions-tab.tsx';
import { OpenConditions } from './open-conditions.tsx';
import { useConditionsOf } from './use-conditions.ts';
import { BacktestTab } from './backtest-tab.tsx';
import { HealthTiles } from './health-tiles.tsx';
import { QuarantineTable } from './quarantine-table.tsx';
import { StatePill } from './state-pill.tsx';
import { StreamActs } from './stream-acts.tsx';
import { StreamSetup } from './stream-setup.tsx';
import { domainWords, sourceWords } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';
import './streams.css';

type Tab = 'series' | 'conditions' | 'backtest' | 'quarantine' | 'setup';

/** One stream: how it goes, its series over one time range, what detectors would have told of it, what it could not read, and how it is set up. */
export function StreamPage({ streamId }: { streamId: string }) {
  const streams = useSubscription('streams.watch', {});
  return (
    <Shown of={streams} waiting="Reading the stream…">
      {(rows, { stale }) => {
        const row = rows.find((one) => one.stream.id === streamId);
        if (row === undefined) return <div className="page"><EmptyState icon="streams" title="This stream is not there" actions={<LinkButton href={hrefOf({ page: 'streams' })}>See the streams</LinkButton>}>It may have been removed, here or in another window.</EmptyState></div>;
        return <StreamView row={row} stale={stale} />;
      }}
    </Shown>
  );
}

function StreamView({ row, stale }: { row: StreamRow; stale: boolean }) {
  const { stream, health } = row;
  const [tab, setTab] = useAddressState('tab', 'series');
  const conditions = useConditionsOf(stream.id);
  const shown = (['series', 'conditions', 'backtest', 'quarantine', 'setup'] as const).find((one) => one === tab) ?? 'series';
  return (
    <div className="stream-page">
      <header className="stream-head">
        <span className="stream-domain"><Icon name={stream.domain} /></span>
        <div className="grow">
          <h1>{stream.name}</h1>
          <p className="muted small">{sourceWords(stream.source)} · {domainWords[stream.domain]}</p>
        </div>
        <StatePill row={row} />
        <StreamActs row={row} words onRemoved={() => goTo({ page: 'streams' })} />
      </header>
      <HealthTiles row={row} stale={stale} />
      <OpenConditions conditions={conditions} />
      {shown !== 'series' && health.error !== null && <div className="stream-fault"><ErrorCard error={health.error} /></div>}
      <Tabs<Tab>
        label={`Parts of ${stream.name}`} selected={shown} onSelect={setTab}
        tabs={[
          { id: 'series', title: 'Series', content: <div className="stream-series"><SeriesGrid key={health.seriesCount === 0 ? 'none' : 'some'} streamId={stream.id as StreamId} /></div> },
          { id: 'conditions', title: conditions.length === 0 ? 'Conditions' : `Conditions (${countWords(conditions.length)})`, content: <ConditionsTab streamId={stream.id} /> },
          { id: 'backtest', title: 'Backtest', content: <BacktestTab row={row} /> },
          { id: 'quarantine', title: health.quarantinedCount === 0 ? 'Quarantine' : `Quarantine (${countWords(health.quarantinedCount)})`, content: <QuarantineTable row={row} /> },
          { id: 'setup', title: 'Set-up and captures', content: <StreamSetup row={row} /> },
        ]}
      />
    </div>
  );
}
