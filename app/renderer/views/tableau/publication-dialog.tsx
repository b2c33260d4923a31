import { useState } from 'react';
import type { Publication } from '../../../shared/domain/publication.ts';
import type { TableauConnection } from '../../../shared/domain/tableau.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, Choice, TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorCard, Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

/** Describes a data source to publish: what, of which streams, where, how often. */
export function PublicationDialog({ publication, connections, onClose }: { publication: Publication | null; connections: readonly TableauConnection[]; onClose(): void }) {
  const streams = useSubscription('streams.watch', {});
  const save = useCommand('publications.save', 'drawn');
  const [asked, setAsked] = useState(false);
  const [form, setForm] = useState(() => ({
    name: publication?.name ?? 'AnomalyForce anomalies', connectionId: publication?.connectionId ?? connections[0]?.id ?? null, project: publication?.project ?? '',
    content: publication?.content ?? 'anomalies', streamIds: publication?.streamIds ?? [], days: String(publication?.days ?? 30), every: publication?.every ?? 'day',
  }));
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const days = Number(form.days);
  const faults = {
    name: form.name.trim() === '' ? 'A data source needs a name.' : null,
    days: Number.isInteger(days) && days >= 1 && days <= 3650 ? null : 'Days are a whole number from 1 to 3650.',
    connection: form.connectionId === null ? 'Choose where it goes.' : null,
  };
  const finish = async () => {
    setAsked(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const outcome = await save.run({ publicationId: publication?.id ?? null, draft: { ...form, name: form.name.trim(), days, connectionId: form.connectionId! } });
    if (outcome.ok) onClose();
  };
  return (
    <Dialog wide isOpen onClose={onClose} title={publication === null ? 'Publish a data source' : `Change ${publication.name}`} footer={<Button look="primary" busy={save.running} onPress={() => void finish()}>Save</Button>}>
      <div className="stack">
        <Choice label="What" value={form.content} onChange={(content) => set({ content, ...(form.name === `AnomalyForce ${form.content}` && { name: `AnomalyForce ${content}` }) })} options={[{ id: 'anomalies', label: 'Anomalies and verdicts' }, { id: 'samples', label: 'Samples and forecasts' }]}
          hint={form.content === 'anomalies' ? 'A row for each anomaly, with what was observed and expected, its verdict and its incident.' : 'A row for each sample and channel, with the forecast and band that were made before it came; and one for each of the 48 steps that are expected next.'} />
        <div className="field-pair">
          <TextField label="Name in Tableau" value={form.name} onChange={(name) => set({ name })} error={asked ? faults.name : null} hint="A data source of this name in the project is replaced." required autoFocus />
          <TextField label="Days" type="number" value={form.days} onChange={(text) => set({ days: text })} error={asked ? faults.days : null} hint="Before the newest sample of each stream." required />
        </div>
        <div className="field-pair">
          <Select label="To" options={connections.map(({ id, name }) => ({ id, label: name }))} value={form.connectionId} onChange={(connectionId) => set({ connectionId })} error={asked ? faults.connection : null} />
          <TextField label="Project" value={form.project} onChange={(project) => set({ project })} hint="Empty is Tableau’s default project." />
        </div>
        <Choice label="Publish" value={form.every} onChange={(every) => set({ every })} options={[{ id: 'never', label: 'When I say so' }, { id: 'hour', label: 'Each hour' }, { id: 'day', label: 'Each day' }]} hint="By itself only while the workbench runs, and only what has changed." />
        <Shown of={streams} waiting="Reading the streams…">
          {(rows) => (
            <fieldset className="publication-streams">
              <legend className="field-label">Streams</legend>
              <Checkbox label="All, also later ones" value={form.streamIds.length === 0} onChange={(all) => set({ streamIds: all ? [] : rows.map(({ stream }) => stream.id) })} />
              {form.streamIds.length > 0 && rows.map(({ stream }) => <Checkbox key={stream.id} label={stream.name} value={form.streamIds.includes(stream.id)} onChange={(chosen) => set({ streamIds: chosen ? [...form.streamIds, stream.id] : form.streamIds.filter((id) => id !== stream.id) })} />)}
            </fieldset>
          )}
        </Shown>
        {save.error !== null && <ErrorCard error={save.error} />}
      </div>
    </Dialog>
  );
}
