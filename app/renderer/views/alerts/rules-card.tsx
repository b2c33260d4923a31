import { useMemo, useState } from 'react';
import type { AlertRule } from '../../../shared/domain/alert-rule.ts';
import type { Outlet } from '../../../shared/domain/outlet.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { MoreMenu } from '../../ui/menu.tsx';
import { Moment, useNow } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { ruleWords } from './rule-form.ts';

const hourMs = 3_600_000;
/** So many hours from now, to the minute. */
const after = (hours: number) => Math.ceil((Date.now() + hours * hourMs) / 60_000) * 60_000;
type Open = { what: 'new' } | { what: 'change' | 'remove'; rule: AlertRule };

/** The alert rules: each in a sentence; added, tried, snoozed, changed, removed. */
export function RulesCard({ outlets, streams }: { outlets: readonly Outlet[]; streams: readonly { id: string; label: string }[] }) {
  const rules = useQuery('alert-rules.list', useMemo(() => ({}), []));
  const [open, setOpen] = useState<Open | null>(null);
  const remove = useCommand('alert-rules.remove');
  const { refresh } = rules;
  const close = () => setOpen(null);
  const names = useMemo(() => new Map<string, string>([...outlets.map(({ id, name }) => [id, name] as const), ...streams.map(({ id, label }) => [id, label] as const)]), [outlets, streams]);
  return (
    <section className="card stack" aria-labelledby="alert-rules">
      <div className="row"><h2 id="alert-rules" className="grow">Rules</h2><Button icon="plus" onPress={() => setOpen({ what: 'new' })}>Add a rule</Button></div>
      <Shown of={rules} waiting="Reading the rules…">
        {(all) => (all.length === 0 ? (
          <EmptyState icon="anomalies" title="Each outlet takes everything from its severity on">A rule says what goes to which outlet, and when: of which streams, how long it must last, quiet hours, how many an hour. It is tried on the last seven days before it holds.</EmptyState>
        ) : (
          <ul className="alerts-outlets">{all.map((rule) => <RuleRow key={rule.id} rule={rule} words={ruleWords(rule, (id) => names.get(id) ?? 'one that is gone')} onOpen={setOpen} onChanged={refresh} />)}</ul>
        ))}
      </Shown>
      {(open?.what === 'new' || open?.what === 'change') && <RuleDialog rule={open.what === 'new' ? null : open.rule} outlets={outlets} streams={streams} onClose={close} onSaved={refresh} />}
      {open?.what === 'remove' && (
        <ConfirmDialog title={`Remove ${open.rule.name}?`} isOpen onClose={close} confirmWords="Remove" busy={remove.running} onConfirm={() => void remove.run({ ruleId: open.rule.id }).then(({ ok }) => { if (ok) { refresh(); close(); } })}>
          An outlet that no other rule names takes everything from its severity on again.
        </ConfirmDialog>
      )}
    </section>
  );
}

function RuleRow({ rule, words, onOpen, onChanged }: { rule: AlertRule; words: string; onOpen(open: Open): void; onChanged(): void }) {
  const now = useNow(10_000);
  const snooze = useCommand('alert-rules.snooze');
  const isSnoozed = rule.snoozedUntil !== null && rule.snoozedUntil > now;
  const until = (moment: number | null) => void snooze.run({ ruleId: rule.id, until: moment }).then(({ ok }) => { if (ok) onChanged(); });
  return (
    <li>
      <div className="alerts-outlet">
        <span className="row">{!rule.enabled ? <Pill tone="plain">off</Pill> : isSnoozed ? <Pill tone="warn">snoozed</Pill> : <Pill tone="good">in use</Pill>}<strong>{rule.name}</strong>{isSnoozed && <span className="muted">until <Moment at={rule.snoozedUntil} /></span>}</span>
        <span className="muted">{words}</span>
      </div>
      <div className="row">
        {isSnoozed ? <Button small icon="play" busy={snooze.running} onPress={() => until(null)}>Tell again<span className="unseen"> by {rule.name}</span></Button> : <Button small icon="pause" busy={snooze.running} onPress={() => until(after(1))}>Snooze 1 h<span className="unseen"> {rule.name}</span></Button>}
        <Button small icon="settings" onPress={() => onOpen({ what: 'change', rule })}>Change<span className="unseen"> {rule.name}</span></Button>
        <MoreMenu label={`More of ${rule.name}`} actions={[{ label: 'Snooze 8 h', icon: 'pause', onPress: () => until(after(8)) }, { label: 'Snooze 24 h', icon: 'pause', onPress: () => until(after(24)) }, { label: 'Remove…', icon: 'remove', danger: true, onPress: () => onOpen({ what: 'remove', rule }) }]} />
      </div>
    </li>
  );
}
