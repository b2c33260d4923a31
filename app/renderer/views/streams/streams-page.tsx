import { useMemo } from 'react';
import { Link } from 'react-aria-components/Link';
import { hrefOf } from '../../routes/route.ts';
import { useAddressState } from '../../routes/use-route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { SearchField } from '../../ui/fields.tsx';
import { countWords, plural } from '../../../shared/counts.ts';
import { percentWords, rateWords } from '../../ui/figures.ts';
import { Icon } from '../../ui/icons.tsx';
import { useNow } from '../../ui/moment.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { Pill } from '../../ui/pill.tsx';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { conditionTitles } from './condition-words.ts';
import { useConditionsOf } from './use-conditions.ts';
import { StatePill } from './state-pill.tsx';
import { StreamActs } from './stream-acts.tsx';
import { ageWords, domainWords, matchingStreams, rateOf, sourceWords, stateWords, watermarkAge } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';
import './streams.css';

/** All streams: what each is, how it goes, and what can be done with it. */
export function StreamsPage() {
  const streams = useSubscription('streams.watch', {});
  return (
    <div className="page">
      <div className="page-head">
        <div><h1>Streams</h1><p>Topics and saved streams that are watched here.</p></div>
        <div className="page-tools"><LinkButton href={hrefOf({ page: 'new-stream' })} look="primary" icon="plus">Connect or import</LinkButton></div>
      </div>
      <Shown of={streams} waiting="Reading the streams…">
        {(rows, { stale }) => (rows.length === 0 ? <NoStreams /> : <StreamTable rows={rows} stale={stale} />)}
      </Shown>
    </div>
  );
}

function NoStreams() {
  const samples = useCommand('workspace.open-sample');
  return (
    <div className="card">
      <h2 className="unseen">How to begin</h2>
      <EmptyState icon="streams" title="No streams yet" actions={<><LinkButton href={hrefOf({ page: 'new-stream' })} look="primary" icon="plus">Connect or import</LinkButton><Button busy={samples.running} busyWords="Opening…" onPress={() => void samples.run({})}>Open the sample workspace</Button></>}>
        Connect a Kafka topic, drop a CSV, Parquet or JSON lines file anywhere on this window, or look around in recorded samples first.
      </EmptyState>
    </div>
  );
}

function StreamTable({ rows, stale }: { rows: readonly StreamRow[]; stale: boolean }) {
  const [text, setText] = useAddressState('text');
  const shown = useMemo(() => matchingStreams(rows, text), [rows, text]);
  const columns = useColumns();
  return (
    <>
      <div className="streams-tools">
        <SearchField label="Find streams" placeholder="Name, domain, source or state" value={text} onChange={setText} />
        <span className="muted number" role="status">{text === '' ? plural(rows.length, 'stream') : `${shown.length} of ${plural(rows.length, 'stream')}`}{stale && ' · last known, the connection is lost'}</span>
      </div>
      <div className={`card card-flush streams-table${stale ? ' stale' : ''}`}>
        <DataTable
          label="Streams" columns={columns} rows={shown} idOf={(row) => row.stream.id} hrefOf={(row) => hrefOf({ page: 'stream', streamId: row.stream.id })} initialSort={{ column: 'name', direction: 'ascending' }}
          empty={<EmptyState icon="search" title="No stream matches" actions={<Button onPress={() => setText('')}>Show all</Button>}>No name, domain, source or state holds “{text}”.</EmptyState>}
        />
      </div>
    </>
  );
}

function useColumns(): TableColumn<StreamRow>[] {
  const now = useNow(2000);
  return useMemo((): TableColumn<StreamRow>[] => [
    { id: 'name', title: 'Name', sortBy: ({ stream }) => stream.name, cell: (row) => <NameCell row={row} /> },
    { id: 'domain', title: 'Domain', sortBy: ({ stream }) => domainWords[stream.domain], cell: ({ stream }) => domainWords[stream.domain], className: 'from-1600' },
    { id: 'source', title: 'Source', sortBy: ({ stream }) => sourceWords(stream.source), cell: ({ stream }) => <span className="nowrap">{sourceWords(stream.source)}</span>, className: 'from-800' },
    { id: 'state', title: 'State', sortBy: (row) => stateWords(row).words, cell: (row) => <StateCell row={row} />, className: 'from-640' },
    { id: 'rate', title: 'Rate', align: 'end', sortBy: ({ health }) => rateOf(health), cell: ({ health }) => <span className="nowrap">{rateWords(rateOf(health))}</span>, className: 'from-640' },
    { id: 'lag', title: 'Lag', align: 'end', sortBy: ({ health }) => health.lag, cell: ({ health }) => (health.lag === null ? dash : countWords(health.lag)), className: 'from-1100' },
    { id: 'watermark', title: 'Watermark age', align: 'end', sortBy: (row) => watermarkAge(row, now), cell: (row) => { const age = watermarkAge(row, now); return age === null ? dash : <span className="nowrap">{ageWords(age)}</span>; }, className: 'from-1400' },
    { id: 'series', title: 'Series', align: 'end', sortBy: ({ health }) => health.seriesCount, cell: ({ health }) => countWords(health.seriesCount), className: 'from-800' },
    { id: 'anomalies', title: 'Anomalies', align: 'end', sortBy: ({ health }) => health.anomalyCount, cell: ({ health }) => countWords(health.anomalyCount), className: 'from-640' },
    { id: 'errors', title: 'Quarantined', align: 'end', sortBy: ({ health }) => health.quarantinedCount, cell: ({ stream, health }) => (health.quarantinedCount === 0 ? '0' : <Link href={hrefOf({ page: 'stream', streamId: stream.id }, { tab: 'quarantine' })}>{countWords(health.quarantinedCount)}</Link>), className: 'from-800' },
    { id: 'acts', title: 'Actions', cell: (row) => <StreamActs row={row} />, align: 'end' },
  ], [now]);
}

const dash = <span className="muted">–</span>;

function NameCell({ row }: { row: StreamRow }) {
  const { stream } = row;
  return (
    <span className="stream-name">
      <Icon name={stream.domain} />
      <span>
        <strong>{stream.name}</strong>
        <small className="muted narrow-only">{sourceWords(stream.source)}</small>
        <span className="phone-only"><StateCell row={row} /></span>
      </span>
    </span>
  );
}

function StateCell({ row }: { row: StreamRow }) {
  const going = useConditionsOf(null).filter((one) => one.streamId === row.stream.id && one.end === null);
  const { progress, state, error, warmingUpCount, seriesCount } = row.health;
  return (
    <span className="state-cell">
      <StatePill row={row} />
      {going.length > 0 && <a href={hrefOf({ page: 'stream', streamId: row.stream.id }, { tab: 'conditions' })} title={going.map(({ words }) => words).join(' ')}><Pill tone="warn">{[...new Set(going.map(({ kind }) => conditionTitles[kind]))].join(', ')}</Pill></a>}
      {progress !== null && progress < 1 && state !== 'finished' && <small className="muted number">{percentWords(progress)} read</small>}
      {warmingUpCount > 0 && <small className="muted number">{countWords(warmingUpCount)} of {plural(seriesCount, 'series', 'series')} warming up</small>}
      {error !== null && <small className="state-error" title={error.hint}>{error.message}</small>}
    </span>
  );
}
