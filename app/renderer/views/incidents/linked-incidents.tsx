import type { Incident } from '../../../shared/domain/incident.ts';
import type { IncidentGroup } from '../../../shared/domain/incident-link.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { Shown } from '../../ui/states.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { incidentSizeWords, incidentStateWords, incidentTone } from './incident-words.ts';
import { IncidentTimeline } from './incident-timeline.tsx';

/** How often the group is read again while it may grow. */
const refreshMs = 5_000;

/** The incidents of other streams that belong to this one: why, who moved first, how bad it is together, and one timeline for all. Nothing where it is linked to none. */
export function LinkedIncidents({ incident, streamNames }: { incident: Incident; streamNames: ReadonlyMap<string, string> }) {
  const group = useQuery('incidents.group', { incidentId: incident.id }, { everyMs: refreshMs });
  const set = useCommand('incidents.set-link');
  return (
    <Shown of={group} waiting="Looking for linked incidents…">
      {(found, { refresh }) => found.incidents.length === 1 && found.links.length === 0 ? null : (
        <section aria-labelledby="linked" className="stack">
          <div className="row"><h2 id="linked">{found.incidents.length > 1 ? `One with ${found.incidents.length - 1} of other streams` : 'Taken apart'}</h2>{found.incidents.length > 1 && <><SeverityPill severity={found.severity} /><a href={hrefOf({ page: 'anomalies' }, { view: 'incidents', group: found.incidents[0]!.id })}>These alone in the list</a></>}</div>
          {found.incidents.length > 1 && <p>{found.severityWords} {moverWords(found)}</p>}
          <ol className="incident-links">
            {found.links.map(({ a, b, words, linked }) => {
              const set_ = (to: boolean) => void set.run({ incidentId: a, otherId: b, linked: to }).then(refresh);
              return (
                <li key={`${a} ${b}`} className="row">
                  <span className="grow">{wordsOf(found, [a, b], incident)}: <span className="muted">{words}</span></span>
                  <Button small busy={set.running} onPress={() => set_(!linked)}>{linked ? 'Take apart' : 'Link again'}</Button>
                </li>
              );
            })}
          </ol>
          {found.incidents.length > 1 && (
            <>
              <ul className="incident-links">
                {found.incidents.map((one) => (
                  <li key={one.id} className="row">
                    <Pill tone={incidentTone(one.state)}>{incidentStateWords(one.state)}</Pill>
                    {one.id === incident.id ? <strong>{one.title} (this one)</strong> : <a href={hrefOf({ page: 'incident', incidentId: one.id })}>{one.title}</a>}
                    <span className="muted small">{streamNames.get(one.streamId)}, <Moment at={one.start} />, {incidentSizeWords(one)}</span>
                  </li>
                ))}
              </ul>
              <IncidentTimeline incident={found} members={found.anomalies} conditions={[]} timeline={null} />
            </>
          )}
        </section>
      )}
    </Shown>
  );
}

function moverWords({ firstMover, incidents, anomalies }: IncidentGroup): string {
  const first = anomalies.find(({ seriesId }) => seriesId === firstMover);
  return first === undefined ? '' : incidents[0]!.firstMover === firstMover ? `${first.seriesName} moved first.` : `${first.seriesName} is taken to have moved first: the others usually follow.`;
}

/** The two ends of a link: the other one where this incident is one of them. */
function wordsOf(group: IncidentGroup, ends: readonly [string, string], { id: own }: Incident) {
  const [first, second] = ends[0] === own ? [ends[1], ends[0]] : ends;
  return second === own ? <>With {titleOf(group, first)}</> : <>{titleOf(group, first)} and {titleOf(group, second)}</>;
}

function titleOf({ incidents }: IncidentGroup, id: string) {
  return <a href={hrefOf({ page: 'incident', incidentId: id })}>{incidents.find((one) => one.id === id)?.title ?? 'another one'}</a>;
}
