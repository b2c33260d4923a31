import type { Shape } from './samples.ts';

/** What a channel was at an anomaly's peak, as far as it is told; null is missing or not known. */
export interface PeakPart {
  observed: number | null;
  low: number | null;
  high: number | null;
  share: number;
}

/** Whether a channel's value lies outside of its band. */
export function isOutside({ observed, low, high }: Omit<PeakPart, 'share'>): boolean {
  return observed !== null && ((low !== null && observed < low) || (high !== null && observed > high));
}

/** Told of a channel whatever its band: it is missing, stands still, or moves away so slowly that the band goes with it. */
const apartFromBands: readonly Shape[] = ['missing', 'frozen', 'drift'];

/** Of many channels one or another is always a little out of its band: it is not what is odd where it has less than this of the largest share. */
const leastShare = 0.1;

/**
 * The channels of an anomaly in the order in which it is told: those outside of their band that matter first, since there a person sees what is odd, then those within, each by share of the score.
 * Words, tables, charts and files all lead with the first one.
 */
export function inTellingOrder<Part extends PeakPart>({ shape, evidence }: { shape: Shape; evidence: readonly Part[] }): Part[] {
  const most = Math.max(...evidence.map(({ share }) => share));
  const first = (part: Part) => Number(!apartFromBands.includes(shape) && isOutside(part) && part.share >= leastShare * most);
  return [...evidence].sort((a, b) => first(b) - first(a) || b.share - a.share);
}

/** The channels of some anomalies, each once: those with which they are told first, in order of the anomalies, then the rest. */
export function channelsTold(anomalies: readonly { shape: Shape; evidence: readonly (PeakPart & { channel: string })[] }[]): string[] {
  const told = anomalies.map((one) => inTellingOrder(one).map(({ channel }) => channel));
  return [...new Set([...told.flatMap((channels) => channels.slice(0, 1)), ...told.flat()])];
}
