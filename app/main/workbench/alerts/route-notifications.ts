import type { AlertRule } from '../../../shared/domain/alert-rule.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import type { Notification } from '../../../shared/domain/notification.ts';
import type { Delivery, Outlet } from '../../../shared/domain/outlet.ts';
import { severityRank } from '../../../shared/domain/severity.ts';
import { decide, silenceFor, type Decision } from '../../notify/rules/decide.ts';
import { isMatch, isTold } from '../../notify/rules/try-rule.ts';
import type { WritableDb } from '../../store/database.ts';
import { addMatch, listAlertRules, listSilences, matchesSince } from '../../store/tables/alert-rule-table.ts';
import { addNotification } from '../../store/tables/notification-table.ts';
import { findDelivery, lastingDeliveries, listOutlets, putDelivery } from '../../store/tables/outlet-table.ts';
import { factOf } from './alert-facts.ts';

const dayMs = 86_400_000;
const mostTitles = 5;

/** Keeps notifications and puts them into the outbox; answers those that were not told before. Within the transaction of what they tell of. */
export function tellAll(db: WritableDb, notifications: readonly Notification[], changed: readonly Incident[], at: number): Notification[] {
  const fresh = notifications.filter((notification) => addNotification(db, notification));
  routeNotifications(db, fresh, changed, at);
  return fresh;
}

/**
 * Puts what was told, and what waited whether one of the changed incidents lasts, into the outbox of each outlet, as the rules say: within the transaction that keeps it, so that
 * a notification and its deliveries are there both or neither. One delivery per notification and outlet, however many rules name it. `at`: EpochMillis of the wall clock.
 */
export function routeNotifications(db: WritableDb, told: readonly Notification[], changed: readonly Incident[], at: number): void {
  const waiting = changed.length === 0 ? [] : lastingDeliveries(db);
  if (told.length === 0 && waiting.length === 0) return;
  const outlets = listOutlets(db).filter(({ enabled }) => enabled);
  const rules = listAlertRules(db);
  for (const notification of told) routeOne(db, notification, notification.at, outlets, rules);
  const ids = new Set(changed.map(({ id }) => id));
  const asked = new Map(waiting.map(({ notification }) => [notification.id, notification]));
  for (const notification of asked.values()) {
    const { incidentId, fact } = factOf(db, notification);
    if (incidentId === null || fact.over || ids.has(incidentId)) routeOne(db, notification, at, outlets.filter(({ id }) => waiting.some((one) => one.outletId === id && one.notification.id === notification.id)), rules, true);
  }
}

function routeOne(db: WritableDb, notification: Notification, at: number, outlets: readonly Outlet[], rules: readonly AlertRule[], again = false): void {
  const wanting = outlets.filter(({ minimumSeverity }) => severityRank[notification.severity] >= severityRank[minimumSeverity]);
  const { fact } = factOf(db, notification);
  const silence = silenceFor(listSilences(db), fact, at);
  const decisions = new Map<AlertRule, Decision>();
  for (const rule of rules) {
    if (!wanting.some(({ id }) => rule.outletIds.includes(id))) continue;
    const past = matchesSince(db, rule.id, at - dayMs);
    if (past.some(({ notificationId }) => notificationId === notification.id)) continue; // it decided already, while another waited
    const decision = decide(rule, { matched: past.map((one) => one.at), told: past.filter(({ outcome }) => outcome === 'told').map((one) => one.at) }, fact, at);
    decisions.set(rule, decision);
    if (silence === undefined && isMatch(decision)) addMatch(db, rule.id, { notificationId: notification.id, at, outcome: isTold(decision) ? 'told' : decision.kind === 'over-budget' ? 'over-budget' : 'dropped' });
  }
  for (const outlet of wanting) {
    const named = rules.filter(({ outletIds }) => outletIds.includes(outlet.id));
    const decision = named.length === 0 ? tell : first(named.flatMap((rule) => decisions.get(rule) ?? []));
    if (decision.kind === 'none' && !again) continue;
    const base = { id: `${notification.id}.${outlet.id}`, outletId: outlet.id, notification, attempts: 0, at, lastError: null, trial: false };
    if (silence !== undefined) putDelivery(db, { ...base, state: 'suppressed', reason: `Muted by the silence ${silence.name}.` });
    else if (decision.kind === 'tell') putDelivery(db, { ...base, state: 'queued', reason: null });
    else if (decision.kind === 'hold') putDelivery(db, { ...base, state: 'queued', at: decision.until, reason: decision.reason });
    else if (decision.kind === 'lasting') putDelivery(db, { ...base, state: 'lasting', reason: decision.reason });
    else if (decision.kind === 'none') putDelivery(db, { ...base, state: 'suppressed', reason: 'No rule asks for it any more.' });
    else {
      putDelivery(db, { ...base, state: 'suppressed', reason: decision.reason });
      if (decision.kind === 'over-budget') for (const rule of named) if (decisions.get(rule) === decision) summarize(db, rule, outlet, notification, decision);
    }
  }
}

const tell: Decision = { kind: 'tell' };
/** Where rules differ, the one that tells soonest holds; where none tells, the one that may yet. */
const order: Record<Decision['kind'], number> = { tell: 0, hold: 1, lasting: 2, 'over-budget': 3, drop: 4, none: 5 };

function first(decisions: readonly Decision[]): Decision {
  return [...decisions].sort((a, b) => order[a.kind] - order[b.kind] || ('until' in a && 'until' in b ? a.until - b.until : 0))[0] ?? { kind: 'none' };
}

/** Writes, or writes on, the one message that tells of all that was over the budget since the rule last told; it goes out when the budget opens again. */
function summarize(db: WritableDb, rule: AlertRule, outlet: Outlet, latest: Notification, { until, lastTold }: Extract<Decision, { kind: 'over-budget' }>): void {
  const id = `${rule.id}-${lastTold}.${outlet.id}`;
  const before = findDelivery(db, id)?.notification;
  const count = matchesSince(db, rule.id, lastTold - dayMs).filter(({ outcome, at }) => outcome === 'over-budget' && at >= lastTold).length; // a batch tells all at one moment
  const lines = before === undefined ? [] : before.body.split('\n').slice(1);
  const summary: Notification = {
    id: `${rule.id}-${lastTold}`, at: latest.at, title: `${count} more by the rule ${rule.name}`,
    severity: before !== undefined && severityRank[before.severity] > severityRank[latest.severity] ? before.severity : latest.severity,
    body: [`Not sent one by one, since the rule tells at most ${rule.budgetPerHour} an hour:`, ...(lines.length < mostTitles ? [...lines, latest.title] : [...lines.slice(0, mostTitles), `and ${count - mostTitles} more`])].join('\n'),
    target: latest.target, read: false,
  };
  const delivery: Delivery = { id, outletId: outlet.id, notification: summary, state: 'queued', attempts: 0, at: until, lastError: null, reason: `Sums up what was over the budget of ${rule.name}.`, trial: false };
  putDelivery(db, delivery);
}
