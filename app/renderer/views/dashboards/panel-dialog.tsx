import { useState } from 'react';
import type { Panel } from '../../../shared/domain/dashboard.ts';
import type { SeriesId } from '../../../shared/domain/series.ts';
import type { StreamId } from '../../../shared/domain/stream.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchField, TextField } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Notice } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { ViewField } from '../tableau/view-field.tsx';
import { boundTo, type PanelSources } from './panel-body.tsx';
import { missingOf, optionOf, type PanelKind } from './panel-kind.ts';
import { kindOf } from './panel-kinds.ts';

/** Series offered at a time; more are found by their name. */
const offered = 200;
const all = 'all';

/** What a panel shows and how: title, stream, series and what its kind lets one choose. Nothing changes before *Done*. */
export function PanelDialog({ panel, sources, onClose, onDone }: { panel: Panel; sources: PanelSources; onClose(): void; onDone(panel: Panel): void }) {
  const [draft, setDraft] = useState(panel);
  const kind = kindOf(draft.kind);
  const missing = missingOf(kind, draft);
  const [isTold, setTold] = useState(false);
  const done = () => (missing === null ? onDone(draft) : setTold(true));
  const put = (part: Partial<Panel>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Dialog title={`Panel: ${kind?.title ?? draft.kind}`} isOpen onClose={onClose} footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" onPress={done}>Done</Button></>}>
      <TextField label="Title" value={draft.title} onChange={(title) => put({ title: title.slice(0, 120) })} hint="Empty: named after what it shows." />
      {kind !== undefined && kind.shows !== 'nothing' && <BindingFields panel={draft} kind={kind} sources={sources} onChange={put} />}
      {isTold && missing !== null && <div role="alert"><Notice tone="warn" title={missing} /></div>}
      {kind?.options.map((option) => {
        const value = optionOf(kind, draft, option.name);
        const set = (next: string) => put({ options: { ...draft.options, [option.name]: next.slice(0, 20_000) } });
        if (option.input.of === 'tableau-view') return <ViewField key={option.name} value={value} onChange={set} />;
        if (option.input.of === 'text') return <TextField key={option.name} label={option.label} multiline value={value} onChange={set} />;
        const channels = boundTo(draft, sources).one?.channels ?? [];
        const choices = option.input.of === 'channel' ? channels.map((name) => ({ id: name, label: name })) : option.input.choices;
        return <Select key={option.name} label={option.label} value={choices.some(({ id }) => id === value) ? value : (choices[0]?.id ?? null)} options={choices} onChange={set} disabled={choices.length === 0} />;
      })}
    </Dialog>
  );
}

function BindingFields({ panel, kind, sources, onChange }: { panel: Panel; kind: PanelKind; sources: PanelSources; onChange(part: Partial<Panel>): void }) {
  const [text, setText] = useState('');
  const { row, one } = boundTo(panel, sources);
  const streamId = row?.stream.id ?? null;
  const found = valueOr(useQuery('series.list', kind.shows === 'series' && streamId !== null ? { streamId, text, limit: offered } : null), []);
  const series = one === null || one.streamId !== streamId || found.some(({ id }) => id === one.id) ? found : [one, ...found];
  return (
    <>
      <Select
        label="Stream" value={streamId ?? (kind.shows === 'stream-or-all' && panel.wanted === null ? all : null)}
        options={[...(kind.shows === 'stream-or-all' ? [{ id: all, label: 'All streams' }] : []), ...sources.streams.map(({ stream }) => ({ id: stream.id as string, label: stream.name }))]}
        onChange={(id) => onChange({ streamId: id === all ? null : (id as StreamId), seriesId: null, wanted: null })}
      />
      {kind.shows === 'series' && (
        <>
          {(found.length >= offered || text !== '') && <SearchField label="Find series" value={text} onChange={setText} />}
          <Select label="Series" value={one === null ? null : String(one.id)} options={series.map(({ id, name }) => ({ id: String(id), label: name }))} onChange={(id) => onChange({ seriesId: Number(id) as SeriesId, streamId, wanted: null })} disabled={streamId === null} hint={found.length >= offered ? `The first ${offered} by name; search for the others.` : undefined} />
        </>
      )}
    </>
  );
}
