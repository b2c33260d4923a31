import { useMemo } from 'react';
import type { Anomaly, AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { valueOr } from '../../workbench/loaded.ts';

const none: Anomaly[] = [];

/** The newest thousand anomalies of some series or streams, kept current. */
export function useAnomaliesOf(filter: Partial<Pick<AnomalyFilter, 'seriesIds' | 'streamIds'>> | null): readonly Anomaly[] {
  const stored = valueOr(useQuery('anomalies.list', filter === null ? null : { filter, limit: 1000 }), null);
  const live = valueOr(useSubscription('anomalies.watch', { filter: filter ?? { text: 'no such anomaly' } }), none);
  return useMemo(() => {
    if (filter === null) return none;
    const byId = new Map((stored?.anomalies ?? none).map((one) => [one.id, one]));
    for (const one of live) byId.set(one.id, one);
    return [...byId.values()];
    // The filter's text stands for it: callers make a new object each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stored, live, filter === null]);
}
