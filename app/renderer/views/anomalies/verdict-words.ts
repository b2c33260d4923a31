import { verdictTitles } from '../../../shared/domain/feedback.ts';
import type { Verdict, WorkState } from '../../../shared/domain/feedback.ts';

/** The verdicts that an analyst gives on what was found, in the order of their keys 1 to 4. `missed` is for what was not. */
export const verdictKeys: readonly { verdict: Exclude<Verdict, 'missed'>; key: string; title: string; does: string }[] = [
  { verdict: 'true', key: '1', title: verdictTitles.true, does: 'Something was wrong, and it is good that it was told.' },
  { verdict: 'expected', key: '2', title: verdictTitles.expected, does: 'Real, but foreseen: a promotion, maintenance, a test.' },
  { verdict: 'false', key: '3', title: verdictTitles.false, does: 'Nothing was wrong.' },
  { verdict: 'new-normal', key: '4', title: verdictTitles['new-normal'], does: 'The stream has changed for good.' },
];

/** A verdict in words; "Not judged" where there is none. */
export function verdictWords(verdict: Verdict | null): string {
  return verdict === null ? 'Not judged' : verdictTitles[verdict];
}

const stateWords: Record<WorkState, string> = { 'to-investigate': 'To investigate', postponed: 'Postponed', done: 'Done' };
/** How far the work on an anomaly is, in words. */
export function workStateWords(state: WorkState): string {
  return stateWords[state];
}

/** The tone of a verdict's pill. */
export function verdictTone(verdict: Verdict | null): 'plain' | 'good' | 'warn' | 'info' | 'busy' {
  if (verdict === null) return 'plain';
  return ({ true: 'warn', expected: 'info', false: 'good', 'new-normal': 'busy', missed: 'warn' } as const)[verdict];
}
