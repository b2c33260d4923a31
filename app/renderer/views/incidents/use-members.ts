import { useMemo } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

const none: Anomaly[] = [];

/** The anomalies of an incident, oldest first, kept current; empty while they are read, and where they were all moved into another one. */
export function useMembers({ id, streamId, start, end, anomalyCount }: Incident): readonly Anomaly[] {
  const stored = useQuery('incidents.anomalies', useMemo(() => ({ incidentId: id }), [id]), { anew: anomalyCount });
  const near = valueOr(useSubscription('anomalies.watch', useMemo(() => ({ filter: { streamIds: [streamId], from: start, to: end } }), [streamId, start, end])), none);
  const read = valueOr(stored, none);
  return useMemo(() => {
    const members = new Map(read.map((one) => [one.id, one]));
    for (const one of near) {
      if (one.incidentId === id) members.set(one.id, one);
      else members.delete(one.id);
    }
    return [...members.values()].sort((a, b) => a.start - b.start || a.id.localeCompare(b.id));
  }, [read, near, id]);
}
