import { randomUUID } from 'node:crypto';
import type { AlertRule, AlertRuleDraft, AlertRuleId, AlertTrial, Silence, SilenceDraft, SilenceId, ToldScope } from '../../../shared/domain/alert-rule.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import type { Clock } from '../../clock.ts';
import { isTold, tryRule } from '../../notify/rules/try-rule.ts';
import type { Store } from '../../store/database.ts';
import { deleteAlertRule, deleteSilence, listAlertRules, listSilences, putAlertRule, putSilence } from '../../store/tables/alert-rule-table.ts';
import { listOutlets } from '../../store/tables/outlet-table.ts';
import { toldHistory } from './alert-facts.ts';

const mostRules = 100;
const mostRows = 200;

/** The alert rules and silences, and what they would have done with what was told. */
export interface AlertDesk {
  rules(): AlertRule[];
  /** Adds one (`id` null) or changes it, which ends its snooze. Throws `AF_NOT_FOUND`, `AF_ALERT_LIMIT`. */
  saveRule(id: AlertRuleId | null, draft: AlertRuleDraft): AlertRule;
  removeRule(id: AlertRuleId): void;
  /** Keeps a rule from telling until a moment; null ends that. */
  snooze(id: AlertRuleId, until: number | null): AlertRule;
  /** What a rule would have done in the last `days`, with what was told and with what history holds untold, by the function that decides of the outbox too. */
  tryOut(draft: AlertRuleDraft, days: number): AlertTrial;
  silences(): Silence[];
  saveSilence(id: SilenceId | null, draft: SilenceDraft): Silence;
  removeSilence(id: SilenceId): void;
  /** What the last seven days held, by stream and key. */
  toldScopes(): ToldScope[];
}

export function createAlertDesk({ store, clock }: { store: Store; clock: Clock }): AlertDesk {
  const found = <T extends { id: string }>(all: readonly T[], id: string, what: string): T => {
    const one = all.find((candidate) => candidate.id === id);
    if (one === undefined) throw new WorkbenchError('AF_NOT_FOUND', `There is no such ${what}.`);
    return one;
  };
  const room = (all: readonly unknown[], id: string | null, what: string) => {
    if (id === null && all.length >= mostRules) throw new WorkbenchError('AF_ALERT_LIMIT', `There are ${mostRules} ${what} already.`);
  };
  return {
    rules: () => store.read(listAlertRules),
    saveRule: (id, draft) => store.write((db) => {
      const all = listAlertRules(db);
      room(all, id, 'rules');
      const outlets = listOutlets(db);
      for (const outletId of draft.outletIds) found(outlets, outletId, 'outlet');
      const before = id === null ? null : found(all, id, 'rule');
      const rule: AlertRule = { ...draft, id: before?.id ?? (randomUUID() as AlertRuleId), createdAt: before?.createdAt ?? clock.now(), snoozedUntil: null };
      putAlertRule(db, rule);
      return rule;
    }),
    removeRule: (id) => store.write((db) => deleteAlertRule(db, id)),
    snooze: (id, until) => store.write((db) => {
      const rule = { ...found(listAlertRules(db), id, 'rule'), snoozedUntil: until };
      putAlertRule(db, rule);
      return rule;
    }),
    tryOut(draft, days) {
      const to = clock.now();
      const { all: told, rebuilt, lastSeverity, cut } = store.read((db) => toldHistory(db, to, days));
      const decisions = tryRule({ ...draft, id: 'trial' as AlertRuleId, createdAt: to, snoozedUntil: null, enabled: true }, told.map(({ notification, fact }) => ({ at: notification.at, fact })));
      const rows = told.flatMap(({ notification, incidentId }, k): AlertTrial['rows'] => {
        const decision = decisions[k]!;
        if (decision.kind === 'none') return [];
        return [{ notification, incidentId, outcome: decision.kind === 'tell' ? 'fired' : isTold(decision) ? 'held' : 'suppressed', reason: 'reason' in decision ? decision.reason : null }];
      }).reverse();
      const count = (outcome: AlertTrial['rows'][number]['outcome']) => rows.filter((row) => row.outcome === outcome).length;
      return { looked: told.length, rebuilt, lastSeverity, cut, fired: count('fired'), held: count('held'), suppressed: count('suppressed'), rows: rows.slice(0, mostRows) };
    },
    silences: () => store.read(listSilences),
    saveSilence: (id, draft) => store.write((db) => {
      const all = listSilences(db);
      room(all, id, 'silences');
      const before = id === null ? null : found(all, id, 'silence');
      if (before === null && draft.to <= clock.now()) throw new WorkbenchError('AF_API_INPUT_INVALID', 'This silence would be over already and mute nothing.', { hint: 'Let it end later than now.' });
      const silence: Silence = { ...draft, id: before?.id ?? (randomUUID() as SilenceId), createdAt: before?.createdAt ?? clock.now() };
      putSilence(db, silence);
      return silence;
    }),
    removeSilence: (id) => store.write((db) => deleteSilence(db, id)),
    toldScopes() {
      const counts = new Map<string, ToldScope>();
      for (const { fact: { streamId, dimensions } } of store.read((db) => toldHistory(db, clock.now(), 7).all)) {
        const key = JSON.stringify([streamId, dimensions]);
        const before = counts.get(key);
        counts.set(key, { streamId: streamId as StreamId | null, dimensions: dimensions === null ? null : { ...dimensions }, count: (before?.count ?? 0) + 1 });
      }
      return [...counts.values()];
    },
  };
}
