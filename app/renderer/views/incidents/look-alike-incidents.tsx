import type { Incident } from '../../../shared/domain/incident.ts';
import { hrefOf } from '../../routes/route.ts';
import { percentWords } from '../../ui/figures.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { verdictTone, verdictWords } from '../anomalies/verdict-words.ts';

/** Earlier incidents that began like this one, with what was said of their anomalies. */
export function LookAlikeIncidents({ incident }: { incident: Incident }) {
  const alike = useQuery('incidents.look-alikes', { incidentId: incident.id });
  return (
    <section aria-labelledby="alike" className="stack">
      <h2 id="alike">Earlier ones like it</h2>
      <Shown of={alike} waiting="Looking for earlier ones like it…">
        {(found) => found.length === 0 ? <p className="muted">No earlier incident of this stream began like it.</p> : (
          <ol className="look-alikes">
            {found.map(({ incident: earlier, likeness, verdicts }) => (
              <li key={earlier.id} className="row">
                <a href={hrefOf({ page: 'incident', incidentId: earlier.id })}>{earlier.title}</a>
                <span className="muted"><Moment at={earlier.start} />, {percentWords(likeness)} alike</span>
                {verdicts.map(({ verdict, count }) => {
                  const given = verdict === 'none' ? null : verdict;
                  return <Pill key={verdict} tone={verdictTone(given)}>{verdictWords(given)}{earlier.anomalyCount > 1 && ` (${count})`}</Pill>;
                })}
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </section>
  );
}
