import type { AlertRule } from '../../../shared/domain/alert-rule.ts';
import { decide, type AlertFact, type Decision } from './decide.ts';

const dayMs = 86_400_000;

/** What a rule would have decided on each of what was told, in order of time; what it tells and counts follows from its own decisions, as it would have. */
export function tryRule(rule: AlertRule, told: readonly { at: number; fact: AlertFact }[]): Decision[] {
  let matched: number[] = [];
  let sent: number[] = [];
  return told.map(({ at, fact }) => {
    const since = (times: number[]) => (times.length > 0 && times[0]! <= at - dayMs ? times.filter((one) => one > at - dayMs) : times);
    matched = since(matched);
    sent = since(sent);
    const decision = decide(rule, { matched, told: sent }, fact, at);
    if (isMatch(decision)) matched.push(at);
    if (isTold(decision)) sent.push(at);
    return decision;
  });
}

/** Whether a decision counts for *least count*. */
export const isMatch = (decision: Decision) => decision.kind === 'tell' || decision.kind === 'hold' || decision.kind === 'over-budget' || (decision.kind === 'drop' && decision.matched);
/** Whether a decision counts for the budget. */
export const isTold = (decision: Decision) => decision.kind === 'tell' || decision.kind === 'hold';
