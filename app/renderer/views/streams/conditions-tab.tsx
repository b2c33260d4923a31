import { useMemo } from 'react';
import type { Condition } from '../../../shared/domain/condition.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { durationWords } from '../../charts/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { conditionTitles } from './condition-words.ts';

/** All conditions of a stream's flow, those that go on first. */
export function ConditionsTab({ streamId }: { streamId: StreamId }) {
  const conditions = useSubscription('conditions.watch', { streamId });
  const columns = useMemo((): TableColumn<Condition>[] => [
    { id: 'kind', title: 'Condition', sortBy: (one) => conditionTitles[one.kind], cell: (one) => <Pill tone={one.end === null ? 'warn' : 'plain'}>{conditionTitles[one.kind]}</Pill> },
    { id: 'words', title: 'What', cell: (one) => <>{one.words}{one.seriesId !== null && <> <a href={`#/series/${one.seriesId}`}>See the series</a></>} <span className="phone-only muted">{one.end === null ? 'Goes on.' : `Lasted ${lastedWords(one)}.`}</span></> },
    { id: 'begin', title: 'Seen', sortBy: (one) => one.begin, cell: (one) => <Moment at={one.begin} />, className: 'from-640' },
    { id: 'event', title: 'Event time', sortBy: (one) => one.eventFrom, cell: (one) => <Moment at={one.eventFrom} />, className: 'from-1100' },
    { id: 'lasted', title: 'Lasted', align: 'end', sortBy: (one) => (one.end === null ? Infinity : one.end - one.begin), cell: (one) => <span className="nowrap">{one.end === null ? 'goes on' : lastedWords(one)}</span>, className: 'from-640' },
  ], []);
  return (
    <div className="stream-part">
      <Shown of={conditions} waiting="Reading the conditions…">
        {(all, { stale }) => (
          <div className="stack">
            <p className="muted">Silence, many late or unreadable records, and lag. Each is told once as it begins and once as it is over; limits are learned from the stream’s own spacing, or are a share of its records.</p>
            <div className={`card card-flush${stale ? ' stale' : ''}`}>
              <DataTable label="Conditions" columns={columns} rows={all} idOf={(one) => one.id} empty={<EmptyState icon="check" title="Nothing was wrong with its flow">No silence, no burst of late or unreadable records, no lag so far.</EmptyState>} />
            </div>
          </div>
        )}
      </Shown>
    </div>
  );
}

/** In event time where it has one: of what was read fast the clock says nothing. */
function lastedWords({ begin, end, eventFrom, eventTo }: Condition): string {
  const ms = eventFrom !== null && eventTo !== null && eventTo > eventFrom ? eventTo - eventFrom : end! - begin;
  return ms < 1000 ? 'less than a second' : durationWords(ms);
}
