import { useMemo } from 'react';
import { useAddressState } from '../../routes/use-route.ts';
import { Choice } from '../../ui/fields.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { AnomaliesList } from './anomalies-list.tsx';
import { AnomalyFilters } from './anomaly-filters.tsx';
import { IncidentsList } from './incidents-list.tsx';
import { useListAddress } from './use-list-address.ts';
import './anomalies.css';

/** All anomalies, live, one by one or grouped as incidents. Which, the filter and the order live in the address. */
export function AnomaliesPage() {
  const address = useListAddress();
  const [view, setView] = useAddressState('view');
  const [state, setState] = useAddressState('state');
  const streams = valueOr(useSubscription('streams.watch', {}), null);
  const streamNames = useMemo(() => new Map((streams ?? []).map(({ stream }) => [stream.id as string, stream.name])), [streams]);
  const grouped = view === 'incidents';
  const incidentFilter = useMemo(() => ({ ...address.parts, state }), [address.parts, state]);
  const views = <Choice hideLabel label="Show" value={grouped ? 'incidents' : 'anomalies'} onChange={(next) => setView(next === 'incidents' ? next : '')} options={[{ id: 'anomalies', label: 'One by one' }, { id: 'incidents', label: 'Incidents' }]} />;
  const filters = <AnomalyFilters address={address.parts} streams={streams ?? []} onChange={address.set} incidentState={grouped ? { value: state, onChange: setState } : null} />;
  return (
    <div className="anomalies-page">
      {grouped ? (
        <>
          <header className="anomalies-head"><h1 className="grow">Anomalies</h1>{views}</header>
          {filters}
          <IncidentsList filter={incidentFilter} streamNames={streamNames} onClear={() => { address.clear(); setState(''); }} />
        </>
      ) : <AnomaliesList address={address} hasStreams={streams === null || streams.length > 0} streamNames={streamNames} views={views} filters={filters} />}
    </div>
  );
}
