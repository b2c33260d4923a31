import { useEffect, useMemo } from 'react';
import { useAddressState } from '../../routes/use-route.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { DeliveriesCard } from './deliveries-card.tsx';
import { OutletsCard } from './outlets-card.tsx';
import { RulesCard } from './rules-card.tsx';
import { SilencesCard } from './silences-card.tsx';
import './alerts.css';

/** How notifications leave the workbench, and how that goes. */
export function AlertsPage() {
  const outlets = useQuery('outlets.list', useMemo(() => ({}), []));
  const deliveries = useSubscription('deliveries.watch', {});
  const known = valueOr(outlets, []);
  const rows = valueOr(useSubscription('streams.watch', {}), []);
  const streams = useMemo(() => rows.map(({ stream }) => ({ id: stream.id as string, label: stream.name })), [rows]);
  const topics = useMemo(() => rows.flatMap(({ stream }) => (stream.source.kind === 'kafka' ? [{ id: stream.id as string, label: stream.name }] : [])), [rows]);
  const [part] = useAddressState('part');
  const isKnown = known.length > 0;
  useEffect(() => { if (part !== '') document.getElementById(part)?.scrollIntoView({ block: 'start' }); }, [part, isKnown]);
  return (
    <div className="page">
      <div className="page-head"><div><h1>Alerts</h1><p>Where incidents and failing streams are told besides this window.</p></div></div>
      <div className="stack-l">
        <OutletsCard outlets={outlets} topics={topics} deliveries={valueOr(deliveries, [])} />
        {isKnown && <RulesCard outlets={known} streams={streams} />}
        {isKnown && <SilencesCard streams={streams} />}
        {isKnown && <DeliveriesCard outlets={known} deliveries={deliveries} />}
      </div>
    </div>
  );
}
