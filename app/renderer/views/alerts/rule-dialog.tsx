import { useMemo, useState } from 'react';
import type { AlertRule, AlertRuleDraft } from '../../../shared/domain/alert-rule.ts';
import type { Outlet } from '../../../shared/domain/outlet.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Switch, TextField } from '../../ui/fields.tsx';
import { ErrorCard } from '../../ui/states.tsx';
import { tell } from '../../ui/toasts.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { ChooseMany } from './choose-many.tsx';
import { newRule, ruleDraftOf, ruleFaults, ruleFormOf, weekDays, type HoursForm, type RuleForm } from './rule-form.ts';
import { RuleTrial } from './rule-trial.tsx';

export interface RuleDialogProps {
  rule: AlertRule | null;
  outlets: readonly Outlet[];
  streams: readonly { id: string; label: string }[];
  onClose(): void;
  onSaved(): void;
}

/** A rule is tried without a name. */
const named = (form: RuleForm): RuleForm => (form.name.trim() === '' ? { ...form, name: 'This rule' } : form);

/** Writes a rule, or changes one; it is tried on what was told before it is saved. */
export function RuleDialog({ rule, outlets, streams, onClose, onSaved }: RuleDialogProps) {
  const save = useCommand('alert-rules.save', 'drawn');
  const [form, setForm] = useState(() => (rule === null ? newRule(outlets.length === 1 ? [outlets[0]!.id] : []) : ruleFormOf(rule)));
  const [asked, setAsked] = useState<'try' | 'save' | null>(null);
  const [tried, setTried] = useState<{ of: RuleForm; draft: AlertRuleDraft } | null>(null);
  const faults = asked === null ? {} : ruleFaults(asked === 'try' ? named(form) : form);
  const set = (change: Partial<RuleForm>) => {
    setForm({ ...form, ...change });
    save.clear();
  };
  const options = useMemo(() => outlets.map(({ id, name }) => ({ id, label: name })), [outlets]);
  function tryIt(): void {
    setAsked(asked ?? 'try');
    const draft = ruleDraftOf(named(form));
    if (draft !== null) setTried({ of: form, draft });
  }
  async function finish(): Promise<void> {
    setAsked('save');
    const draft = ruleDraftOf(form);
    if (draft === null) return;
    const outcome = await save.run({ ruleId: rule?.id ?? null, draft });
    if (!outcome.ok) return;
    tell({ tone: 'good', title: `The rule ${outcome.output.name} is saved` });
    onSaved();
    onClose();
  }
  return (
    <Dialog wide isOpen onClose={onClose} title={rule === null ? 'Add a rule' : `Change ${rule.name}`} footer={<><Button onPress={onClose}>Cancel</Button><Button icon="clock" onPress={tryIt}>Try on the last 7 days</Button><Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button></>}>
      <div className="stack">
        <TextField label="Name" value={form.name} onChange={(name) => set({ name })} placeholder="Night shift" error={faults.name ?? null} required autoFocus />
        <ChooseMany label="To" options={options} value={form.outletIds} onChange={(outletIds) => set({ outletIds })} hint="An outlet that a rule names takes only what its rules send." error={faults.outletIds ?? null} />
        <Choice label="From severity" value={form.minimumSeverity} onChange={(minimumSeverity) => set({ minimumSeverity })} options={[{ id: 'low', label: 'Low' }, { id: 'medium', label: 'Medium' }, { id: 'high', label: 'High' }]} />
        {streams.length > 0 && <ChooseMany label="Of streams" options={streams} value={form.streamIds} onChange={(streamIds) => set({ streamIds })} hint="None chosen is all of them." />}
        <div className="field-pair">
          <TextField label="Part of the key" value={form.keyName} onChange={(keyName) => set({ keyName })} placeholder="site" hint="Empty is any series; with one, streams that fail are not told." error={faults.keyName ?? null} />
          <TextField label="is" value={form.keyValue} onChange={(keyValue) => set({ keyValue })} placeholder="north" />
        </div>
        <div className="field-pair">
          <TextField label="Lasts at least, minutes" type="number" value={form.leastMinutes} onChange={(leastMinutes) => set({ leastMinutes })} hint="Of incidents, in the time of the records; told once they last so long." error={faults.leastMinutes ?? null} />
          <TextField label="At most an hour" type="number" value={form.budget} onChange={(budget) => set({ budget })} hint="What is more is told by one summary; empty is no limit." error={faults.budget ?? null} />
        </div>
        <div className="field-pair">
          <TextField label="From number" type="number" value={form.leastCount} onChange={(leastCount) => set({ leastCount })} hint="1 tells each; 3 tells the third within the minutes beside, and those after it." error={faults.leastCount ?? null} />
          <TextField label="within minutes" type="number" value={form.windowMinutes} onChange={(windowMinutes) => set({ windowMinutes })} error={faults.windowMinutes ?? null} />
        </div>
        <Switch label="Only in some hours of the week" value={form.hoursOn} onChange={(hoursOn) => set({ hoursOn })} />
        {form.hoursOn && <Hours label="Hours" value={form.hours} onChange={(hours) => set({ hours })} error={faults.hours ?? null} />}
        <Choice label="Quiet hours" value={form.quiet} onChange={(quiet) => set({ quiet })} options={[{ id: 'none', label: 'None' }, { id: 'held', label: 'Hold' }, { id: 'dropped', label: 'Drop' }]} hint={{ none: undefined, held: 'What comes within is told when they end.', dropped: 'What comes within is not told, and stands among the deliveries with that reason.' }[form.quiet]} />
        {form.quiet !== 'none' && <Hours label="Quiet" value={form.quietHours} onChange={(quietHours) => set({ quietHours })} error={faults.quietHours ?? null} />}
        {(form.hoursOn || form.quiet !== 'none') && <TextField label="Time zone" value={form.zone} onChange={(zone) => set({ zone })} hint="Its summer time is kept." error={faults.zone ?? null} />}
        <Switch label="In use" value={form.enabled} onChange={(enabled) => set({ enabled })} {...(!form.enabled && { hint: 'Its outlets take nothing by it, and stay named by it.' })} />
        {save.error !== null && <ErrorCard error={save.error} />}
        {tried !== null && (tried.of === form ? <RuleTrial draft={tried.draft} onLeave={onClose} /> : <p className="muted">The rule was changed since it was tried.</p>)}
      </div>
    </Dialog>
  );
}

function Hours({ label, value, onChange, error }: { label: string; value: HoursForm; onChange(value: HoursForm): void; error: string | null }) {
  return (
    <div className="stack fields-inset">
      <ChooseMany label={`${label}: days`} options={weekDays} value={value.days.map(String)} onChange={(days) => onChange({ ...value, days: days.map(Number).sort((a, b) => a - b) })} hint="On which they begin." error={error} />
      <div className="field-pair">
        <TextField label={`${label}: from`} value={value.from} onChange={(from) => onChange({ ...value, from })} placeholder="22:00" />
        <TextField label={`${label}: to`} value={value.to} onChange={(to) => onChange({ ...value, to })} placeholder="07:00" hint="On the next day where it is not later; the same is all day." />
      </div>
    </div>
  );
}
