import { alertRuleSchema, silenceSchema, type AlertRule, type AlertRuleId, type Silence, type SilenceId } from '../../../shared/domain/alert-rule.ts';
import type { OutletId } from '../../../shared/domain/outlet.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

const views = (db: ReadableDb, table: 'alert_rule' | 'silence') => (db.prepare(`SELECT view FROM ${table} ORDER BY created_at, id`).pluck().all() as string[]).map((view) => JSON.parse(view) as unknown);
const put = (db: WritableDb, table: 'alert_rule' | 'silence', one: { id: string; createdAt: number }) =>
  void db.prepare(`INSERT INTO ${table} (id, created_at, view) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET view = excluded.view`).run(one.id, one.createdAt, JSON.stringify(one));

/** All alert rules, oldest first. */
export const listAlertRules = (db: ReadableDb): AlertRule[] => views(db, 'alert_rule').map((view) => alertRuleSchema.parse(view));
/** Adds or replaces one. */
export const putAlertRule = (db: WritableDb, rule: AlertRule): void => put(db, 'alert_rule', rule);
/** Deletes one with what it did; its outlets take everything again where no other names them. */
export const deleteAlertRule = (db: WritableDb, id: AlertRuleId): void => void db.prepare('DELETE FROM alert_rule WHERE id = ?').run(id);

/** Takes an outlet out of all rules; a rule that names no other goes with it. */
export function forgetOutlet(db: WritableDb, id: OutletId): void {
  for (const rule of listAlertRules(db)) {
    const outletIds = rule.outletIds.filter((one) => one !== id);
    if (outletIds.length === 0) deleteAlertRule(db, rule.id);
    else if (outletIds.length < rule.outletIds.length) putAlertRule(db, { ...rule, outletIds });
  }
}

/** All silences, oldest first, also those that are over. */
export const listSilences = (db: ReadableDb): Silence[] => views(db, 'silence').map((view) => silenceSchema.parse(view));
export const putSilence = (db: WritableDb, silence: Silence): void => put(db, 'silence', silence);
export const deleteSilence = (db: WritableDb, id: SilenceId): void => void db.prepare('DELETE FROM silence WHERE id = ?').run(id);

/** What a rule did with a notification that matched it. */
export type MatchOutcome = 'told' | 'over-budget' | 'dropped';
export interface AlertMatch {
  notificationId: string;
  at: number;
  outcome: MatchOutcome;
}

/** What matched a rule after `since` (EpochMillis), by time. */
export function matchesSince(db: ReadableDb, ruleId: AlertRuleId, since: number): AlertMatch[] {
  return db.prepare('SELECT notification_id AS notificationId, at, outcome FROM alert_match WHERE rule_id = ? AND at > ? ORDER BY at').all(ruleId, since) as AlertMatch[];
}

/** Keeps what a rule did, once per notification, and forgets what is older than a day before it. */
export function addMatch(db: WritableDb, ruleId: AlertRuleId, { notificationId, at, outcome }: AlertMatch): void {
  db.prepare('INSERT INTO alert_match (rule_id, notification_id, at, outcome) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(ruleId, notificationId, at, outcome);
  db.prepare('DELETE FROM alert_match WHERE rule_id = ? AND at < ?').run(ruleId, at - 86_400_000);
}
