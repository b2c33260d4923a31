import { useMemo } from 'react';
import { hrefOf } from '../../routes/route.ts';
import { countWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import type { Loaded } from '../../workbench/loaded.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import type { StreamRow } from '../streams/stream-words.ts';

const mostShown = 6;

/** The newest anomalies without a verdict, kept current: judging one takes it off the list. */
export function UnreviewedAnomalies({ streams }: { streams: Loaded<StreamRow[]> }) {
  const anomalies = useSubscription('anomalies.watch', {});
  const names = useMemo(() => new Map(valueOr(streams, []).map(({ stream }) => [stream.id, stream.name])), [streams]);
  return (
    <section className="card start-card" aria-labelledby="unreviewed">
      <Shown of={anomalies} waiting="Reading the anomalies…">
        {(known, { stale }) => {
          const all = known.filter((one) => names.has(one.streamId)); // those of a stream that was removed are gone with it
          const waiting = all.filter((one) => one.verdict === null).sort((a, b) => b.start - a.start);
          return (
            <>
              <div className="row"><h2 id="unreviewed" className="grow">Not reviewed yet {waiting.length > 0 && <span className="muted small number">{countWords(waiting.length)} of the newest {countWords(all.length)}</span>}</h2><a href={hrefOf({ page: 'anomalies' }, { verdict: 'none' })}>See all<span className="unseen"> that are not reviewed</span></a></div>
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
