import { useMemo, useState } from 'react';
import type { AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import { useAddressState } from '../../routes/use-route.ts';
import { Choice } from '../../ui/fields.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { AnomaliesList } from './anomalies-list.tsx';
import { AnomalyFilters } from './anomaly-filters.tsx';
import { AnomalyLanes } from './anomaly-lanes.tsx';
import { IncidentsList } from '../incidents/incidents-list.tsx';
import { useListAddress } from './use-list-address.ts';
import './anomalies.css';

const noCell: Partial<AnomalyFilter> = {};
const noTags = { values: [] };

/** All anomalies, live, one by one, as swim lanes over time with the list of the chosen cell below, or grouped as incidents. Which, the filter and the order live in the address. */
export function AnomaliesPage() {
  const address = useListAddress();
  const [view, setView] = useAddressState('view');
  const [state, setState] = useAddressState('state');
  const [tag, setTag] = useAddressState('tag');
  const streams = valueOr(useSubscription('streams.watch', {}), null);
  const streamNames = useMemo(() => new Map((streams ?? []).map(({ stream }) => [stream.id as string, stream.name])), [streams]);
  const [cell, setCell] = useState<Partial<AnomalyFilter>>(noCell);
  const grouped = view === 'incidents';
  const explores = view === 'explorer';
  const incidentFilter = useMemo(() => ({ ...address.parts, state, tag }), [address.parts, state, tag]);
  const tags = valueOr(useQuery('search.complete', grouped ? { field: 'tag', limit: 100 } : null), noTags).values;
  const views = <Choice hideLabel label="Show" value={grouped || explores ? view : 'anomalies'} onChange={(next) => setView(next === 'anomalies' ? '' : next)} options={[{ id: 'anomalies', label: 'One by one' }, { id: 'explorer', label: 'Explorer' }, { id: 'incidents', label: 'Incidents' }]} />;
  const filters = <AnomalyFilters address={address.parts} streams={streams ?? []} onChange={address.set} ofIncidents={grouped ? { state, onState: setState, tag, tags, onTag: setTag } : null} />;
  return (
    <div className={`anomalies-page${explores ? ' anomalies-explored' : ''}`}>
      {grouped ? (
        <>
          <header className="anomalies-head"><h1 className="grow">Anomalies</h1>{views}</header>
          {filters}
          <IncidentsList filter={incidentFilter} streamNames={streamNames} onClear={() => { address.clear(); setState(''); setTag(''); }} />
        </>
      ) : <AnomaliesList address={address} hasStreams={streams === null || streams.length > 0} streamNames={streamNames} views={views} filters={explores ? <>{filters}<AnomalyLanes address={address} onCell={setCell} /></> : filters} within={explores ? cell : noCell} />}
    </div>
  );
}
