import { hrefOf } from '../../routes/route.ts';
import { plural } from '../../../shared/counts.ts';
import { percentWords, rateWords } from '../../ui/figures.ts';
import { Icon } from '../../ui/icons.tsx';
import { Shown } from '../../ui/states.tsx';
import type { Loaded } from '../../workbench/loaded.ts';
import { StatePill } from '../streams/state-pill.tsx';
import { rateOf } from '../streams/stream-words.ts';
import type { StreamRow } from '../streams/stream-words.ts';
import { recentFirst } from './recent-first.ts';

const mostShown = 6;

/** The streams that need a look or were active last, with their state. */
export function RecentStreams({ streams }: { streams: Loaded<StreamRow[]> }) {
  return (
    <section className="card start-card" aria-labelledby="recent-streams">
      <div className="row"><h2 id="recent-streams" className="grow">Streams</h2><a href={hrefOf({ page: 'streams' })}>See all<span className="unseen"> streams</span></a></div>
      <Shown of={streams} waiting="Reading the streams…">
        {(rows, { stale }) => (
          <ul className={`start-list${stale ? ' stale' : ''}`}>
            {recentFirst(rows).slice(0, mostShown).map((row) => (
              <li key={row.stream.id}>
                <a href={hrefOf({ page: 'stream', streamId: row.stream.id })}>
                  <Icon name={row.stream.domain} />
                  <span className="grow"><strong>{row.stream.name}</strong><small className="muted">{wordsOf(row)}</small></span>
                  <StatePill row={row} />
                </a>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </section>
  );
}

function wordsOf({ health }: StreamRow): string {
  if (health.error !== null) return health.error.message;
  const found = `${plural(health.seriesCount, 'series', 'series')} · ${plural(health.anomalyCount, 'anomaly', 'anomalies')}`;
  if (health.progress !== null && health.progress < 1 && health.state !== 'finished') return `${found} · ${percentWords(health.progress)} read`;
  const rate = rateOf(health);
  return rate > 0 ? `${found} · ${rateWords(rate)}` : found;
}
