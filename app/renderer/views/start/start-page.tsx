import { hrefOf } from '../../routes/route.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/states.tsx';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { RecentStreams } from './recent-streams.tsx';
import { SampleList } from './sample-list.tsx';
import { UnreviewedAnomalies } from './unreviewed-anomalies.tsx';
import './start.css';

const tones = { info: 'info', warning: 'warn', error: 'bad' } as const;

/** Where a new analyst begins and one who comes back goes on: notices, what waits for a look, streams, samples. */
export function StartPage() {
  const status = useSubscription('workspace.watch', {});
  const streams = useSubscription('streams.watch', {});
  const isNew = streams.state === 'ready' && streams.value.length === 0;
  return (
    <div className="page start-page">
      <div className="page-head">
        <div>
          <h1>{isNew ? 'Welcome to AnomalyForce' : 'Start'}</h1>
          <p>{isNew ? 'It watches streams, finds what is wrong and says why. Look around in recorded samples, or bring your own records.' : 'What waits for your look, and how your streams go.'}</p>
        </div>
        <div className="page-tools"><LinkButton href={hrefOf({ page: 'new-stream' })} look={isNew ? 'normal' : 'primary'} icon="plus">Connect or import</LinkButton></div>
      </div>
      {status.state === 'ready' && status.value.notices.length > 0 && (
        <section className="stack" aria-label="Notices">
          {status.value.notices.map((notice) => <Notice key={notice.id} tone={tones[notice.severity]} title={notice.text}>{notice.hint}</Notice>)}
        </section>
      )}
      {!isNew && (
        <div className="start-columns">
          <UnreviewedAnomalies streams={streams} />
          <RecentStreams streams={streams} />
        </div>
      )}
      <SampleList lead={isNew} />
      {isNew && <OwnRecords />}
    </div>
  );
}

function OwnRecords() {
  return (
    <section className="card start-own" aria-labelledby="own-records">
      <div className="grow">
        <h2 id="own-records">Or bring your own records</h2>
        <p className="muted">Connect a Kafka topic, or drop a CSV, JSON lines or Parquet file anywhere on this window. Time, keys and channels are found for you; you correct them in a preview. Nothing leaves this workbench.</p>
      </div>
      <LinkButton href={hrefOf({ page: 'new-stream' })} icon="plus">Connect or import</LinkButton>
    </section>
  );
}
