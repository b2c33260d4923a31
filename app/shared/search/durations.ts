const units: readonly (readonly [unit: string, ms: number])[] = [['w', 604_800_000], ['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]];

/** Milliseconds of a duration such as `7d`, `1.5h`, `250ms`; null where it is none. */
export function parseDuration(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(ms|[smhdw])$/i.exec(text);
  if (found === null) return null;
  const ms = Number(found[1]) * units.find(([unit]) => unit === found[2]!.toLowerCase())![1];
  return Number.isFinite(ms) ? ms : null;
}

/** Such a duration, in the largest unit that has it whole. */
export function printDuration(ms: number): string {
  const [unit, size] = units.find(([, size]) => ms >= size && ms % size === 0) ?? units.at(-1)!;
  return `${String(ms / size)}${unit}`;
}
