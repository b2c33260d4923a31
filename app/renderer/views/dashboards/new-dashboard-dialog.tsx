import { useMemo, useState } from 'react';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { goTo, markPage } from '../../routes/use-route.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Notice } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { fromTemplate, templates, type TemplateId } from './templates.ts';

/** A name, what to begin with, and of which stream; then it opens. */
export function NewDashboardDialog({ onClose }: { onClose(): void }) {
  const streams = valueOr(useSubscription('streams.watch', {}), []);
  const series = useQuery('series.list', useMemo(() => ({ limit: 10_000 }), []));
  const samples = useCommand('workspace.open-sample');
  const save = useCommand('dashboards.save', 'drawn');
  const [template, setTemplate] = useState<TemplateId>('overview');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<StreamId | null>(null);
  const needsStream = template !== 'overview' && template !== 'empty';
  // Streams of the template's domain come first.
  const offered = [...streams].sort((a, b) => Number(b.stream.domain === template) - Number(a.stream.domain === template));
  const stream = (offered.find((row) => row.stream.id === chosen) ?? offered[0])?.stream ?? null;
  const label = templates.find(({ id }) => id === template)!.label;
  const called = name.trim() === '' ? (needsStream && stream !== null ? `${label}: ${stream.name}` : label).slice(0, 120) : name.trim();
  const make = async () => {
    if (series.state !== 'ready') return;
    const isHere = markPage();
    const done = await save.run({ content: fromTemplate(template, called, stream, series.value) });
    if (!done.ok) return;
    onClose();
    if (isHere()) goTo({ page: 'dashboard', dashboardId: done.output.id });
  };
  return (
    <Dialog title="New dashboard" isOpen onClose={onClose} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" busy={save.running} isDisabled={series.state !== 'ready' || (needsStream && stream === null)} onPress={() => void make()}>Make it</Button></>}>
      <Select label="Begin with" value={template} options={templates} onChange={(id) => { setTemplate(id); setChosen(null); }} hint={templates.find(({ id }) => id === template)!.hint} />
      {needsStream && offered.length > 0 && <Select label="Stream" value={stream?.id ?? null} options={offered.map((row) => ({ id: row.stream.id as string, label: row.stream.name, hint: row.stream.domain }))} onChange={(id) => setChosen(id as StreamId)} />}
      {template !== 'empty' && streams.length === 0 && <Notice title="There are no streams yet" actions={<Button small busy={samples.running} onPress={() => void samples.run({}).then(series.refresh)}>Open the samples</Button>}>Connect one first, or open the recorded samples.</Notice>}
      <TextField label="Name" value={name} onChange={(text) => setName(text.slice(0, 120))} placeholder={called} />
      {save.error !== null && <p className="field-error" role="alert">{save.error.message} {save.error.hint}</p>}
    </Dialog>
  );
}
