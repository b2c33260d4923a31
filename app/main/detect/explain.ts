import { asGrowth } from '../../shared/domain/growth-reading.ts';
import { inTellingOrder, isOutside } from '../../shared/domain/telling-order.ts';
import { utcMoment } from '../../shared/domain/time.ts';
import { bandFigures } from '../../shared/number-words.ts';
import { shownEvidence, type PeakEvidence, type Span } from './spans.ts';

/** A channel's name and unit for the eye. */
export interface ChannelName {
  name: string;
  unit: string;
}

/** A channel as it was at the peak, with its name. */
type Part = PeakEvidence & ChannelName;

/** With less of the score, a channel within its band is told as one of several. */
const aloneFromShare = 0.8;

/**
 * One sentence that says what is odd, by how much, since when, and which channel has how much of it:
 * "bearing temperature reached 81.2 °C, 9.4 above the expected 71.8 (band 69.1 to 74.6), since 2026-01-05 10:41:07 UTC; it carries 83 % of the score."
 * It leads with a channel outside of its band, or says that there is none. `channels` in the order of the span's evidence; their names stand as they are. Numbers have two digits of the band's width.
 */
export function explain(span: Pick<Span, 'start' | 'shape' | 'sampleCount' | 'evidence'>, channels: readonly ChannelName[]): string {
  const parts = inTellingOrder({ shape: span.shape, evidence: span.evidence.map((one, c) => partOf(one, channels[c] ?? { name: 'the value', unit: '' })) });
  const lead = parts[0] ?? { name: 'the value', unit: '', observed: null, expected: null, low: null, high: null, share: 1 };
  const since = `since ${utcMoment(span.start)}`;
  switch (span.shape) {
    case 'missing':
      return `${lead.name} gives no value ${since}${parts.length > 1 ? ', while other channels go on' : ''}.`;
    case 'frozen':
      if (parts.length > 1 && parts.every(({ share }) => Math.abs(share - 1 / parts.length) < 1e-6)) return `All channels repeat the same values far longer than usual, ${since}.`;
      return `${lead.name} repeats the same value ${valueWords(lead)} far longer than usual, ${since}.`;
    case 'gap':
      return `No sample came for far longer than usual before ${utcMoment(span.start)}.`;
    default:
      if (isOutside(lead)) return `${outsideWords(lead)}, ${since}${shareWords(parts)}.`;
      return isTogether(span.shape, parts) ? `${togetherWords(parts)}, ${since}.` : `${withinWords(span.shape, parts)}, ${since}${shareWords(parts)}.`;
  }
}

function partOf(evidence: PeakEvidence, { name, unit }: ChannelName): Part {
  const { channel, ...told } = asGrowth({ ...shownEvidence(evidence), channel: name });
  return { ...told, name: channel, unit };
}

function outsideWords(part: Part): string {
  const { name, unit, observed, expected, low, high } = part;
  const figure = bandFigures(part);
  const isAbove = high !== null && observed! > high;
  const apart = expected === null ? '' : `, ${figure(Math.abs(observed! - expected))} ${observed! > expected ? 'above' : 'below'} the expected ${figure(expected)}`;
  const band = low === null || high === null ? '' : ` (band ${figure(low)} to ${figure(high)})`;
  return `${name} ${isAbove ? 'reached' : 'fell to'} ${figure(observed!)}${unit === '' ? '' : ` ${unit}`}${apart}${band}`;
}

/** Whether what is odd is no channel's own doing: none is outside of its band, and none carries most of the score. */
function isTogether(shape: Span['shape'], parts: readonly Part[]): boolean {
  return (shape === 'shift' || shape === 'spike' || shape === 'dip') && parts.length > 1 && areWithin(parts) && parts[0]!.share < aloneFromShare;
}

function togetherWords(parts: readonly Part[]): string {
  const told = parts.slice(0, 2).map((part, i) => `${part.name}${atPeak(part, i === 0)} carries ${percent(part)}${i === 0 ? ' of the score' : ''}`);
  return `No channel by itself is outside of its band, but together they are unusual: ${told.join(', ')}`;
}

function withinWords(shape: Span['shape'], parts: readonly Part[]): string {
  const [lead, second] = parts;
  const { name } = lead!;
  const now = atPeak(lead!);
  const none = areWithin(parts) ? (parts.length === 1 ? ', though no single value leaves its band' : ', though no channel by itself is outside of its band') : '';
  if (shape === 'new pattern' && second === undefined) return `${name} runs in a way not seen before, or its samples come far faster than usual${now}${none}`;
  if (shape === 'new pattern') return second!.share > 0.1 ? `${name} and ${second!.name} no longer move together as usual${now}${none}` : `${name} no longer moves with the other channels as usual${now}${none}`;
  if (shape === 'drift') return `${name} has drifted away from its long-term level${now}`;
  if (shape === 'spread') return `${name} swings more strongly than usual${now}${none}`;
  return `${name} has left its recent level${now}${none}`;
}

/** How much of the score the channel has that is told; and, where that is another, the one that has most. */
function shareWords(parts: readonly Part[]): string {
  if (parts.length < 2) return '';
  const most = parts.reduce((a, b) => (b.share > a.share ? b : a));
  const other = most.share > parts[0]!.share && percent(most) !== percent(parts[0]!) ? `; ${most.name}${most.observed !== null && most.low !== null && !isOutside(most) ? ', within its band,' : ''} carries ${percent(most)}` : '';
  return `; it carries ${percent(parts[0]!)} of the score${other}`;
}

function areWithin(parts: readonly Part[]): boolean {
  return parts.every((part) => part.low !== null && part.high !== null && !isOutside(part));
}

function atPeak(part: Part, isFirst = true): string {
  return part.observed === null ? '' : ` (${valueWords(part)}${isFirst ? ' at the peak' : ''})`;
}

function valueWords(part: Part): string {
  if (part.observed === null) return 'nothing';
  const figure = bandFigures(part)(part.observed);
  return part.unit === '' ? figure : `${figure} ${part.unit}`;
}

function percent({ share }: Part): string {
  return `${Math.round(100 * share)} %`;
}
