import { useEffect, useMemo } from 'react';
import type { AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import type { LaneKind } from '../../../shared/domain/lanes.ts';
import { arrangeLanes, type LaneOrder } from '../../charts/lanes/lane-rows.ts';
import { SwimLanes } from '../../charts/lanes/swim-lanes.tsx';
import { useAddressState } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../../shared/counts.ts';
import { Select } from '../../ui/select.tsx';
import { Shown } from '../../ui/states.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { filterOf } from './anomaly-filter.ts';
import { chosenCell, cellText } from './chosen-cell.ts';
import type { useListAddress } from './use-list-address.ts';

const orders: readonly { id: LaneOrder; label: string }[] = [{ id: 'worst', label: 'Worst first' }, { id: 'most', label: 'Most anomalies first' }, { id: 'name', label: 'By name' }];
const isKind = (text: string): text is LaneKind => text === 'series' || text === 'stream' || text.startsWith('key:');
/** Read again so often while the page is looked at. */
const everyMs = 5_000;

/** Swim lanes of what the list's filter lets through. The chosen cell, what lanes stand for and their order live in the address. */
export function AnomalyLanes({ address, onCell }: { address: ReturnType<typeof useListAddress>; onCell(filter: Partial<AnomalyFilter>): void }) {
  const [by, setBy] = useAddressState('by', 'series');
  const [order, setOrder] = useAddressState('lanes', 'worst');
  const [cell, setCell] = useAddressState('cell');
  const { timeZone } = usePreferences();
  const filter = useMemo(() => filterOf(address.parts), [address.parts]);
  const lanes = useQuery('anomalies.lanes', { filter, by: isKind(by) ? by : 'series' }, { everyMs });
  const chosen = useMemo(() => chosenCell(cell), [cell]);
  const lane = lanes.state === 'ready' && chosen !== null ? lanes.value.lanes.find(({ id }) => id === chosen.lane) : undefined;
  const counted = valueOr(lanes, null);
  const rows = useMemo(() => (counted === null ? [] : arrangeLanes(counted, orders.some(({ id }) => id === order) ? (order as LaneOrder) : 'worst')), [counted, order]);
  const within = lane === undefined ? '' : lane.seriesIds.join(',');
  useEffect(() => {
    onCell(chosen === null || within === '' ? {} : { seriesIds: within.split(',').map(Number) as AnomalyFilter['seriesIds'], from: chosen.from, to: chosen.to - 1 });
  }, [chosen, within, onCell]);
  const look = (range: { from: number; to: number } | null) => {
    address.set('from', range === null ? '' : new Date(range.from).toISOString());
    address.set('to', range === null ? '' : new Date(range.to - 1).toISOString());
  };
  return (
    <section className="anomaly-lanes" aria-label="Explorer">
      <Shown of={lanes} waiting="Counting the anomalies…">
        {(value) => (
            <>
              <div className="anomaly-lanes-tools">
                <Select small hideLabel label="Lanes" value={by} onChange={setBy} options={[{ id: 'series', label: 'A lane for each series' }, { id: 'stream', label: 'A lane for each stream' }, ...value.keyParts.map((part) => ({ id: `key:${part}`, label: `A lane for each ${part}` }))]} />
                <Select small hideLabel label="Order of lanes" value={order} onChange={setOrder} options={orders} />
                <span className="muted small grow">{plural(rows.length, 'lane')}</span>
                {chosen !== null && <Button small icon="search" onPress={() => { setCell(''); look(chosen); }}>Look closer</Button>}
                {chosen !== null && <Button small icon="close" onPress={() => setCell('')}>All cells</Button>}
                {(address.parts.from !== '' || address.parts.to !== '') && <Button small onPress={() => look(null)}>Whole range</Button>}
              </div>
              {rows.length > 0 && <SwimLanes lanes={value} rows={rows} zone={timeZone} chosen={chosen} onChoose={(row, range) => setCell(cellText({ lane: row.id, ...range }))} onRange={look} />}
            </>
        )}
      </Shown>
    </section>
  );
}
