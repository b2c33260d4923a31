import type { Incident } from '../../../shared/domain/incident.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';
import { nearestIncidents } from './incident-words.ts';

/** Where a stretch comes from, and which incident is offered first. */
export interface PinFrom {
  streamId: Incident['streamId'];
  range: TimeRange;
  incidentId: string | null;
  /** Names of streams, by which incidents are found too. */
  streamNames: ReadonlyMap<string, string>;
}

/** Incidents that a stretch may be pinned to, at most 50: the one that is named first, then those of its stream, then those of others that are not resolved, each the nearest in time first. With the words in their title, tags or the stream's name; none that was merged. */
export function incidentsToPinTo(all: readonly Incident[], { streamId, range, incidentId, streamNames }: PinFrom, text = ''): Incident[] {
  const place = (one: Incident) => (one.id === incidentId ? 0 : one.streamId === streamId ? 1 : 2);
  const offered = all.filter((one) => one.merged === null && (place(one) < 2 || one.state !== 'resolved'));
  return nearestIncidents(offered, range, text, ({ title, tags, streamId: own }) => [title, ...tags, streamNames.get(own) ?? ''].join(' '), place);
}
