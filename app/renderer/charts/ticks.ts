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
  const values = multiplesWithin(low, high, step);
  const labels = axisLabels(values, step);
  return values.map((value, at) => ({ value, label: labels[at]! }));
}

/** How ticks so far apart are written: with the decimals of their step, such as 2.5. */
export function tickFigures(step: number): (value: number) => string {
  const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  // A band to each side is written to two digits of it: of ten steps to the step's first, of one step to its second.
  const half = Math.abs(lead - Math.round(lead)) < 1e-6 ? 10 * step : step;
  return bandFigures({ observed: null, low: -half, high: half });
}

/** What fits beside a value axis, in widths of a digit. */
const mostDigits = 7.2;
const scales = [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'K']] as const;

/**
 * Labels of ticks a step apart: in full where they fit, else in thousands, millions and so on (123.5M), else as a power of ten; where even that does not tell neighbours apart in the room there is, by
 * their last digits (…6,788). Legend, table and summary have the full figures.
 */
export function axisLabels(values: readonly number[], step: number): string[] {
  const most = values.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  const full = values.map(tickFigures(step));
  if (full.every(fits)) return full;
  const [scale, suffix] = scales.find(([one]) => one <= most) ?? [1, ''];
  const figure = tickFigures(step / scale);
  const compact = values.map((value) => (value === 0 ? '0' : `${figure(value / scale)}${suffix}`));
  if (compact.every(fits)) return compact;
  const powers = values.map((value) => (value === 0 ? '0' : value.toExponential(1)));
  if (new Set(powers).size === powers.length && powers.every(fits)) return powers;
  return full.map((label) => (fits(label) ? label : `…${label.slice(-5)}`));
}

function fits(label: string): boolean {
  return Array.from(label).reduce((width, letter) => width + (/[.,]/.test(letter) ? 0.5 : letter === '-' ? 0.6 : 1), 0) <= mostDigits;
}

function multiplesWithin(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, at) => (first + at) * step);
}
