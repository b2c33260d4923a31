import { useMemo } from 'react';
import type { Incident } from '../../../shared/domain/incident.ts';
import { groupsOf, type IncidentLink } from '../../../shared/domain/incident-link.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

const none: IncidentLink[] = [];

/** The incidents that belong together over links, by the id of each, kept current; see `groupsOf`. */
export function useIncidentGroups(all: readonly Incident[]): ReadonlyMap<string, readonly Incident[]> {
  const links = valueOr(useSubscription('incidents.watch-links', {}), none);
  return useMemo(() => groupsOf(all, links), [all, links]);
}
