import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { hrefOf } from '../../routes/route.ts';
import { Pill } from '../../ui/pill.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { IncidentButtons, IncidentMembers } from './incident-view.tsx';
import { incidentSizeWords, incidentStateWords, incidentTone } from './incident-words.ts';
import { useIncidents } from './use-incidents.ts';
import { useMembers } from './use-members.ts';

/** The incident that an anomaly belongs to, with the others in it; nothing where it is in none. */
export function IncidentOfAnomaly({ anomaly }: { anomaly: Anomaly }) {
  const incident = valueOr(useIncidents(anomaly.streamId), []).find((one) => one.id === anomaly.incidentId);
  return incident === undefined ? null : <Group incident={incident} currentId={anomaly.id} />;
}

function Group({ incident, currentId }: { incident: Incident; currentId: string }) {
  const members = useMembers(incident);
  return (
    <section aria-label="Incident" className="stack">
      <div className="row"><h2>Incident</h2><Pill tone={incidentTone(incident.state)}>{incidentStateWords(incident.state)}</Pill><span className="muted"><a href={hrefOf({ page: 'incident', incidentId: incident.id })}>{incident.title}</a>, {incidentSizeWords(incident)}</span></div>
      {members.length > 1 && <IncidentMembers incident={incident} members={members} currentId={currentId} />}
      <IncidentButtons incident={incident} />
    </section>
  );
}
