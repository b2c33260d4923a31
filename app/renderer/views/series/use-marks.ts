import { useMemo } from 'react';
import type { Anomaly, AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { valueOr } from '../../workbench/loaded.ts';

const none: Anomaly[] = [];

/** The newest thousand anomalies of some series, streams or times, kept current. */
export function useAnomaliesOf(filter: Partial<AnomalyFilter> | null): readonly Anomaly[] {
  const stored = valueOr(useQuery('anomalies.list', filter === null ? null : { filter, limit: 1000 }), null);
  const live = valueOr(useSubscription('anomalies.watch', { filter: filter ?? { text: 'no such anomaly' } }), none);
  const isAsked = filter !== null;
  return useMemo(() => {
    if (!isAsked) return none;
    const byId = new Map((stored?.anomalies ?? none).map((one) => [one.id, one]));
    for (const one of live) byId.set(one.id, one);
    return [...byId.values()];
  }, [stored, live, isAsked]);
}
