import type { Incident } from '../../shared/domain/incident.ts';
import type { IncidentLink } from '../../shared/domain/incident-link.ts';

/** What a link is made of, of one incident. */
export interface LinkFacts {
  incident: Pick<Incident, 'id' | 'streamId' | 'start' | 'end'>;
  /** See `incidentGapMs`. */
  gapMs: number;
  /** Brokers and topic of its stream; null: it reads none. */
  topic: { brokers: string; name: string } | null;
  /** Parts of the keys of its series. */
  parts: readonly { name: string; value: string }[];
}

/**
 * The link between two incidents, if any: of different streams, near in time (within the lesser gap of both), and of a common part of the key, or else of one topic. The same
 * whichever way round they are given, and made of what is stored of both, so that it does not matter which stream commits first.
 */
export function linkBetween(one: LinkFacts, other: LinkFacts): IncidentLink | null {
  const [first, second] = one.incident.id < other.incident.id ? [one, other] : [other, one];
  if (first.incident.streamId === second.incident.streamId || !areNear(first, second)) return null;
  const { id: a } = first.incident;
  const { id: b } = second.incident;
  const shared = [...new Set(first.parts.filter((part) => second.parts.some(({ name, value }) => name === part.name && value === part.value)).map(({ name, value }) => `${name} ${value}`))].sort();
  if (shared.length > 0) return { a, b, kind: 'key', words: `Both have series of ${shared.slice(0, 3).join(', ')}${shared.length > 3 ? ` and ${shared.length - 3} more` : ''}, near in time.`, linked: true, lagMs: null };
  if (first.topic !== null && first.topic.name === second.topic?.name && first.topic.brokers === second.topic.brokers) return { a, b, kind: 'topic', words: `Both streams read the topic ${first.topic.name}, near in time.`, linked: true, lagMs: null };
  return null;
}

function areNear(one: LinkFacts, other: LinkFacts): boolean {
  const gapMs = Math.min(one.gapMs, other.gapMs);
  return one.incident.start <= other.incident.end + gapMs && other.incident.start <= one.incident.end + gapMs;
}
