import type { Incident } from '../../../shared/domain/incident.ts';
import type { TimeRange } from '../../../shared/domain/time.ts';

/** Where a stretch comes from, and which incident is offered first. */
export interface PinFrom {
  streamId: Incident['streamId'];
  range: TimeRange;
  incidentId: string | null;
  /** Names of streams, by which incidents are found too. */
  streamNames: ReadonlyMap<string, string>;
}

/** Incidents that a stretch may be pinned to, at most 50: the one that is named first, then those of its stream, then those of others that are not resolved, each the nearest in time first. With the words in their title, tags or the stream's name; none that was merged. */
export function incidentsToPinTo(all: readonly Incident[], { streamId, range: { from, to }, incidentId, streamNames }: PinFrom, text = ''): Incident[] {
  const wanted = text.trim().toLowerCase().split(/\s+/);
  const said = ({ title, tags, streamId: own }: Incident) => [title, ...tags, streamNames.get(own) ?? ''].join(' ').toLowerCase();
  const away = ({ start, end }: Incident) => Math.max(0, start - to, from - end);
  const place = (one: Incident) => (one.id === incidentId ? 0 : one.streamId === streamId ? 1 : 2);
  return all.filter((one) => one.merged === null && (place(one) < 2 || one.state !== 'resolved') && wanted.every((word) => said(one).includes(word))).sort((a, b) => place(a) - place(b) || away(a) - away(b) || b.start - a.start || a.id.localeCompare(b.id)).slice(0, 50);
}
