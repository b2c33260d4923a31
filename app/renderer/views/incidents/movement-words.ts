import type { Movement, Movements } from '../../../shared/domain/movement.ts';
import { durationWords } from '../../charts/words.ts';
import { countWords, plural } from '../../../shared/counts.ts';
import { percentWords } from '../../ui/figures.ts';

const usuals: Record<Movement['usual'], string> = { before: 'level before', day: 'level at this time on other days', week: 'level at this time in other weeks' };

/** How far a series went: "load 24 usual deviations above its level before"; of a counter, its growth. */
export function distanceWords({ channel, isGrowth, distance, usual }: Pick<Movement, 'channel' | 'isGrowth' | 'distance' | 'usual'>): string {
  const far = Math.abs(distance);
  return `${isGrowth ? 'growth of ' : ''}${channel} ${far >= 99 ? '99 or more' : far >= 10 ? String(Math.round(far)) : far.toFixed(1)} usual deviations ${distance < 0 ? 'below' : 'above'} its ${usuals[usual]}`;
}

/** How it goes with the first mover: "90 % together, 30 s later". Empty where nothing can be said. */
export function lagWords({ correlation, lagMs }: Pick<Movement, 'correlation' | 'lagMs'>): string {
  if (correlation === null || lagMs === null) return '';
  const when = Math.abs(lagMs) < 1 ? 'at the same time' : `${durationWords(Math.abs(lagMs))} ${lagMs > 0 ? 'later' : 'earlier'}`;
  return `${percentWords(Math.abs(correlation))} ${correlation > 0 ? 'together' : 'opposite'}, ${when}`;
}

/** What was looked at, and what was left out. */
export function readWords({ movements, readCount, seriesCount, sampleCount }: Movements): string {
  const left = seriesCount > readCount ? ` The other ${countWords(seriesCount - readCount)} were left out, the farther linked first.` : '';
  return `${plural(movements.length, 'series', 'series')} of ${countWords(readCount)} read moved farther than usual, by ${plural(sampleCount, 'sample')}.${left}`;
}
