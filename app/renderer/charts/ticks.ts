import type { TimeRange } from '../../shared/domain/time.ts';
import { bandFigures } from '../../shared/number-words.ts';

const hour = 3_600_000;
const day = 24 * hour;
const year = 365 * day;
/** Steps of a time axis, ms. */
const timeSteps = [...[1, 2, 5, 10, 20, 50, 100, 200, 500], ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map((seconds) => seconds * 1000), ...[1, 2, 3, 6, 12].map((hours) => hours * hour), ...[1, 2, 7, 14, 28, 91, 182].map((days) => days * day)];

/** Ticks of a time axis, in order, at least `leastMs` apart: at whole steps of clock or calendar. */
export function timeTicks({ from, to }: TimeRange, leastMs: number): { ticks: number[]; stepMs: number } {
  const stepMs = timeSteps.find((step) => step >= leastMs) ?? Math.ceil(leastMs / year) * year;
  return { ticks: multiplesWithin(from, to, stepMs), stepMs };
}

/** Ticks of a value axis at 1, 2 or 5 times a power of ten, about `wanted` of them, each with its label. Empty where the edges are not finite. */
export function valueTicks(low: number, high: number, wanted: number): { value: number; label: string }[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const least = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((part) => part * power >= least) ?? 10);
  const label = tickFigures(step);
  return multiplesWithin(low, high, step).map((value) => ({ value, label: label(value) }));
}

/** How ticks so far apart are written: with the decimals of their step, such as 2.5. */
export function tickFigures(step: number): (value: number) => string {
  const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  // A band to each side is written to two digits of it: of ten steps to the step's first, of one step to its second.
  const half = Math.abs(lead - Math.round(lead)) < 1e-6 ? 10 * step : step;
  return bandFigures({ observed: null, low: -half, high: half });
}

function multiplesWithin(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, at) => (first + at) * step);
}
