import { plural } from '../../shared/counts.ts';

const units: readonly [number, string][] = [[86_400_000, 'day'], [3_600_000, 'hour'], [60_000, 'minute'], [1000, 'second']];

/** A length of time in its largest unit: "3 minutes", "1.5 hours". */
export function lengthWords(ms: number): string {
  const [size, unit] = units.find(([each]) => ms >= each) ?? [1, 'ms'];
  const shown = Number((ms / size).toPrecision(ms / size >= 10 ? 3 : 2));
  return size === 1 ? `${Math.round(ms)} ms` : `${shown} ${unit}${shown === 1 ? '' : 's'}`;
}

/** "3 records", with separators. */
export function recordWords(count: number): string {
  return plural(count, 'record');
}

/** A share of records: "12%"; below one percent with one decimal. */
export function shareWords(share: number): string {
  return `${share >= 0.1 ? Math.round(share * 100) : Number((share * 100).toFixed(1))}%`;
}
