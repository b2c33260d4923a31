import { useMemo } from 'react';
import type { Capture } from '../../../shared/api/views.ts';
import type { Pace, Stream } from '../../../shared/domain/stream.ts';
import { hrefOf } from '../../routes/route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { bytesWords, countWords, percentWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { paceOf, paceOptions } from '../connect/pace.ts';
import { unitWords } from '../connect/time-units.ts';
import { sourceWords } from './stream-words.ts';
import type { StreamRow } from './stream-words.ts';

/** How a stream is set up, the pace of a saved one, and the captures made of streams. */
export function StreamSetup({ row: { stream, health } }: { row: StreamRow }) {
  const captures = useQuery('captures.list', {}, health.capturing ? { everyMs: 3000 } : {});
  return (
    <div className="stream-part stream-setup">
      <section className="card stack">
        <div className="row"><h2 className="grow">Set-up</h2><LinkButton small icon="settings" href={hrefOf({ page: 'new-stream' }, { edit: stream.id })}>Edit</LinkButton></div>
        <SetupFacts stream={stream} />
        {stream.source.kind === 'file' && <PaceSelect stream={stream} />}
      </section>
      <section className="card stack">
        <h2>Captures</h2>
        <p className="muted">A capture keeps what a stream brings, record by record, in one file that can be imported and replayed.</p>
        <Shown of={captures} waiting="Looking for captures…">{(all) => <CaptureTable captures={all} />}</Shown>
      </section>
    </div>
  );
}

function SetupFacts({ stream }: { stream: Stream }) {
  const { source, mapping, decoding, detector } = stream;
  const { time, keys, channels, label } = mapping;
  return (
    <dl className="facts">
      <dt>Source</dt><dd>{sourceWords(source)}</dd>
      {source.kind === 'kafka' && <><dt>Brokers</dt><dd>{source.connection.brokers.join(', ')}</dd><dt>Protection</dt><dd>{source.connection.tls === null ? 'no TLS' : 'TLS'}, {source.connection.sasl === null ? 'no sign-in' : `signs in as ${source.connection.sasl.username} (${source.connection.sasl.mechanism})`}</dd></>}
      <dt>Decoding</dt><dd>{decoding.format === 'csv' ? `CSV, ${decoding.columns.length} columns` : decoding.format === 'json' ? 'JSON' : 'a bare number'}</dd>
      <dt>Event time</dt><dd>{time.field === null ? unitWords[time.unit] : <><code>{time.field}</code>, {unitWords[time.unit]}</>}</dd>
      <dt>Series key</dt><dd>{keys.length === 0 ? 'none: one series' : keys.map((key) => (key === '$key' ? 'the record’s own key' : key)).join(', ')}</dd>
      <dt>Channels</dt><dd>{channels.map(({ name, unit }) => (unit === '' ? name : `${name} (${unit})`)).join(', ')}</dd>
      {label !== null && <><dt>Label</dt><dd>{label}, never shown to a detector</dd></>}
      <dt>Detector</dt><dd>{detector.name}, sensitivity {percentWords(detector.sensitivity)}</dd>
      <dt>Made</dt><dd><Moment at={stream.createdAt} /></dd>
    </dl>
  );
}

function PaceSelect({ stream }: { stream: Stream }) {
  const setPace = useCommand('streams.set-pace');
  const pace: Pace = stream.pace;
  return <Select label="Pace" hint="How fast the saved stream is read." options={paceOptions(pace)} value={String(pace)} onChange={(next) => void setPace.run({ streamId: stream.id, pace: paceOf(next) })} />;
}

function CaptureTable({ captures }: { captures: readonly Capture[] }) {
  const columns = useMemo((): TableColumn<Capture>[] => [
    { id: 'name', title: 'Name', sortBy: (one) => one.name, cell: (one) => <span className="wrap-anywhere" title={one.path}>{one.name}</span> },
    { id: 'started', title: 'Begun', sortBy: (one) => one.startedAt, cell: (one) => <Moment at={one.startedAt} />, className: 'from-640' },
    { id: 'records', title: 'Records', align: 'end', sortBy: (one) => one.recordCount, cell: (one) => countWords(one.recordCount) },
    { id: 'size', title: 'Size', align: 'end', sortBy: (one) => one.bytes, cell: (one) => <span className="nowrap">{bytesWords(one.bytes)}</span>, className: 'from-640' },
    { id: 'next', title: 'Next', align: 'end', cell: (one) => (one.active ? <Pill tone="bad">Recording</Pill> : <LinkButton small href={hrefOf({ page: 'new-stream' }, { path: one.path, name: one.name })}>Import</LinkButton>) },
  ], []);
  return <DataTable label="Captures" columns={columns} rows={captures} idOf={(one) => one.path} initialSort={{ column: 'started', direction: 'descending' }} empty={<EmptyState icon="record" title="No captures yet">Press Record while a stream is read to keep what it brings.</EmptyState>} />;
}
