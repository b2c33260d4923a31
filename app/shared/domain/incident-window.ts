import type { Incident } from './incident.ts';
import type { TimeRange } from './time.ts';

/** Samples that show what is usual before a short incident. */
const leastSamples = 60;

/** The time of an incident as it is drawn, so that the usual is seen too: with as much before it and half as much after, at least a minute and some samples of its first mover, which come every `intervalMs`; nothing before `firstTime`, its first sample. */
export function windowOf({ start, end }: Pick<Incident, 'start' | 'end'>, intervalMs = 0, firstTime = -Infinity): TimeRange {
  const length = Math.max(end - start, 60_000, leastSamples * intervalMs);
  return { from: Math.min(start, Math.max(firstTime, start - length)), to: end + length / 2 };
}
