import { asGrowth, type Reading } from './domain/growth-reading.ts';

const mostDecimals = 9;
/** Values of bands are written with a power of ten from this size on, and below the other where they would take more decimals. */
const large = 1e15;
const small = 1e-4;

const formats = new Map<string, Intl.NumberFormat>();
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify(options);
  let made = formats.get(name);
  if (made === undefined) formats.set(name, (made = new Intl.NumberFormat('en-US', options)));
  return made;
}

/** A number for the eye: thousands apart, to `digits` significant ones, but no fewer than there are before its point; "missing" where there is none. */
export function numberWords(value: number | null | undefined, digits = 6): string {
  if (value === null || value === undefined || Number.isNaN(value)) return 'missing';
  const size = Math.abs(value);
  if (size !== 0 && Number.isFinite(size) && (size >= 1e12 || size < 1e-4)) return value.toExponential(3);
  return format({ maximumSignificantDigits: size < 1 || !Number.isFinite(size) ? digits : Math.max(digits, Math.floor(Math.log10(size)) + 1) }).format(value);
}

/** How `numberWords` writes a value and its band: to six digits, or to as many as show two of half the band's width: what a meter grows by is the last of its digits. */
export function besideBand(low: number, high: number): (value: number | null | undefined) => string {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const digits = high > low ? 2 + Math.floor(Math.log10(size)) - Math.floor(Math.log10((high - low) / 2)) : 6;
  return (value) => numberWords(value, Math.min(15, Math.max(6, digits)));
}

/**
 * How values of one band are written: with as many decimals as show two digits of half its width, so that numbers that lie close together stay apart; two digits of `observed` where there is no band.
 * One that lies outside never reads as if it were the edge.
 */
export function bandFigures({ observed, low, high }: { observed: number | null; low: number | null; high: number | null }): (value: number) => string {
  const half = low !== null && high !== null && high > low ? (high - low) / 2 : Math.abs(observed ?? 1) / 10;
  const wanted = half > 0 && Number.isFinite(half) ? Math.max(0, 1 - Math.floor(Math.log10(half))) : 0;
  let decimals = Math.min(mostDecimals, wanted);
  let digits = 3;
  const hasPower = (size: number) => size >= large || (size > 0 && size < small && wanted > mostDecimals);
  const write = (value: number) => (hasPower(Math.abs(value)) ? value.toExponential(digits) : format({ maximumFractionDigits: decimals }).format(Number(value.toFixed(decimals)) + 0));
  const passed = observed === null ? null : high !== null && observed > high ? high : low !== null && observed < low ? low : null;
  for (; passed !== null && digits < 15 && write(observed!) === write(passed); digits += 1) decimals += 1;
  return write;
}

/** A channel's reading as a row of a table tells it, with the name that it goes by: of a counter its growth. */
export function toldReading(reading: Reading): { name: string } & ReturnType<typeof readingWords> {
  const told = asGrowth(reading);
  return { name: told.channel, ...readingWords(told) };
}

/** A channel's reading as a row of a table tells it: seen, expected and usual range, all written alike; "–" for what is not known yet. */
export function readingWords(reading: { observed: number | null; expected: number | null; low: number | null; high: number | null }): { observed: string; expected: string; band: string } {
  const { observed, expected, low, high } = reading;
  const figure = bandFigures(reading);
  return { observed: observed === null ? 'missing' : figure(observed), expected: expected === null ? '–' : figure(expected), band: low === null || high === null ? '–' : `${figure(low)} to ${figure(high)}` };
}
