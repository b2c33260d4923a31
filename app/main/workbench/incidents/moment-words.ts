import { plural } from '../../../shared/counts.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Condition } from '../../../shared/domain/condition.ts';
import { asGrowth } from '../../../shared/domain/growth-reading.ts';
import { readingWords } from '../../../shared/number-words.ts';
import type { MomentKind, MomentView } from '../../../shared/domain/moment.ts';
import { utcMoment } from '../../../shared/domain/time.ts';
import { lengthWords } from '../../condition/words.ts';

/** What is known of a moment, before it is put in words. Times are EpochMillis. */
export interface MomentFacts {
  at: number;
  series: { name: string; sampleCount: number; firstTime: number | null; lastTime: number | null };
  stream: { name: string; sensitivity: number; hasBudget: boolean; state: string; lateCount: number };
  /** The nearest sample: how many of its series were stored before it, and what it held; null where none is near. */
  sample: { time: number; before: number; score: number | null; channels: MomentView['channels'] } | null;
  /** Neighbours of a moment that no sample is near, and the usual time between samples; null where they are not known. */
  gap: { before: number | null; after: number | null; usualMs: number | null };
  threshold: number | null;
  /** The sensitivity at which the score would have been told; `Infinity` where there is none. Null without a score. */
  toldAt: number | null;
  warmUp: number;
  /** Conditions of the stream or the series at that moment. */
  conditions: readonly Condition[];
  anomaly: Anomaly | null;
  /** The one before whose echo the sample may be; null where none was, or its series was quiet since. */
  echoOf: Anomaly | null;
}

/** Why something was told of a moment, or why nothing was: the answer in a sentence, and what else there is to say. Times in UTC. */
export function momentWords(facts: MomentFacts): Pick<MomentView, 'kind' | 'answer' | 'details'> {
  const found = valueWords(facts);
  return { ...found, details: [...found.details, ...facts.conditions.map(({ words }) => words)] };
}

function valueWords(facts: MomentFacts): Pick<MomentView, 'kind' | 'answer' | 'details'> {
  const { at, series, stream, sample, gap, anomaly, warmUp } = facts;
  const kind = kindOf(facts);
  const details: string[] = [];
  switch (kind) {
    case 'anomaly':
      return { kind, answer: anomaly!.explanation, details: [`It began ${utcMoment(anomaly!.start)} and ${anomaly!.open ? 'goes on' : `ended ${utcMoment(anomaly!.end)}`}; its highest score was ${anomaly!.score.toFixed(4)}, the threshold ${anomaly!.threshold.toFixed(4)}.`] };
    case 'before':
      return { kind, answer: series.firstTime === null ? `Nothing is stored of ${series.name}.` : `The first stored sample of ${series.name} is of ${utcMoment(series.firstTime)}, ${lengthWords(series.firstTime - at)} later.`, details: ['Earlier ones never came, or retention has deleted them.'] };
    case 'after':
      return { kind, answer: `The newest sample of ${series.name} is of ${utcMoment(series.lastTime!)}, ${lengthWords(at - series.lastTime!)} earlier.`, details: [stateWords(stream)] };
    case 'silent': {
      const usual = gap.usualMs === null ? '' : `; usually one comes every ${lengthWords(gap.usualMs)}`;
      const answer = gap.before !== null && gap.after !== null ? `No sample came for ${lengthWords(gap.after - gap.before)}, from ${utcMoment(gap.before)} to ${utcMoment(gap.after)}${usual}.` : `No sample is stored near this moment${usual}.`;
      return { kind, answer, details: ['So there was nothing to score here. A gap that is longer than the usual ones is told when the next sample comes.', ...late(stream)] };
    }
    case 'warm-up':
      if (sample!.before < warmUp) return { kind, answer: `The detector was still learning ${series.name}: this is sample ${sample!.before + 1} of the ${warmUp} that it asks for before a first score.`, details: [] };
      return { kind, answer: 'This sample has no score.', details: [missingOf(sample!.channels) ?? 'The detector was learning anew, after a restart or a change of the stream.'] };
    case 'below':
    case 'held-back': {
      const score = sample!.score!;
      const held = kind === 'held-back';
      details.push(...bandWords(sample!.channels, held));
      const missing = missingOf(sample!.channels);
      if (missing !== null) details.push(missing);
      if (!held) details.push(sensitivityWords(facts));
      details.push(...late(stream));
      return { kind, answer: held ? heldWords(facts, score) : `Its score was ${score.toFixed(4)}${facts.threshold === null ? '' : `, below the threshold of ${facts.threshold.toFixed(4)}`}: not odd enough to be told.`, details };
    }
  }
}

function kindOf({ at, series, sample, anomaly, threshold }: MomentFacts): MomentKind {
  if (anomaly !== null) return 'anomaly';
  if (sample === null) {
    if (series.firstTime === null || at < series.firstTime) return 'before';
    return series.lastTime !== null && at > series.lastTime ? 'after' : 'silent';
  }
  if (sample.score === null) return 'warm-up';
  return threshold !== null && (sample.score >= threshold || threshold >= 1) ? 'held-back' : 'below';
}

function heldWords({ threshold, stream, echoOf }: MomentFacts, score: number): string {
  if (threshold! >= 1) return `The alert budget held everything back: more had been told than was asked for. Its score was ${score.toFixed(4)}.`;
  if (echoOf !== null) return `Its score of ${score.toFixed(4)} is beyond the threshold of ${threshold!.toFixed(4)} as an echo of the anomaly that ended ${utcMoment(echoOf.end)}: means that it pulled aside are on their way back. Until they are, only what a value plainly shows by itself is told anew.`;
  return `Its score of ${score.toFixed(4)} is beyond today's threshold of ${threshold!.toFixed(4)}, yet no anomaly is stored: ${stream.hasBudget ? 'the budget or ' : ''}the sensitivity was another one when it came, or retention has deleted the anomaly.`;
}

/** Which channel is farthest from what was expected of it. */
function bandWords(channels: MomentView['channels'], held: boolean): string[] {
  const known = channels.map(asGrowth).flatMap(({ channel, observed, low, high }) => (observed === null || low === null || high === null ? [] : [{ channel, observed, low, high, far: Math.max(observed - high, low - observed) / Math.max((high - low) / 2, 1e-12) }]));
  const [farthest] = known.toSorted((a, b) => b.far - a.far);
  if (farthest === undefined) return [];
  if (farthest.far <= 0) return [known.length === 1 ? `${farthest.channel} was within its usual range.` : 'Every channel was within its usual range.'];
  const { channel, observed, low, high } = farthest;
  const words = readingWords({ observed, expected: null, low, high });
  const outside = `${channel} was ${observed > high ? 'above' : 'below'} its usual range (${words.observed}; ${words.band})`;
  return [held ? `${outside}.` : `${outside}, which by itself happens now and then: an alert asks for two things that are odd at once, or for one that is far rarer.`];
}

function missingOf(channels: MomentView['channels']): string | null {
  const missing = channels.filter(({ observed }) => observed === null).map(({ channel }) => channel);
  if (missing.length === 0) return null;
  return missing.length === channels.length ? 'No channel had a value.' : `${missing.join(', ')} had no value.`;
}

function sensitivityWords({ toldAt, stream }: MomentFacts): string {
  if (toldAt === null) return '';
  if (toldAt > 1) return 'It would not have been told at any sensitivity.';
  return `It would have been told from a sensitivity of ${toldAt.toFixed(2)} on; ${stream.sensitivity.toFixed(2)} is set${stream.hasBudget ? ', and an alert budget moves the threshold' : ''}.`;
}

function stateWords({ name, state }: MomentFacts['stream']): string {
  if (state === 'finished') return `${name} was read to its end.`;
  if (state === 'paused') return `${name} is paused.`;
  if (state === 'stopped' || state === 'failed') return `${name} is ${state === 'failed' ? 'stopped by a fault' : 'stopped'}.`;
  return `${name} is read; nothing newer has come of this series.`;
}

function late({ lateCount }: MomentFacts['stream']): string[] {
  return lateCount === 0 ? [] : [`${plural(lateCount, 'record')} of this stream came late or twice and ${lateCount === 1 ? 'was' : 'were'} not scored; one of this moment may be among them.`];
}
