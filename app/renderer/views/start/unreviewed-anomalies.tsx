import { useMemo } from 'react';
import { severityRank } from '../../../shared/domain/severity.ts';
import { hrefOf } from '../../routes/route.ts';
import { countWords, plural } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import type { Loaded } from '../../workbench/loaded.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import type { StreamRow } from '../streams/stream-words.ts';

const mostShown = 6;
/** A page is told of so many at first. */
const mostWatched = 200;

/** Anomalies without a verdict, the most severe first, kept current: judging one takes it off the list. */
export function UnreviewedAnomalies({ streams }: { streams: Loaded<StreamRow[]> }) {
  const anomalies = useSubscription('anomalies.watch', {});
  const open = valueOr(useSubscription('incidents.watch', {}), []).filter((incident) => incident.state === 'open').length;
  const names = useMemo(() => new Map(valueOr(streams, []).map(({ stream }) => [stream.id, stream.name])), [streams]);
  return (
    <section className="card start-card" aria-labelledby="unreviewed">
      <Shown of={anomalies} waiting="Reading the anomalies…">
        {(known, { stale }) => {
          const all = known.filter((one) => names.has(one.streamId)); // those of a stream that was removed are gone with it
          const waiting = all.filter((one) => one.verdict === null).sort((a, b) => severityRank[b.severity] - severityRank[a.severity] || b.start - a.start);
          return (
            <>
              <div className="row"><h2 id="unreviewed" className="grow">Not reviewed yet {waiting.length > 0 && <span className="muted small number">{plural(waiting.length, 'anomaly', 'anomalies')}{known.length >= mostWatched && ', or more'}</span>}</h2><a href={hrefOf({ page: 'anomalies' }, { verdict: 'none' })}>See all<span className="unseen"> that are not reviewed</span></a></div>
              {waiting.length > 0 && <p className="muted small">The most severe first. Anomalies that belong together are one incident: {open === 1 ? '1 incident is' : `${countWords(open)} incidents are`} open.</p>}
              {waiting.length === 0 ? <EmptyState icon="check" title={all.length === 0 ? 'No anomalies so far' : 'All are reviewed'}>{all.length === 0 ? 'What is found while streams are read appears here within a second.' : 'New ones appear here within a second of their record.'}</EmptyState> : (
                <ul className={`start-list${stale ? ' stale' : ''}`}>
                  {waiting.slice(0, mostShown).map((one) => (
                    <li key={one.id}>
                      <a href={hrefOf({ page: 'anomaly', anomalyId: one.id })}>
                        <SeverityPill severity={one.severity} />
                        <span className="grow"><strong>{one.seriesName}: {one.shape}</strong><small className="muted two-lines">{one.explanation}</small><small className="muted"><Moment at={one.start} /> · {names.get(one.streamId)}</small></span>
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Shown>
    </section>
  );
}
