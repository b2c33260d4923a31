import { useMemo } from 'react';
import type { QuarantinedRecord } from '../../../shared/domain/stream.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { countWords } from '../../../shared/counts.ts';
import { Moment } from '../../ui/moment.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import type { StreamRow } from './stream-words.ts';

const mostShown = 100;

/** What a stream could not decode: when, why, where in the log, and the record's text. Looking at it is written to the audit log. */
export function QuarantineTable({ row: { stream, health } }: { row: StreamRow }) {
  const records = useQuery('streams.quarantine', useMemo(() => ({ streamId: stream.id, limit: mostShown }), [stream.id]));
  const columns = useMemo((): TableColumn<QuarantinedRecord>[] => [
    { id: 'reason', title: 'Reason', sortBy: (one) => one.reason, cell: (one) => <span className="quarantine-reason">{one.reason}</span> },
    { id: 'time', title: 'Received', sortBy: (one) => one.receiveTime, cell: (one) => <Moment at={one.receiveTime} />, className: 'from-640' },
    { id: 'place', title: 'Partition · offset', cell: (one) => <span className="number nowrap">{one.partition} · {one.offset}</span>, className: 'from-800' },
    { id: 'text', title: 'Record', cell: (one) => <code className="record-text">{one.text === '' ? '(empty)' : one.text}</code> },
  ], []);
  return (
    <div className="stream-part">
      <Shown of={records} waiting="Reading the quarantine…">
        {(all, { stale, refresh }) => (
          <div className="stack">
            <div className="row">
              <p className="grow muted">Records that could not be decoded are kept here, encrypted, and never stop the stream. {health.quarantinedCount > all.length && all.length > 0 && `The newest ${countWords(all.length)} of ${countWords(health.quarantinedCount)}. `}{all.length > 0 && stream.source.kind === 'file' && 'To read them otherwise, import the file again with other fields.'}</p>
              <Button small icon="retry" busy={stale} onPress={refresh}>Read again</Button>
              {all.length > 0 && stream.source.kind === 'kafka' && <LinkButton small icon="settings" href={hrefOf({ page: 'new-stream' }, { edit: stream.id })}>Correct the decoding</LinkButton>}
            </div>
            <div className={`card card-flush${stale ? ' stale' : ''}`}>
              <DataTable label="Quarantined records" columns={columns} rows={all} idOf={(one) => `${one.partition}/${one.offset}`} empty={<EmptyState icon="check" title="Nothing is quarantined">Every record so far could be read.</EmptyState>} />
            </div>
          </div>
        )}
      </Shown>
    </div>
  );
}
