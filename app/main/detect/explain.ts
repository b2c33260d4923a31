import type { Span } from './spans.ts';

/** A channel's name and unit for the eye. */
export interface ChannelName {
  name: string;
  unit: string;
}

/**
 * One sentence that says what is odd, by how much, since when, and which channel has how much of it:
 * "Bearing temperature reached 81.2 °C, 9.4 above the expected 71.8 (band 69.1–74.6), since 10:41:07 UTC; it carries 83 % of the score."
 * `channels` in the order of the span's evidence. Numbers have two digits of the band's width.
 */
export function explain(span: Pick<Span, 'start' | 'shape' | 'sampleCount' | 'evidence'>, channels: readonly ChannelName[]): string {
  const order = span.evidence.map((_, c) => c).sort((a, b) => span.evidence[b]!.share - span.evidence[a]!.share);
  const main = leading(span, order[0] ?? 0);
  const since = `since ${clockTime(span.start)}`;
  const even = span.evidence.every(({ share }) => Math.abs(share - 1 / span.evidence.length) < 1e-6);
  const name = capital((channels[main] ?? { name: 'The value' }).name);
  switch (span.shape) {
    case 'missing':
      return `${name} gives no value ${since}${span.evidence.length > 1 ? ', while other channels go on' : ''}.`;
    case 'frozen':
      if (even && span.evidence.length > 1) return `All channels repeat the same values far longer than usual, ${since}.`;
      return `${name} repeats the same value ${withUnit(span.evidence[main]!.observed, channels[main]!, digitsOf(span, main))} far longer than usual, ${since}.`;
    case 'gap':
      return `No sample came for far longer than usual before ${clockTime(span.start)}.`;
    default:
      return even && span.shape === 'new pattern' ? `Samples come far faster than usual, ${since}.` : `${whatIsOdd(span, main, order[1], channels)}, ${since}${shareOf(span, main, order[0] ?? 0, channels)}.`;
  }
}

/** The channel with the greatest share; where that one is within its band and another is not, the one that is farthest outside: there a person sees what is odd. */
function leading({ shape, evidence }: Pick<Span, 'shape' | 'evidence'>, most: number): number {
  if (shape === 'missing' || shape === 'frozen' || shape === 'drift' || evidence[most] === undefined || outside(evidence[most]) > 0) return most;
  return evidence.reduce((far, one, c) => (outside(one) > outside(evidence[far]!) ? c : far), most);
}

/** How far a value lies outside its band, in half widths of it; 0 within. */
function outside({ observed, low, high }: Span['evidence'][number]): number {
  if (observed === null || low === null || high === null) return 0;
  return Math.max(0, observed - high, low - observed) / Math.max((high - low) / 2, 1e-12);
}

function whatIsOdd(span: Pick<Span, 'shape' | 'evidence'>, main: number, second: number | undefined, channels: readonly ChannelName[]): string {
  const { observed, expected, low, high } = span.evidence[main]!;
  const channel = channels[main]!;
  const name = capital(channel.name);
  const digits = digitsOf(span, main);
  if (observed !== null && expected !== null && low !== null && high !== null && (observed > high || observed < low)) {
    const side = observed > expected ? 'above' : 'below';
    const verb = observed > expected ? 'reached' : 'fell to';
    return `${name} ${verb} ${withUnit(observed, channel, digits)}, ${Math.abs(observed - expected).toFixed(digits)} ${side} the expected ${expected.toFixed(digits)} (band ${low.toFixed(digits)}–${high.toFixed(digits)})`;
  }
  const now = observed === null ? '' : ` (${withUnit(observed, channel, digits)} at the peak)`;
  if (span.shape === 'new pattern') {
    const partner = second !== undefined && span.evidence[second]!.share > 0.1 ? channels[second] : undefined;
    return partner ? `${name} and ${partner.name} no longer move together as usual${now}` : `${name} no longer moves with the other channels as usual${now}`;
  }
  if (span.shape === 'drift') return `${name} has drifted away from its long-term level${now}`;
  if (span.shape === 'spread') return `${name} swings more strongly than usual${now}`;
  return `${name} has left its recent level${now}, though no single value leaves its band`;
}

function shareOf({ evidence }: Pick<Span, 'evidence'>, main: number, most: number, channels: readonly ChannelName[]): string {
  if (evidence.length < 2) return '';
  const percent = `${Math.round(100 * evidence[most]!.share)} % of the score`;
  return main === most ? `; it carries ${percent}` : `; ${channels[most]!.name}, within its band, carries ${percent}`;
}

/** Decimals that show two digits of half the band's width; of the value itself where there is no band. */
function digitsOf(span: Pick<Span, 'evidence'>, c: number): number {
  const { observed, low, high } = span.evidence[c]!;
  const scale = low !== null && high !== null && high > low ? (high - low) / 2 : Math.abs(observed ?? 1) / 10;
  return scale > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(scale)))) : 0;
}

function withUnit(value: number | null, channel: ChannelName, digits: number): string {
  if (value === null) return 'nothing';
  return channel.unit === '' ? value.toFixed(digits) : `${value.toFixed(digits)} ${channel.unit}`;
}

/** Time of day in UTC, to the second. */
function clockTime(time: number): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
