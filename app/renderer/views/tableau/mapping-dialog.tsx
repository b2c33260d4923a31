import { useEffect, useState } from 'react';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { Series } from '../../../shared/domain/series.ts';
import type { ViewMapping } from '../../../shared/domain/tableau-finding.ts';
import type { ViewColumn, ViewParameter, ViewSheet, ViewTable } from '../../../shared/domain/tableau-port.ts';
import { asWorkbenchError, WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, Slider } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorCard, Notice, Waiting } from '../../ui/states.tsx';
import { useWorkbench } from '../../workbench/provider.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { suggestStream } from './series-tie.ts';
import { ViewFailure, type TableauView } from './tableau-view.ts';
import { rowsOf, titleOfSheet } from './view-rows.ts';

/** Rows from which the fields are told. */
const lookedAt = 300;

type Seen = { columns: ViewColumn[]; rows: ViewTable['rows']; suggested: OutputOf<'tableau.suggest'>; parameters: ViewParameter[]; fits: ViewMapping['stream'] };
const none = '–';

/** Which fields of a sheet are time, key and channels: suggested from its data, to be corrected. */
export function MappingDialog({ view, sheet, sheets, mapping, onClose, onDone }: { view: TableauView; sheet: ViewSheet; sheets: readonly ViewSheet[]; mapping: ViewMapping | null; onClose(): void; onDone(mapping: ViewMapping): void }) {
  const workbench = useWorkbench();
  const [seen, setSeen] = useState<Seen | WorkbenchError | null>(null);
  const [draft, setDraft] = useState<ViewMapping | null>(mapping);
  const streams = valueOr(useSubscription('streams.watch', {}), []);

  useEffect(() => {
    const abort = new AbortController();
    view.summary(sheet.place, { mostRows: lookedAt, signal: abort.signal }).then(async ({ columns, rows }) => {
      if (columns.length === 0) throw new WorkbenchError('AF_NOT_FOUND', 'The sheet has no data.', { hint: 'Choose another sheet, or take filters off.' });
      const [suggested, parameters, series] = await Promise.all([workbench.call('tableau.suggest', { columns: columns.map(({ name }) => name), rows }, { signal: abort.signal }), view.parameters(), workbench.call('series.list', { limit: 10_000 }, { signal: abort.signal })]);
      if (abort.signal.aborted) return;
      const fresh = draftOf(sheet, suggested);
      const fits = streamOf(mapping ?? fresh, columns, rows, series);
      setSeen({ columns, rows, suggested, parameters: parameters.filter(({ isTime }) => isTime), fits });
      setDraft((before) => before ?? { ...fresh, stream: fits });
    }).catch((thrown: unknown) => {
      if (!abort.signal.aborted) setSeen(thrown instanceof ViewFailure ? new WorkbenchError('AF_TABLEAU_UNREACHABLE', thrown.fault.words) : asWorkbenchError(thrown));
    });
    return () => abort.abort();
  }, [workbench, view, sheet, mapping]);

  const put = (part: Partial<ViewMapping>) => setDraft((before) => (before === null ? before : { ...before, ...part }));
  const toggle = (list: readonly string[], name: string, on: boolean) => (on ? [...list, name] : list.filter((one) => one !== name));
  const ready = seen !== null && !(seen instanceof WorkbenchError) ? seen : null;
  const isWhole = ready !== null && draft !== null && draft.time !== '' && draft.channels.length > 0;
  return (
    <Dialog title={sheets.length === 1 ? 'Which fields are watched' : `Which fields of ${titleOfSheet(sheets, sheet)} are watched`} isOpen onClose={onClose} wide footer={<><Button onPress={onClose}>Cancel</Button><Button look="primary" isDisabled={!isWhole} onPress={() => { if (draft !== null) onDone(draft); }}>Detect</Button></>}>
      <div className="stack">
        {seen === null ? <Waiting words="Reading the view’s data…" /> : seen instanceof WorkbenchError ? <ErrorCard error={seen} /> : draft !== null && (
          <>
            {seen.suggested.doubts.length > 0 && <Notice tone="warn" title="Look at this first">{seen.suggested.doubts.join(' ')}</Notice>}
            <Select label="Time" value={draft.time === '' ? null : draft.time} options={seen.columns.map(({ name }) => ({ id: name, label: name }))} onChange={(time) => put({ time, keys: draft.keys.filter((one) => one !== time), channels: draft.channels.filter((one) => one !== time) })} error={draft.time === '' ? 'Choose the field that says when. A sheet without one is not judged; marks selected in it still choose their series, where its fields are named as those of a sheet in step.' : null} />
            <fieldset className="mapping-fields">
              <legend>Series: one for each value of</legend>
              {seen.columns.filter(({ name }) => name !== draft.time && !draft.channels.includes(name)).map(({ name }) => <Checkbox key={name} label={name} value={draft.keys.includes(name)} onChange={(on) => put({ keys: toggle(draft.keys, name, on) })} />)}
              <small className="muted">None: all rows are one series.</small>
            </fieldset>
            <fieldset className="mapping-fields">
              <legend>Channels: the measures that are judged</legend>
              {seen.columns.filter(({ name, type }) => name !== draft.time && ['integer', 'float', 'boolean', 'unknown'].includes(type)).map(({ name }) => <Checkbox key={name} label={name} value={draft.channels.includes(name)} onChange={(on) => put({ channels: toggle(draft.channels, name, on), keys: draft.keys.filter((one) => one !== name) })} />)}
              {draft.channels.length === 0 && <small className="muted">Choose at least one.</small>}
            </fieldset>
            <Select label="Stream" hint="The stream whose series this view shows: its anomalies are annotated here too, and a verdict holds for both." value={draft.stream ?? none} options={[{ id: none, label: 'None' }, ...streams.map(({ stream }) => ({ id: stream.id as string, label: stream.id === seen.fits ? `${stream.name} (fits)` : stream.name }))]} onChange={(id) => put(id === none ? { stream: null, inStep: false, parameter: null } : { stream: id as NonNullable<ViewMapping['stream']> })} />
            {draft.stream !== null && seen.parameters.length > 0 && <Select label="Parameter for the playhead’s moment" value={draft.parameter ?? none} options={[{ id: none, label: 'None' }, ...seen.parameters.map(({ name }) => ({ id: name, label: name }))]} onChange={(id) => put({ parameter: id === none ? null : id })} />}
            <Slider label="Sensitivity" value={draft.sensitivity} onChange={(sensitivity) => put({ sensitivity })} min={0} max={1} step={0.05} words={(value) => (value < 0.5 ? 'tells less' : value > 0.5 ? 'tells more' : 'as usual')} />
            <details><summary>Why these fields</summary><ul>{seen.suggested.fields.map(({ field, role, reason }) => <li key={field}><strong>{field}</strong>: {role}, {reason}</li>)}</ul></details>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What the data suggests; a time that was not found is left for the analyst to choose. */
function draftOf(sheet: ViewSheet, { mapping, fields }: OutputOf<'tableau.suggest'>): ViewMapping {
  const of = (role: string) => fields.filter((one) => one.role === role).map(({ field }) => field);
  return { sheet: { place: sheet.place, name: sheet.name }, time: mapping?.time.field ?? '', keys: of('key').slice(0, 6), channels: of('channel').slice(0, 16), sensitivity: 0.5, stream: null, parameter: null, inStep: false, again: true };
}

function streamOf(draft: ViewMapping, columns: ViewColumn[], rows: ViewTable['rows'], series: readonly Series[]): ViewMapping['stream'] {
  const seen = rowsOf({ columns, rows }, draft);
  return 'missing' in seen ? null : suggestStream(draft, seen.keys, series);
}
