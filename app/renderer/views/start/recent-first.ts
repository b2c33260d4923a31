import type { StreamRow } from '../streams/stream-words.ts';

const urgency = { failed: 0, waiting: 1 } as const;
const rank = ({ health }: StreamRow) => urgency[health.state as keyof typeof urgency] ?? 2;

/** Streams that need the analyst first, then those whose last record is newest; never read ones by when they were made. */
export function recentFirst(rows: readonly StreamRow[]): StreamRow[] {
  const last = ({ stream, health }: StreamRow) => health.lastReceiveTime ?? stream.createdAt;
  return [...rows].sort((a, b) => rank(a) - rank(b) || last(b) - last(a) || a.stream.name.localeCompare(b.stream.name));
}
