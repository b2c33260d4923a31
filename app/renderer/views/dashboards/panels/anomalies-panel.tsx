import { useMemo } from 'react';
import { hrefOf } from '../../../routes/route.ts';
import { Moment } from '../../../ui/moment.tsx';
import { SeverityPill } from '../../../ui/pill.tsx';
import { EmptyState, Shown } from '../../../ui/states.tsx';
import { useSubscription } from '../../../workbench/use-subscription.ts';
import type { PanelKind, PanelProps } from '../panel-kind.ts';

const shown = 100;

/** The newest anomalies, live. */
function AnomaliesPanel({ row }: PanelProps) {
  const streamId = row?.stream.id;
  const found = useSubscription('anomalies.watch', useMemo(() => (streamId === undefined ? {} : { filter: { streamIds: [streamId] } }), [streamId]));
  return (
    <Shown of={found} waiting="Reading the anomalies…">
      {(all, { stale }) => all.length === 0 ? <EmptyState icon="check" title="No anomalies so far">What is found appears here within a second.</EmptyState> : (
        <ul className={`panel-list${stale ? ' stale' : ''}`} aria-label="Newest anomalies">
          {all.slice(0, shown).map((one) => (
            <li key={one.id}><a href={hrefOf({ page: 'anomaly', anomalyId: one.id })}><SeverityPill severity={one.severity} /><span className="grow"><strong className="clip">{one.seriesName}: {one.shape}</strong><small className="muted two-lines">{one.explanation}</small><small className="muted"><Moment at={one.start} /></small></span></a></li>
          ))}
        </ul>
      )}
    </Shown>
  );
}

export const anomalies: PanelKind = { kind: 'anomalies', title: 'Anomalies', does: 'The newest anomalies with their words.', icon: 'anomalies', shows: 'stream-or-all', size: { w: 3, h: 8 }, options: [], Panel: AnomaliesPanel };
