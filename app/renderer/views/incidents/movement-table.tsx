import type { Incident } from '../../../shared/domain/incident.ts';
import { plural } from '../../../shared/counts.ts';
import { Button } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { distanceWords, lagWords, readWords } from './movement-words.ts';

/** Which series moved in the incident's window, the farthest first, also those that raised no anomaly. Read once, and again when asked. */
export function MovementTable({ incident }: { incident: Incident }) {
  const moved = useQuery('incidents.movements', { incidentId: incident.id });
  return (
    <section aria-labelledby="moved" className="stack">
      <h2 id="moved">What moved with it</h2>
      <Shown of={moved} waiting="Reading the series around it…">
        {(found, { stale, refresh }) => (
          <>
            <div className="row"><span className="muted">{readWords(found)}</span><Button small icon="retry" busy={stale} onPress={refresh}>Look again</Button></div>
            {found.movements.length > 0 && (
              <div className="table-frame incident-members-frame" tabIndex={0} role="region" aria-label="Series that moved with it">
                <table className="table incident-member-table">
                  <thead><tr><th scope="col">Series</th><th scope="col">Went to</th><th scope="col">With the first mover</th><th scope="col">Anomalies</th></tr></thead>
                  <tbody>
                    {found.movements.map((one) => (
                      <tr key={one.seriesId}>
                        <th scope="row"><a href={`#/series/${one.seriesId}`}>{one.seriesName}</a></th>
                        <td>{distanceWords(one)}</td>
                        <td>{one.seriesId === incident.firstMover ? <Pill tone="info">moved first</Pill> : lagWords(one)}</td>
                        <td>{one.anomalyCount === 0 ? <span className="muted">no anomaly</span> : plural(one.anomalyCount, 'anomaly', 'anomalies')}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}
