import { isInScope, type AlertRule, type Silence } from '../../../shared/domain/alert-rule.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import { severityRank } from '../../../shared/domain/severity.ts';
import { endOf, isWithin } from './week-hours.ts';

/** What rules look at of a notification. */
export interface AlertFact {
  severity: Notification['severity'];
  /** null: of none that is still known. */
  streamId: string | null;
  /** The key of the series it is about; null: it is about a stream as a whole. */
  dimensions: Readonly<Record<string, string>> | null;
  /** Of its incident, in event time; null: it has none. */
  durationMs: number | null;
  /** Whether the incident can last no longer. */
  over: boolean;
}

/** When a rule matched before, and when it told, of the last day at least; EpochMillis, ascending. */
export interface RulePast {
  matched: readonly number[];
  told: readonly number[];
}

/** What a rule does with a notification. `lasting`: asks again when its incident went on or ended. */
export type Decision =
  | { kind: 'none' }
  | { kind: 'lasting'; reason: string }
  | { kind: 'tell' }
  | { kind: 'hold'; until: number; reason: string }
  | { kind: 'drop'; matched: boolean; reason: string }
  | { kind: 'over-budget'; until: number; lastTold: number; reason: string };

const hourMs = 3_600_000;

/** The silence that mutes a notification told `at`; undefined: none. */
export function silenceFor(silences: readonly Silence[], fact: AlertFact, at: number): Silence | undefined {
  return silences.find((one) => at >= one.from && at < one.to && isInScope(one, fact));
}

/** What a rule does with a notification told `at` (EpochMillis of the wall clock). Pure: the trial on history and the outbox ask the same function. */
export function decide(rule: AlertRule, past: RulePast, fact: AlertFact, at: number): Decision {
  const { name, zone, hours, leastDurationMs, leastCount, countWindowMs, quiet, budgetPerHour, snoozedUntil } = rule;
  if (!rule.enabled || severityRank[fact.severity] < severityRank[rule.minimumSeverity] || !isInScope(rule, fact) || (hours !== null && !isWithin(hours, zone, at))) return { kind: 'none' };
  if (leastDurationMs > 0) {
    if (fact.durationMs === null) return { kind: 'none' };
    const asked = `the ${spanWords(leastDurationMs)} that ${name} asks for`;
    if (fact.durationMs < leastDurationMs) return fact.over ? { kind: 'drop', matched: false, reason: `Over after ${spanWords(fact.durationMs)}, before ${asked}.` } : { kind: 'lasting', reason: `Waits whether it lasts ${asked}.` };
  }
  const count = past.matched.filter((one) => one > at - countWindowMs).length + 1;
  if (count < leastCount) return { kind: 'drop', matched: true, reason: `Number ${count} of the ${leastCount} within ${spanWords(countWindowMs)} that ${name} asks for.` };
  if (snoozedUntil !== null && at < snoozedUntil) return { kind: 'drop', matched: true, reason: `${name} is snoozed.` };
  const isQuiet = quiet !== null && isWithin(quiet.hours, zone, at);
  if (isQuiet && quiet.then === 'dropped') return { kind: 'drop', matched: true, reason: `Dropped in the quiet hours of ${name}.` };
  const toldOfHour = past.told.filter((one) => one > at - hourMs);
  if (budgetPerHour !== null && toldOfHour.length >= budgetPerHour) {
    const opens = toldOfHour[toldOfHour.length - budgetPerHour]! + hourMs;
    return { kind: 'over-budget', until: afterQuiet(rule, opens), lastTold: toldOfHour.at(-1)!, reason: `${name} tells at most ${budgetPerHour} an hour; a summary follows.` };
  }
  return isQuiet ? { kind: 'hold', until: afterQuiet(rule, at), reason: `Held in the quiet hours of ${name}.` } : { kind: 'tell' };
}

/** The moment itself, or the end of the quiet hours that it lies in. */
function afterQuiet({ quiet, zone }: AlertRule, at: number): number {
  return quiet === null ? at : (endOf(quiet.hours, zone, at) ?? at);
}

/** A span in words, to the minute or, below it, the second. */
function spanWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
