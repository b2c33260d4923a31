import { useMemo, useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { Button } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';

const mostShown = 100;

/** The records behind an anomaly as they came. Looking at them is written to the audit log, so in a list they wait to be asked for. */
export function AnomalyRecords({ anomaly, records }: { anomaly: Anomaly; records: 'shown' | 'asked' }) {
  const [shown, setShown] = useState(records === 'shown');
  return (
    <section aria-labelledby="records" className="stack">
      <h2 id="records">Records behind it</h2>
      {shown ? <Records anomaly={anomaly} /> : <div className="row"><Button small icon="file" onPress={() => setShown(true)}>Show the records</Button><span className="muted small">Looking at raw records is written to the audit log.</span></div>}
    </section>
  );
}

function Records({ anomaly }: { anomaly: Anomaly }) {
  const input = useMemo(() => ({ seriesId: anomaly.seriesId, range: { from: anomaly.start, to: anomaly.end }, limit: mostShown }), [anomaly.seriesId, anomaly.start, anomaly.end]);
  const found = useQuery('series.records', input);
  return (
    <Shown of={found} waiting="Reading the records…">
      {(all, { stale }) => all.length === 0 ? <EmptyState icon="file" title="The records are gone">Retention has deleted them, or the stream keeps none of this time.</EmptyState> : (
        <div className={`table-frame records${stale ? ' stale' : ''}`} tabIndex={0} role="region" aria-label="Records behind the anomaly">
          <table className="table">
            <thead><tr><th scope="col">Event time</th><th scope="col">Partition · offset</th><th scope="col">Record</th></tr></thead>
            <tbody>{all.map((one) => (
              <tr key={`${one.partition}/${one.offset}`}><td><Moment at={one.eventTime} /></td><td className="nowrap number">{one.partition} · {one.offset}</td><td><code className="record-text">{one.text}</code></td></tr>
            ))}</tbody>
          </table>
          {all.length === mostShown && <p className="muted small records-more">The first {mostShown} of {anomaly.sampleCount.toLocaleString()} are shown.</p>}
        </div>
      )}
    </Shown>
  );
}
