import { useMemo } from 'react';
import { Link } from 'react-aria-components/Link';
import type { Delivery, Outlet } from '../../../shared/domain/outlet.ts';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import type { Loaded } from '../../workbench/loaded.ts';
import { hrefOfTold } from '../../routes/href-of-told.ts';
import { deliveryTones, deliveryWords } from './outlet-words.ts';

/** What went out or is on its way: what, where, when, tries, state, error; kept current. */
export function DeliveriesCard({ outlets, deliveries }: { outlets: readonly Outlet[]; deliveries: Loaded<Delivery[]> }) {
  const names = useMemo(() => new Map(outlets.map(({ id, name }) => [id, name])), [outlets]);
  const columns = useMemo((): TableColumn<Delivery>[] => [
    { id: 'what', title: 'Notification', cell: ({ notification, lastError, reason, trial }) => <div className="alerts-what">{trial ? <span className="row"><Pill tone="info">test</Pill>{notification.title}</span> : <Link href={hrefOfTold(notification)}>{notification.title}</Link>}{reason !== null && <span className="muted small">{reason}</span>}{lastError !== null && <span className="alerts-error">{lastError}</span>}</div> },
    { id: 'state', title: 'State', sortBy: ({ state }) => state, cell: ({ state }) => <Pill tone={deliveryTones[state]}>{deliveryWords[state]}</Pill> },
    { id: 'where', title: 'Outlet', sortBy: ({ outletId }) => names.get(outletId) ?? '', cell: ({ outletId }) => names.get(outletId), className: 'from-640' },
    { id: 'told', title: 'Told', sortBy: ({ notification }) => notification.at, cell: ({ notification }) => <Moment at={notification.at} />, className: 'from-640' },
    { id: 'at', title: 'Settled or next try', sortBy: ({ at }) => at, cell: ({ at }) => <Moment at={at} />, className: 'from-800' },
    { id: 'tries', title: 'Tries', align: 'end', sortBy: ({ attempts }) => attempts, cell: ({ attempts }) => attempts, className: 'from-800' },
  ], [names]);
  return (
    <section className="card stack" aria-labelledby="deliveries">
      <h2 id="deliveries">Deliveries</h2>
      <Shown of={deliveries} waiting="Reading the deliveries…">
        {(all, { stale }) => (
          <div className={stale ? 'stale' : undefined}>
            <DataTable label="Deliveries" columns={columns} rows={all.filter(({ outletId }) => names.has(outletId))} idOf={({ id }) => id} initialSort={{ column: 'told', direction: 'descending' }}
              empty={<EmptyState icon="upload" title="Nothing went out yet">What is told from now on stands here, for each outlet, with its tries and the last error.</EmptyState>} />
          </div>
        )}
      </Shown>
    </section>
  );
}
