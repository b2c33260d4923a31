import { useMemo, useState } from 'react';
import { silenceInputSchema, type Silence, type SilenceDraft } from '../../../shared/domain/alert-rule.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { plural } from '../../ui/figures.ts';
import { Moment, useNow } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { ErrorCard, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { readMoment } from '../connect/read-moment.ts';
import { ChooseMany } from './choose-many.tsx';

const hourMs = 3_600_000;
type Stream = { id: string; label: string };
const lengths = { 1: '1 hour', 2: '2 hours', 4: '4 hours', 8: '8 hours', 24: '1 day', 72: '3 days' } as const;

/** Silences: time-boxed mutes, such as for maintenance. */
export function SilencesCard({ streams }: { streams: readonly Stream[] }) {
  const silences = useQuery('silences.list', useMemo(() => ({}), []));
  const remove = useCommand('silences.remove');
  const [isOpen, setOpen] = useState(false);
  const refresh = () => { if (silences.state === 'ready') silences.refresh(); };
  const now = useNow(10_000);
  const names = useMemo(() => new Map(streams.map(({ id, label }) => [id, label])), [streams]);
  return (
    <section className="card stack" aria-labelledby="silences">
      <div className="row"><h2 id="silences" className="grow">Silences</h2><Button icon="plus" onPress={() => setOpen(true)}>Add a silence</Button></div>
      <p className="muted">Mutes all outlets for a time, such as for maintenance. What is muted stands among the deliveries and under the bell.</p>
      <Shown of={silences} waiting="Reading the silences…">
        {(all) => (
          <ul className="alerts-outlets">
            {all.map((one) => (
              <li key={one.id}>
                <div className="alerts-outlet">
                  <span className="row">{one.to <= now ? <Pill tone="plain">over</Pill> : one.from > now ? <Pill tone="info">to come</Pill> : <Pill tone="warn">mutes</Pill>}<strong>{one.name}</strong></span>
                  <span className="muted">{scopeWords(one, names)} · <Moment at={one.from} /> to <Moment at={one.to} /></span>
                </div>
                <IconButton small icon="remove" label={`Remove ${one.name}`} busy={remove.running} onPress={() => void remove.run({ silenceId: one.id }).then(({ ok }) => { if (ok) refresh(); })} />
              </li>
            ))}
          </ul>
        )}
      </Shown>
      {isOpen && <SilenceDialog streams={streams} onClose={() => setOpen(false)} onSaved={refresh} />}
    </section>
  );
}

function scopeWords({ streamIds, keyPart }: Silence, names: ReadonlyMap<string, string>): string {
  const streams = streamIds.length === 0 ? 'All streams' : streamIds.map((id) => names.get(id) ?? 'one that is gone').join(', ');
  return keyPart === null ? streams : `${streams}, where ${keyPart.name} is ${keyPart.value}`;
}

/** Writes a silence; says what it would have muted of last week. */
function SilenceDialog({ streams, onClose, onSaved }: { streams: readonly Stream[]; onClose(): void; onSaved(): void }) {
  const save = useCommand('silences.save', 'drawn');
  const [form, setForm] = useState({ name: '', from: '', hours: '2', streamIds: [] as string[], keyName: '', keyValue: '' });
  const [asked, setAsked] = useState(false);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const keyPart = form.keyName.trim() === '' ? null : { name: form.keyName.trim(), value: form.keyValue.trim() };
  const scope = useMemo(() => ({ streamIds: form.streamIds as SilenceDraft['streamIds'], keyPart: form.keyName.trim() === '' ? null : { name: form.keyName.trim(), value: form.keyValue.trim() } }), [form.streamIds, form.keyName, form.keyValue]);
  const effect = useQuery('silences.effect', scope);
  const begin = form.from.trim() === '' ? null : readMoment(form.from);
  const wrongBegin = form.from.trim() !== '' && begin === null;
  async function finish(): Promise<void> {
    setAsked(true);
    const from = begin ?? Math.floor(Date.now() / 60_000) * 60_000;
    const draft = silenceInputSchema.safeParse({ name: form.name, from, to: from + Number(form.hours) * hourMs, streamIds: form.streamIds, keyPart });
    if (!draft.success || wrongBegin) return;
    const { ok } = await save.run({ silenceId: null, draft: draft.data });
    if (!ok) return;
    onSaved();
    onClose();
  }
  return (
    <Dialog isOpen onClose={onClose} title="Add a silence" footer={<Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button>}>
      <div className="stack">
        <TextField label="Name" value={form.name} onChange={(name) => set({ name })} placeholder="Line 2 is serviced" error={asked && form.name.trim() === '' ? 'A silence needs a name.' : null} required autoFocus />
        <div className="field-pair">
          <TextField label="Begins" value={form.from} onChange={(from) => set({ from })} placeholder="2026-03-05 14:30" hint="Empty is now; in this computer's time zone." error={asked && wrongBegin ? 'Write a moment as 2026-03-05 14:30.' : null} />
          <Select label="For" value={form.hours} onChange={(hours) => set({ hours })} options={Object.entries(lengths).map(([id, label]) => ({ id, label }))} />
        </div>
        {streams.length > 0 && <ChooseMany label="Of streams" options={streams} value={form.streamIds} onChange={(streamIds) => set({ streamIds })} hint="None chosen is all of them." />}
        <div className="field-pair">
          <TextField label="Part of the key" value={form.keyName} onChange={(keyName) => set({ keyName })} placeholder="site" hint="Empty is any series." />
          <TextField label="is" value={form.keyValue} onChange={(keyValue) => set({ keyValue })} placeholder="north" />
        </div>
        <Shown of={effect} waiting="Counting…">{({ looked, muted }) => <p role="status">{`All of last week, it would have muted ${muted} of ${plural(looked, 'notification')}.`}</p>}</Shown>
        {save.error !== null && <ErrorCard error={save.error} />}
      </div>
    </Dialog>
  );
}
