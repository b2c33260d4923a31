/** A channel at a moment, in its own unit; null is missing or not known. */
export interface Reading {
  channel: string;
  observed: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  /** Of a counter, the value before. */
  from?: number | undefined;
}

/** What a counter goes by where its growth is told. */
export function growthName(channel: string): string {
  return `growth of ${channel}`;
}

/** A reading as it is told: of a counter it is how far it grew from the value before, and was expected to. */
export function asGrowth<Part extends Reading>(part: Part): Part {
  const { from, channel, observed, expected, low, high } = part;
  if (from === undefined || observed === null) return part;
  const grown = (value: number | null): number | null => (value === null ? null : value - from);
  return { ...part, channel: growthName(channel), observed: observed - from, expected: grown(expected), low: grown(low), high: grown(high) };
}
