import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Feedback } from '../../../shared/domain/feedback.ts';
import type { Movement } from '../../../shared/domain/movement.ts';
import { lengthWords } from '../../condition/words.ts';
import { verdictTitles } from '../../../shared/domain/feedback.ts';
import { inTellingOrder } from '../../../shared/domain/telling-order.ts';
import { toldReading } from '../../../shared/number-words.ts';

/** A moment of event time as a report tells it: "2026-03-05 14:03:20", with milliseconds where it has some. `zone` is IANA or `UTC`. */
export function momentIn(zone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const ms = ((Math.floor(time) % 1000) + 1000) % 1000;
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')} ${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}${ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`}`;
  };
}

/** A part 0…1: "42 %". */
export function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/** How long something lasted; a single sample has no length. */
export function lasting({ start, end }: { start: number; end: number }): string {
  return end > start ? lengthWords(end - start) : 'one sample';
}

/** Which channels an anomaly is of, in the order in which its words tell them: "load 75 % (9; usually 3 to 5)". */
export function sharesOf(anomaly: Pick<Anomaly, 'shape' | 'evidence'>): string {
  return inTellingOrder(anomaly).slice(0, 3).map((one) => {
    const { name, observed, band } = toldReading(one);
    return `${name} ${percent(one.share)} (${observed}${band === '–' ? '' : `; usually ${band}`})`;
  }).join(', ');
}

/** How a series moved with the first mover; empty where nothing can be said. */
export function togetherness({ correlation, lagMs }: Pick<Movement, 'correlation' | 'lagMs'>): string {
  if (correlation === null || lagMs === null) return '';
  return `${percent(Math.abs(correlation))} ${correlation > 0 ? 'together' : 'opposite'}, ${Math.abs(lagMs) < 1 ? 'at the same time' : `${lengthWords(Math.abs(lagMs))} ${lagMs > 0 ? 'later' : 'earlier'}`}`;
}

/** An act of judging in words. */
export function judgedWords({ verdict, workState }: Pick<Feedback, 'verdict' | 'workState'>): string {
  return workState !== null ? { 'to-investigate': 'To investigate', postponed: 'Postponed', done: 'Done' }[workState] : verdict === null ? 'Verdict taken back' : verdictTitles[verdict];
}
