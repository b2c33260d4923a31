import { useMemo, useState } from 'react';
import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import { useAddressState } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { SearchField } from '../../ui/fields.tsx';
import { countWords } from '../../../shared/counts.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, Notice, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { detailsOf, filterEvents } from './audit-filter.ts';
import './audit.css';

const page = 200;
const most = 1000;
const outcomes = [{ id: 'any', label: 'Any outcome' }, { id: 'done', label: 'Done' }, { id: 'refused', label: 'Refused' }, { id: 'failed', label: 'Failed' }];
const tones = { done: 'good', refused: 'warn', failed: 'bad' } as const;

/** Who did what and when, newest first. The events are chained; a gap or a change in the chain is told. */
export function AuditPage() {
  const [limit, setLimit] = useState(page);
  const [text, setText] = useAddressState('text');
  const [outcome, setOutcome] = useAddressState('outcome');
  const events = useQuery('audit.list', useMemo(() => ({ limit }), [limit]), { everyMs: 10_000 });
  const columns = useMemo((): TableColumn<AuditEvent>[] => [
    { id: 'at', title: 'When', sortBy: (one) => one.at, cell: (one) => <><Moment at={one.at} /><small className="audit-who muted">{one.actor}</small></> },
    { id: 'actor', title: 'Who', sortBy: (one) => one.actor, cell: (one) => one.actor, className: 'from-640' },
    { id: 'action', title: 'What', sortBy: (one) => one.action, cell: (one) => <code>{one.action}</code>, isRowHeader: true },
    { id: 'subject', title: 'On', sortBy: (one) => one.subject, cell: (one) => <span className="audit-subject">{one.subject}</span>, className: 'from-640' },
    { id: 'outcome', title: 'Outcome', sortBy: (one) => one.outcome, cell: (one) => <Pill tone={tones[one.outcome]}>{one.outcome}</Pill> },
    { id: 'details', title: 'Details', cell: (one) => <span className="audit-subject muted">{detailsOf(one)}</span>, className: 'from-1100' },
  ], []);
  return (
    <div className="page audit">
      <div className="page-head"><div><h1>Audit</h1><p>Everything that changed something here, and every look at raw records. Events are never changed or deleted.</p></div></div>
      <Shown of={events} waiting="Reading the audit log…">
        {({ events: all, intact }, { stale }) => {
          const shown = filterEvents(all, text, outcome);
          return (
            <>
              {intact ? <Notice title="The chain is whole">Each event is bound to the one before it by a keyed hash; none is missing or changed.</Notice> : <Notice tone="bad" title="The chain is broken">An event was changed or is missing: the store was altered by something other than this program. Keep a copy of the data folder and tell whoever is responsible for security.</Notice>}
              <div className="audit-tools">
                <SearchField label="Search the audit log" placeholder="Who, what or on what" value={text} onChange={setText} />
                <Select hideLabel label="Outcome" options={outcomes} value={outcome || 'any'} onChange={(value) => setOutcome(value === 'any' ? '' : value)} />
                <span className="muted number" role="status">{text === '' && outcome === '' ? `the newest ${countWords(all.length)}` : `${countWords(shown.length)} of ${countWords(all.length)}`}</span>
              </div>
              <div className={`card card-flush${stale ? ' stale' : ''}`}>
                <DataTable label="Audit events" columns={columns} rows={shown} idOf={(one) => String(one.sequence)} empty={<EmptyState icon="audit" title={all.length === 0 ? 'No events yet' : 'No event matches'} actions={all.length > 0 && <Button onPress={() => { setText(''); setOutcome(''); }}>Clear the filter</Button>}>{all.length === 0 ? 'What is done from now on is written here.' : 'None of the events read so far has all that the filter asks for.'}</EmptyState>} />
              </div>
              {all.length === limit && limit < most && <div className="row"><Button onPress={() => setLimit(Math.min(limit * 2, most))}>Show more</Button></div>}
              {all.length >= most && <p className="muted">Older events than these are kept, but not shown here.</p>}
            </>
          );
        }}
      </Shown>
    </div>
  );
}
