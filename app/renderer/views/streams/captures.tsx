import { useMemo } from 'react';
import type { Capture } from '../../../shared/api/views.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { countWords } from '../../../shared/counts.ts';
import { bytesWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { playHref } from './play-capture.ts';

/** The captures in the data folder, each to import as a saved stream. */
export function Captures() {
  const captures = useQuery('captures.list', {});
  return (
    <section className="card stack">
      <div className="row"><h2 className="grow">Captures</h2>{captures.state === 'ready' && <Button small icon="retry" busy={captures.stale} onPress={captures.refresh}>Read again</Button>}</div>
      <p className="muted">A capture keeps what a stream brings, record by record, in one file that can be imported and replayed.</p>
      <Shown of={captures} waiting="Looking for captures…">{(all) => <CaptureTable captures={all} />}</Shown>
    </section>
  );
}

function CaptureTable({ captures }: { captures: readonly Capture[] }) {
  const streams = valueOr(useSubscription('streams.watch', {}), none);
  const columns = useMemo((): TableColumn<Capture>[] => {
    // A capture's file is named by its stream's id and the time.
    const titleOf = (one: Capture) => streams.find(({ stream }) => one.name.startsWith(stream.id.slice(0, 40)))?.stream.name ?? one.name;
    return [
      { id: 'name', title: 'Of', sortBy: titleOf, cell: (one) => <span className="wrap-anywhere" title={one.path}>{titleOf(one)}</span> },
      { id: 'started', title: 'Begun', sortBy: (one) => one.startedAt, cell: (one) => <Moment at={Math.floor(one.startedAt / 1000) * 1000} />, className: 'from-640' },
      { id: 'records', title: 'Records', align: 'end', sortBy: (one) => one.recordCount, cell: (one) => countWords(one.recordCount) },
      { id: 'size', title: 'Size', align: 'end', sortBy: (one) => one.bytes, cell: (one) => <span className="nowrap">{bytesWords(one.bytes)}</span>, className: 'from-640' },
      { id: 'next', title: 'Next', align: 'end', cell: (one) => (one.active ? <Pill tone="bad">Recording</Pill> : one.broken ? <Pill tone="bad">Can't be read</Pill> : <NextActs play={playHref(one, streams.map(({ stream }) => stream))} importHref={hrefOf({ page: 'new-stream' }, { path: one.path, name: `${titleOf(one).replace(/\.afcap$/, '')} capture.afcap` })} />) },
    ];
  }, [streams]);
  return <DataTable label="Captures" columns={columns} rows={captures} idOf={(one) => one.path} initialSort={{ column: 'started', direction: 'descending' }} empty={<EmptyState icon="record" title="No captures yet">Press Record while a stream is read to keep what it brings.</EmptyState>} />;
}

function NextActs({ play, importHref }: { play: string | null; importHref: string }) {
  return <span className="row">{play !== null && <LinkButton small icon="play" href={play}>Play this capture</LinkButton>}<LinkButton small href={importHref}>Import</LinkButton></span>;
}

const none: never[] = [];
