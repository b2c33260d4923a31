import { useEffect, useMemo, useRef } from 'react';
import { hrefOf } from '../../routes/route.ts';
import { countWords, plural } from '../../../shared/counts.ts';
import { percentWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import type { Loaded } from '../../workbench/loaded.ts';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { filterOf, orderOf, orderWords } from '../anomalies/anomaly-filter.ts';
import type { StreamRow } from '../streams/stream-words.ts';

const mostShown = 6;
/** The list is read anew so often, ms, and no oftener, however fast anomalies change. */
const restMs = 1000;
/** The list of anomalies of the same filter and order; what it shows first stands here. */
const address = { verdict: 'none', sort: 'grade' } as const;
const asked = { filter: filterOf({ text: '', stream: '', series: '', severity: '', from: '', to: '', ...address }), ...orderOf(address.sort), limit: mostShown };

/** Anomalies without a verdict, in the order of the list, kept current: judging one takes it off. */
export function UnreviewedAnomalies({ streams }: { streams: Loaded<StreamRow[]> }) {
  const known = useSubscription('anomalies.watch', {});
  const found = useQuery('anomalies.list', asked);
  const open = valueOr(useSubscription('incidents.watch', {}), []).filter((incident) => incident.state === 'open').length;
  const names = useMemo(() => new Map(valueOr(streams, []).map(({ stream }) => [stream.id, stream.name])), [streams]);
  useRefreshOn(useMemo(() => ({ known, streams: names.size }), [known, names.size]), found.refresh); // those of a stream that is removed go with it
  const none = valueOr(known, []).length === 0;
  return (
    <section className="card start-card" aria-labelledby="unreviewed">
      <Shown of={found} waiting="Reading the anomalies…">
        {({ anomalies, total }) => (
          <>
            <div className="row"><h2 id="unreviewed" className="grow">Not reviewed yet {total > 0 && <span className="muted small number">{plural(total, 'anomaly', 'anomalies')}</span>}</h2><a href={hrefOf({ page: 'anomalies' }, address)}>See all<span className="unseen"> that are not reviewed</span></a></div>
            {total > 0 && <p className="muted small">{orderWords.grade}. Anomalies that belong together are one incident: {open === 1 ? '1 incident is' : `${countWords(open)} incidents are`} open.</p>}
            {total === 0 ? <EmptyState icon="check" title={none ? 'No anomalies so far' : 'All are reviewed'}>{none ? 'What is found while streams are read appears here within a second.' : 'New ones appear here within a second of their record.'}</EmptyState> : (
              <ul className="start-list">
                {anomalies.map((one) => (
                  <li key={one.id}>
                    <a href={hrefOf({ page: 'anomaly', anomalyId: one.id })}>
                      <SeverityPill severity={one.severity} />
                      <span className="number small muted nowrap" title="Grade, by which they are sorted"><span className="unseen">Grade </span>{percentWords(one.grade)}</span>
                      <span className="grow"><strong>{one.seriesName}: {one.shape}</strong><small className="muted two-lines">{one.explanation}</small><small className="muted"><Moment at={one.start} /> · {names.get(one.streamId)}</small></span>
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

/** Calls `refresh` when `of` becomes another; further changes within the rest are taken together at its end. */
function useRefreshOn(of: unknown, refresh: () => void): void {
  const isDue = useRef(false);
  const latest = useRef(refresh);
  const first = useRef(of);
  useEffect(() => { latest.current = refresh; });
  useEffect(() => {
    if (of === first.current || isDue.current) return;
    isDue.current = true;
    latest.current();
    setTimeout(() => { isDue.current = false; latest.current(); }, restMs);
  }, [of]);
}
