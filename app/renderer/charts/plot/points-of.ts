import type { DrawPoints } from './decimate.ts';

/** The points of some channels; the same where they are all. */
export function pointsOf(points: DrawPoints | null, channels: readonly number[]): DrawPoints | null {
  if (points === null || channels.length === points.values.length) return points;
  const some = <T,>(of: readonly T[]) => channels.map((k) => of[k]!);
  return { ...points, values: some(points.values), expected: some(points.expected), low: some(points.low), high: some(points.high) };
}
