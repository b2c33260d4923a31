import { useMemo } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { mapLoaded, valueOr } from '../../workbench/loaded.ts';
import type { Loaded } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

const none: Incident[] = [];

/** The newest thousand incidents, of one stream or of all, kept current. */
export function useIncidents(streamId: Incident['streamId'] | null = null): Loaded<readonly Incident[]> {
  const stored = useQuery('incidents.list', useMemo(() => ({ streamId, limit: 1000 }), [streamId]));
  const live = valueOr(useSubscription('incidents.watch', {}), none);
  const read = valueOr(stored, none);
  const merged = useMemo(() => {
    const byId = new Map(read.map((one) => [one.id, one]));
    for (const one of live) if (streamId === null || one.streamId === streamId) byId.set(one.id, one);
    return [...byId.values()];
  }, [read, live, streamId]);
  return mapLoaded(stored, () => merged);
}
