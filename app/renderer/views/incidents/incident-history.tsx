import type { Incident } from '../../../shared/domain/incident.ts';
import { incidentActLead } from '../../../shared/incident-act-words.ts';
import { hrefOf } from '../../routes/route.ts';
import { DoneAt } from '../../ui/moment.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';

/** What was done with an incident and by whom, oldest first. Of notes only that they were written: the notebook has them. */
export function IncidentHistory({ incident }: { incident: Incident }) {
  const history = useQuery('incidents.history', { incidentId: incident.id }, { anew: incident }); // each act tells the incident anew
  return (
    <section aria-labelledby="incident-history" className="stack">
      <h2 id="incident-history">History</h2>
      <Shown of={history} waiting="Reading what was done…">
        {(all) => all.length === 0 ? <p className="muted">Nobody has done anything with it yet.</p> : (
          <ol className="history">
            {all.map((act) => <li key={act.id}><strong>{incidentActLead(act)}{act.moved !== null && <> <a href={hrefOf({ page: 'incident', incidentId: act.moved.incidentId })}>{act.text}</a></>}</strong> <span className="muted">{act.kind === 'returned' ? '' : `by ${act.actor}, `}<DoneAt at={act.at} /></span></li>)}
          </ol>
        )}
      </Shown>
    </section>
  );
}
