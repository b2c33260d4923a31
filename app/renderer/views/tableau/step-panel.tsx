import { useSyncExternalStore } from 'react';
import type { SeriesId } from '../../../shared/domain/series.ts';
import { momentWords } from '../../charts/words.ts';
import { rangeState } from '../../playhead/use-range-address.ts';
import { hrefOf } from '../../routes/route.ts';
import { Switch } from '../../ui/fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Notice } from '../../ui/states.tsx';
import { usePreferences } from '../../workbench/preferences.ts';
import type { StepPart } from './step-sides.ts';
import { shownRange } from './step-sides.ts';
import { useChosen, type TiedStream } from './use-step.ts';
import type { ViewWatch } from './use-view-watch.ts';

const all = 'all';

/** Whether a view goes in step with its stream; the range and series that both show then, and what the view refused. */
export function StepPanel({ watch, refused }: { watch: ViewWatch; refused: ReadonlyMap<StepPart, string> }) {
  const { mapping, tied } = watch;
  if (mapping === null) return null;
  if (tied === null) return <p className="muted small">{mapping.stream === null ? 'To go in step with a stream of the workbench, choose the stream under Fields.' : 'The stream of this view is not there, or has no series yet.'}</p>;
  return (
    <>
      <Switch label="In step" hint={`Time range and series of the view and of ${tied.row.stream.name} follow each other.`} value={mapping.inStep} onChange={(inStep) => watch.remap({ ...mapping, inStep })} />
      {mapping.inStep && <Shown tied={tied} />}
      {[...refused].map(([part, words]) => <Notice key={part} tone="warn" title={`The view does not take the ${part}`}>{words} The two may show different things until it does.</Notice>)}
    </>
  );
}

function Shown({ tied: { row, series, tie, timeline } }: { tied: TiedStream }) {
  const { timeZone } = usePreferences();
  useSyncExternalStore(timeline.range.subscribe, timeline.range.get);
  useSyncExternalStore(timeline.playhead.subscribe, timeline.playhead.get);
  const chosen = useChosen(timeline);
  const range = shownRange(timeline);
  const named = series.filter((one) => tie.keyOf(one) !== null);
  const one = named.find(({ id }) => id === chosen);
  return (
    <div className="stack">
      <Select small label="Series" value={one === undefined ? all : String(one.id)} options={[{ id: all, label: 'All' }, ...named.map(({ id, name }) => ({ id: String(id), label: name }))]} onChange={(id) => timeline.chosen.choose(id === all ? null : (Number(id) as SeriesId))} />
      <p className="small">{range === null ? 'The whole time.' : `${momentWords(range.from, timeZone)} to ${momentWords(range.to, timeZone)}.`} <a href={one === undefined ? hrefOf({ page: 'stream', streamId: row.stream.id }) : hrefOf({ page: 'series', seriesId: one.id }, range === null ? {} : rangeState(range))}>{one === undefined ? row.stream.name : `Open ${one.name}`}</a></p>
    </div>
  );
}
