import type { IDockviewPanelProps } from 'dockview-react';
import type { FunctionComponent } from 'react';
import { hrefOf } from '../../routes/route.ts';
import { rateWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { SeriesPage } from '../series/series-page.tsx';
import { StatePill } from '../streams/state-pill.tsx';
import { rateOf } from '../streams/stream-words.ts';

const shownAnomalies = 100;

/** The newest anomalies, live. */
function AnomaliesPanel() {
  const anomalies = useSubscription('anomalies.watch', {});
  return (
    <Shown of={anomalies} waiting="Reading the anomalies…">
      {(all, { stale }) => all.length === 0 ? <EmptyState icon="check" title="No anomalies so far">What is found appears here within a second.</EmptyState> : (
        <ul className={`panel-list${stale ? ' stale' : ''}`} aria-label="Newest anomalies">
          {all.slice(0, shownAnomalies).map((one) => (
            <li key={one.id}><a href={hrefOf({ page: 'anomaly', anomalyId: one.id })}><SeverityPill severity={one.severity} /><span className="grow"><strong className="clip">{one.seriesName}: {one.shape}</strong><small className="muted two-lines">{one.explanation}</small><small className="muted"><Moment at={one.start} /></small></span></a></li>
          ))}
        </ul>
      )}
    </Shown>
  );
}

/** All streams with their state and rate. */
function StreamsPanel() {
  const streams = useSubscription('streams.watch', {});
  return (
    <Shown of={streams} waiting="Reading the streams…">
      {(rows, { stale }) => rows.length === 0 ? <EmptyState icon="streams" title="No streams yet">Connect one from the start page.</EmptyState> : (
        <ul className={`panel-list${stale ? ' stale' : ''}`} aria-label="Streams">
          {rows.map((row) => <li key={row.stream.id}><a href={hrefOf({ page: 'stream', streamId: row.stream.id })}><span className="grow clip strong">{row.stream.name}</span><span className="muted number nowrap">{rateWords(rateOf(row.health))}</span><StatePill row={row} /></a></li>)}
        </ul>
      )}
    </Shown>
  );
}

/** One series with its chart and replay bar. */
function SeriesPanel({ params }: IDockviewPanelProps<{ seriesId?: number }>) {
  return <div className="panel-chart"><SeriesPage seriesId={params.seriesId ?? 0} /></div>;
}

/** What can stand in the workspace, by the name that a kept layout has for it. */
export const panelKinds: Record<string, FunctionComponent<IDockviewPanelProps>> = { anomalies: AnomaliesPanel, streams: StreamsPanel, series: SeriesPanel as FunctionComponent<IDockviewPanelProps> };
