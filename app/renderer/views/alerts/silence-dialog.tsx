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
import { momentPlaceholder, readMoment } from '../../ui/read-moment.ts';
import { ChooseMany } from './choose-many.tsx';

const nothing = {};
const hourMs = 3_600_000;
type Stream = { id: string; label: string };
const lengths = { 1: '1 hour', 2: '2 hours', 4: '4 hours', 8: '8 hours', 24: '1 day', 72: '3 days' } as const;
const two = (figure: number) => String(figure).padStart(2, '0');

/** A moment as it is read back: to the second where it has some, in this computer's time zone. */
function written(at: number): string {
  const moment = new Date(at);
  const clock = `${two(moment.getHours())}:${two(moment.getMinutes())}`;
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${clock}${moment.getSeconds() === 0 ? '' : `:${two(moment.getSeconds())}`}`;
}

function effectWords({ looked, muted }: { looked: number; muted: number }): string {
  return `All of last week, it would have muted ${countWords(muted)} of ${plural(looked, 'notification')}.`;
}

function silenceFormOf(silence: Silence | null) {
  if (silence === null) return { name: '', from: '', hours: '2', to: '', note: '', streamIds: [] as string[], keyName: '', keyValue: '' };
  const { name, from, to, note, streamIds, keyPart } = silence;
  return { name, from: written(from), hours: 'until', to: written(to), note, streamIds: [...streamIds] as string[], keyName: keyPart?.name ?? '', keyValue: keyPart?.value ?? '' };
}

/** Writes or changes a silence; says what it would have muted of last week. */
export function SilenceDialog({ silence, streams, onClose, onSaved }: { silence: Silence | null; streams: readonly Stream[]; onClose(): void; onSaved(): void }) {
  const save = useCommand('silences.save', 'drawn');
  const [form, setForm] = useState(() => silenceFormOf(silence));
  const [asked, setAsked] = useState(false);
  const now = useNow(10_000);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const keyPart = form.keyName.trim() === '' ? null : { name: form.keyName.trim(), value: form.keyValue.trim() };
  const told = useQuery('silences.told', nothing);
  const begin = form.from.trim() === '' ? null : readMoment(form.from);
  const wrongBegin = form.from.trim() !== '' && begin === null;
  const end = form.hours === 'until' ? readMoment(form.to) : null;
  const from = begin ?? Math.floor(now / 60_000) * 60_000;
  const wrongEnd = form.hours === 'until' && (end === null || end <= from);
  async function finish(): Promise<void> {
    setAsked(true);
    const draft = silenceInputSchema.safeParse({ name: form.name, from, to: end ?? from + Number(form.hours) * hourMs, note: form.note, streamIds: form.streamIds, keyPart });
    if (!draft.success || wrongBegin || wrongEnd) return;
    const { ok } = await save.run({ silenceId: silence?.id ?? null, draft: draft.data });
    if (!ok) return;
    onSaved();
    onClose();
  }
  return (
    <Dialog isOpen onClose={onClose} title={silence === null ? 'Add a silence' : `Change ${silence.name}`} footer={<Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button>}>
      <div className="stack">
        <TextField label="Name" value={form.name} onChange={(name) => set({ name })} placeholder="Line 2 is serviced" error={asked && form.name.trim() === '' ? 'A silence needs a name.' : null} required autoFocus />
        <div className="field-pair">
          <TextField label="Begins" value={form.from} onChange={(from) => set({ from })} placeholder={momentPlaceholder} hint="Empty is now; in this computer's time zone." error={asked && wrongBegin ? 'Write a moment as 2026-03-05 14:30.' : null} />
          <Select label="For" value={form.hours} onChange={(hours) => set({ hours })} options={[...Object.entries(lengths).map(([id, label]) => ({ id, label })), { id: 'until', label: 'Until a moment' }]} />
        </div>
        {form.hours === 'until' && <TextField label="Ends" value={form.to} onChange={(to) => set({ to })} placeholder={momentPlaceholder} error={asked && wrongEnd ? 'Write a moment after its beginning, as 2026-03-05 18:00.' : null} required />}
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
