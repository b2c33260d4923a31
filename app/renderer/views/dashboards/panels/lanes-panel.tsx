import { useMemo, useState } from 'react';
import type { LaneKind } from '../../../../shared/domain/lanes.ts';
import { arrangeLanes } from '../../../charts/lanes/lane-rows.ts';
import { SwimLanes } from '../../../charts/lanes/swim-lanes.tsx';
import { hrefOf } from '../../../routes/route.ts';
import { plural } from '../../../../shared/counts.ts';
import { EmptyState, Shown } from '../../../ui/states.tsx';
import { useQuery } from '../../../workbench/use-query.ts';
import { cellText } from '../../anomalies/chosen-cell.ts';
import { useChosenRange } from '../use-stretch.ts';
import { optionOf, type PanelKind, type PanelProps } from '../panel-kind.ts';

const everyMs = 5_000;
const least = { low: ['low', 'medium', 'high'], medium: ['medium', 'high'], high: ['high'] } as const;

/** Anomalies as swim lanes over all stored time, or over the range that was chosen; a cell leads to the explorer, a stretch drawn by the pointer becomes the range of the stream's panels. */
function LanesPanel({ panel, row, timeline, zone }: PanelProps) {
  const [chosen, setChosen] = useState<{ lane: string; from: number; to: number } | null>(null);
  const by = optionOf(lanes, panel, 'by') as LaneKind;
  const severity = optionOf(lanes, panel, 'severity') as keyof typeof least;
  const range = useChosenRange(timeline);
  const filter = { ...range, severities: [...least[severity]], ...(row !== null && { streamIds: [row.stream.id] }) };
  const found = useQuery('anomalies.lanes', { filter, by }, { everyMs });
  const counted = found.state === 'ready' ? found.value : null;
  const rows = useMemo(() => (counted === null ? [] : arrangeLanes(counted, 'worst')), [counted]);
  const lane = rows.find(({ id }) => id === chosen?.lane);
  return (
    <Shown of={found} waiting="Counting the anomalies…">
      {(value) => rows.length === 0 ? <EmptyState icon="check" title="No anomalies to draw">{range === null ? 'None are stored that the panel\'s settings let through.' : 'None of the chosen range are stored that the panel\'s settings let through.'}</EmptyState> : (
        <div className="lanes-panel">
          <SwimLanes lanes={value} rows={rows} zone={zone} chosen={chosen} onChoose={(at, range) => setChosen({ lane: at.id, ...range })} onRange={(range) => timeline?.range.look({ kind: 'fixed', ...range })} />
          <p className="panel-note small">{lane === undefined || chosen === null ? <span className="muted">{plural(rows.length, 'lane')}, the worst first{range !== null && ', in the chosen range'}</span> : <a href={hrefOf({ page: 'anomalies' }, { view: 'explorer', by, cell: cellText(chosen), ...(row !== null && { stream: row.stream.id }), severity: severity === 'low' ? '' : severity })}>Look into {lane.name} in the explorer</a>}</p>
        </div>
      )}
    </Shown>
  );
}

export const lanes: PanelKind = {
  kind: 'lanes', title: 'Swim lanes', does: 'Anomalies as a lane for each series or stream over time, the worst first.', icon: 'lanes', shows: 'stream-or-all', size: { w: 6, h: 5 },
  options: [
    { name: 'by', label: 'A lane for each', input: { of: 'choice', choices: [{ id: 'series', label: 'Series' }, { id: 'stream', label: 'Stream' }] }, initial: 'series' },
    { name: 'severity', label: 'At least', input: { of: 'choice', choices: [{ id: 'low', label: 'Low' }, { id: 'medium', label: 'Medium' }, { id: 'high', label: 'High' }] }, initial: 'low' },
  ],
  Panel: LanesPanel,
};
