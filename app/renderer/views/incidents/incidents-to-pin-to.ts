import type { Incident } from '../../../shared/domain/incident.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';

/** Incidents that a stretch may be pinned to, at most 50: the one that is named first, then the nearest in time. None that was merged. */
export function incidentsToPinTo(all: readonly Incident[], { from, to }: TimeRange, incidentId: string | null): Incident[] {
  const away = ({ start, end }: Incident) => Math.max(0, start - to, from - end);
  const named = ({ id }: Incident) => (id === incidentId ? 0 : 1);
  return all.filter(({ merged }) => merged === null).sort((a, b) => named(a) - named(b) || away(a) - away(b) || b.start - a.start || a.id.localeCompare(b.id)).slice(0, 50);
}
