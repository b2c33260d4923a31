import { useMemo, useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../../shared/counts.ts';
import { Moment } from '../../ui/moment.tsx';
import { EmptyState, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { recordRange } from './range-around.ts';

const mostShown = 200;

/** The records behind an anomaly and some around it, as they came. Looking at them is written to the audit log, so in a list they wait to be asked for. */
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
  const { seriesId, start, end, sampleCount } = anomaly;
  const input = useMemo(() => ({ seriesId, range: recordRange({ start, end, sampleCount }), limit: mostShown }), [seriesId, start, end, sampleCount]);
  const found = useQuery('series.records', input);
  const inside = (time: number | null) => time !== null && time >= start && time <= end;
  return (
    <Shown of={found} waiting="Reading the records…">
      {(all, { stale }) => all.length === 0 ? <EmptyState icon="file" title="The records are gone">Retention has deleted them, or the stream keeps none of this time.</EmptyState> : (
        <>
          <p className="muted small">{plural(all.filter((one) => inside(one.eventTime)).length, 'record')} of the anomaly, marked, with those just before and after it{all.length === mostShown && `; the first ${mostShown} are shown`}.</p>
          <div className={`table-frame records${stale ? ' stale' : ''}`} tabIndex={0} role="region" aria-label="Records behind the anomaly">
            <table className="table">
              <thead><tr><th scope="col">Event time</th><th scope="col">Partition · offset</th><th scope="col">Record</th></tr></thead>
              <tbody>{all.map((one) => (
                <tr key={`${one.partition}/${one.offset}`} data-inside={inside(one.eventTime) ? '' : undefined}><td><Moment at={one.eventTime} />{inside(one.eventTime) && <span className="unseen"> in the anomaly</span>}</td><td className="nowrap number">{one.partition} · {one.offset}</td><td><code className="record-text">{one.text}</code></td></tr>
              ))}</tbody>
            </table>
          </div>
        </>
      )}
    </Shown>
  );
}
