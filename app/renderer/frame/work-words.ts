import type { Work } from '../../shared/domain/work.ts';
import { durationWords } from '../charts/words.ts';
import { countWords, plural } from '../../shared/counts.ts';
import { workTitle } from '../../shared/work-words.ts';
import { bytesWords, percentWords, rateWords } from '../ui/figures.ts';

const states: Record<Work['state'], string> = { running: 'Under way', done: 'Done', failed: 'Failed', cancelled: 'Cancelled', stopped: 'Stopped' };
const units: Record<Exclude<Work['unit'], 'bytes'>, string> = { records: 'record', samples: 'sample', detectors: 'detector', charts: 'chart', rows: 'row' };

/** How far it is, how fast, and how long it will take; what is not known is left out. */
export function workFigures({ unit, doneCount, totalCount, part, perSecond, leftMs, state }: Work): string {
  const counted = unit === 'bytes'
    ? (totalCount === null ? bytesWords(doneCount) : `${bytesWords(doneCount)} of ${bytesWords(totalCount)}`)
    : (totalCount === null ? plural(doneCount, units[unit]) : `${countWords(doneCount)} of ${plural(totalCount, units[unit])}`);
  const rate = perSecond === null || perSecond === 0 ? [] : [unit === 'bytes' ? `${bytesWords(perSecond)}/s` : rateWords(perSecond)];
  const left = state !== 'running' ? [] : leftMs === null ? ['time left not known yet'] : [`${durationWords(Math.max(1000, Math.round(leftMs / 1000) * 1000))} left`];
  return [counted, ...(part !== null && state === 'running' ? [percentWords(part)] : []), ...rate, ...left].join(' · ');
}

/** Its end, for whoever does not see it: "Import of ward 7: done." */
export function endWords(work: Work): string {
  return `${workTitle(work)}: ${states[work.state].toLowerCase()}.`;
}

/** Its state in a word. */
export function workStateWords({ state }: Work): string {
  return states[state];
}
