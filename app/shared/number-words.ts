const mostDecimals = 9;

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

/**
 * How values of one band are written: with as many decimals as show two digits of half its width, so that numbers that lie close together stay apart; two digits of `observed` where there is no band.
 * One that lies outside never reads as if it were the edge.
 */
export function bandFigures({ observed, low, high }: { observed: number | null; low: number | null; high: number | null }): (value: number) => string {
  const half = low !== null && high !== null && high > low ? (high - low) / 2 : Math.abs(observed ?? 1) / 10;
  let decimals = half > 0 && Number.isFinite(half) ? Math.min(mostDecimals, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 0;
  const write = (value: number) => (Math.abs(value) >= 1e12 ? numberWords(value) : format({ maximumFractionDigits: decimals }).format(Number(value.toFixed(decimals)) + 0));
  for (const edge of [low, high]) while (observed !== null && edge !== null && observed !== edge && decimals < mostDecimals && write(observed) === write(edge)) decimals += 1;
  return write;
}

/** A channel's reading as a row of a table tells it: seen, expected and usual range, all written alike; "–" for what is not known yet. */
export function readingWords(reading: { observed: number | null; expected: number | null; low: number | null; high: number | null }): { observed: string; expected: string; band: string } {
  const { observed, expected, low, high } = reading;
  const figure = bandFigures(reading);
  return { observed: observed === null ? 'missing' : figure(observed), expected: expected === null ? '–' : figure(expected), band: low === null || high === null ? '–' : `${figure(low)} to ${figure(high)}` };
}
