import { hrefOf } from '../../../routes/route.ts';
import { rateWords } from '../../../ui/figures.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { StatePill } from '../../streams/state-pill.tsx';
import { rateOf } from '../../streams/stream-words.ts';
import type { PanelKind, PanelProps } from '../panel-kind.ts';

/** All streams with their state and rate. */
function StreamsPanel({ streams: rows }: PanelProps) {
  if (rows.length === 0) return <EmptyState icon="streams" title="No streams yet">Connect one from the start page.</EmptyState>;
  return (
    <ul className="panel-list" aria-label="Streams">
      {rows.map((row) => <li key={row.stream.id}><a href={hrefOf({ page: 'stream', streamId: row.stream.id })}><span className="grow clip strong">{row.stream.name}</span><span className="muted number nowrap">{rateWords(rateOf(row.health))}</span><StatePill row={row} /></a></li>)}
    </ul>
  );
}

export const streams: PanelKind = { kind: 'streams', title: 'Streams', does: 'All streams with their state and rate.', icon: 'streams', shows: 'nothing', size: { w: 3, h: 4 }, options: [], Panel: StreamsPanel };
