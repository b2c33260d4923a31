import { useState } from 'react';
import { mutedOf, silenceInputSchema, type Silence, type SilenceDraft } from '../../../shared/domain/alert-rule.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { countWords, plural } from '../../../shared/counts.ts';
import { useNow } from '../../ui/moment.tsx';
import { ErrorCard, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import type { Zone } from '../../charts/words.ts';
import { momentPlaceholder, writeMoment, zoneWords } from '../../ui/read-moment.ts';
import { usePreferences } from '../../workbench/preferences.ts';
import { silenceTimes } from './silence-times.ts';
import { ChooseMany } from './choose-many.tsx';

const nothing = {};
type Stream = { id: string; label: string };
const lengths = { 1: '1 hour', 2: '2 hours', 4: '4 hours', 8: '8 hours', 24: '1 day', 72: '3 days' } as const;

function effectWords({ looked, muted }: { looked: number; muted: number }): string {
  return `All of last week, it would have muted ${countWords(muted)} of ${plural(looked, 'notification')}.`;
}

function silenceFormOf(silence: Silence | null, zone: Zone) {
  if (silence === null) return { name: '', from: '', hours: '2', to: '', note: '', streamIds: [] as string[], keyName: '', keyValue: '' };
  const { name, from, to, note, streamIds, keyPart } = silence;
  return { name, from: writeMoment(from, zone), hours: 'until', to: writeMoment(to, zone), note, streamIds: [...streamIds] as string[], keyName: keyPart?.name ?? '', keyValue: keyPart?.value ?? '' };
}

/** Writes or changes a silence; says what it would have muted of last week. */
export function SilenceDialog({ silence, streams, onClose, onSaved }: { silence: Silence | null; streams: readonly Stream[]; onClose(): void; onSaved(): void }) {
  const save = useCommand('silences.save', 'drawn');
  const { timeZone: zone } = usePreferences();
  const [form, setForm] = useState(() => silenceFormOf(silence, zone));
  const [wasOver] = useState(() => silence !== null && silence.to <= Date.now());
  const [asked, setAsked] = useState(false);
  const now = useNow(10_000);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const keyPart = form.keyName.trim() === '' ? null : { name: form.keyName.trim(), value: form.keyValue.trim() };
  const told = useQuery('silences.told', nothing);
  const { from, to, faults } = silenceTimes(form, { zone, now, wasOver });
  async function finish(): Promise<void> {
    setAsked(true);
    const draft = silenceInputSchema.safeParse({ name: form.name, from, to, note: form.note, streamIds: form.streamIds, keyPart });
    if (!draft.success || Object.keys(faults).length > 0) return;
    const { ok } = await save.run({ silenceId: silence?.id ?? null, draft: draft.data });
    if (!ok) return;
    onSaved();
    onClose();
  }
  return (
    <Dialog isOpen onClose={onClose} title={silence === null ? 'Add a silence' : `Change ${silence.name}`} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button></>}>
      <div className="stack">
        <TextField label="Name" value={form.name} onChange={(name) => set({ name })} placeholder="Line 2 is serviced" error={asked && form.name.trim() === '' ? 'A silence needs a name.' : null} required autoFocus />
        <div className="field-pair">
          <TextField label="Begins" value={form.from} onChange={(from) => set({ from })} placeholder={momentPlaceholder} hint={`Empty is now. ${zoneWords(zone)}.`} error={(asked && faults.from) || null} />
          <Select label="For" value={form.hours} onChange={(hours) => set({ hours })} error={(asked && faults.hours) || null} options={[...Object.entries(lengths).map(([id, label]) => ({ id, label })), { id: 'until', label: 'Until a moment' }]} />
        </div>
        {form.hours === 'until' && <TextField label="Ends" value={form.to} onChange={(to) => set({ to })} placeholder={momentPlaceholder} hint={`${zoneWords(zone)}.`} error={(asked && faults.to) || null} required />}
        <TextField label="Note" value={form.note} onChange={(note) => set({ note })} placeholder="Who does what, and until when" hint="Empty is none." />
        {streams.length > 0 && <ChooseMany label="Of streams" options={streams} value={form.streamIds} onChange={(streamIds) => set({ streamIds })} hint="None chosen is all of them." />}
        <div className="field-pair">
          <TextField label="Part of the key" value={form.keyName} onChange={(keyName) => set({ keyName })} placeholder="site" hint="Empty is any series." />
          <TextField label="is" value={form.keyValue} onChange={(keyValue) => set({ keyValue })} placeholder="north" />
        </div>
        <Shown of={told} waiting="Counting…">{(all) => <p role="status">{effectWords(mutedOf(all, { streamIds: form.streamIds as SilenceDraft['streamIds'], keyPart }))}</p>}</Shown>
        {save.error !== null && <ErrorCard error={save.error} />}
      </div>
    </Dialog>
  );
}
