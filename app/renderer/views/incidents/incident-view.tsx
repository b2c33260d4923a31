import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { durationWords } from '../../charts/words.ts';
import { hrefOf } from '../../routes/route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { incidentSizeWords, incidentStateWords, incidentTone } from './incident-words.ts';
import { MergeButton } from './merge-button.tsx';
import { useJudge } from '../anomalies/use-judge.ts';
import { useMembers } from './use-members.ts';
import { VerdictButtons } from '../anomalies/verdict-buttons.tsx';
import { verdictTone, verdictWords } from '../anomalies/verdict-words.ts';

/** One incident: its state with what can be done about it, who moved first, and its anomalies with one verdict for all. */
export function IncidentView({ incident }: { incident: Incident }) {
  const judge = useJudge();
  const members = useMembers(incident);
  const stream = valueOr(useSubscription('streams.watch', {}), []).find((row) => row.stream.id === incident.streamId)?.stream;
  return (
    <article className="anomaly-view" aria-label={incident.title}>
      <header className="stack">
        <div className="row"><SeverityPill severity={incident.severity} /><Pill tone={incidentTone(incident.state)}>{incidentStateWords(incident.state)}</Pill>{incident.ongoing && <Pill tone="busy">going on</Pill>}<span className="muted"><Moment at={incident.start} />{incident.end > incident.start && <> for {durationWords(incident.end - incident.start)}</>}{stream !== undefined && <> in <a href={`#/streams/${stream.id}`}>{stream.name}</a></>}</span></div>
        <h2 className="anomaly-title">{incident.title}</h2>
        <div className="row"><IncidentButtons incident={incident} /><LinkButton small icon="right" href={hrefOf({ page: 'incident', incidentId: incident.id })}>All about it</LinkButton></div>
      </header>
      <section aria-label="Anomalies of the incident" className="stack">
        <h3>{incidentSizeWords(incident)}</h3>
        {incident.merged === null && <IncidentMembers incident={incident} members={members} currentId={null} />}
      </section>
      {members.length > 0 && (
        <div className="anomaly-judging">
          <strong>{members.length === 1 ? 'Its verdict' : `One verdict for all ${members.length}`}</strong>
          <VerdictButtons verdict={members.every((one) => one.verdict === members[0]!.verdict) ? members[0]!.verdict : null} onJudge={(verdict) => void judge(members, verdict)} />
        </div>
      )}
    </article>
  );
}

/** Acknowledge, resolve, open again and merge, as far as the incident's state allows. */
export function IncidentButtons({ incident }: { incident: Incident }) {
  const acknowledge = useCommand('incidents.acknowledge');
  const resolve = useCommand('incidents.resolve');
  const incidentId = incident.id;
  const reopen = useCommand('incidents.reopen');
  if (incident.merged !== null) return <p className="muted">All its anomalies were moved into <a href={hrefOf({ page: 'incident', incidentId: incident.merged.into })}>another incident</a>. Nothing joins this one any more; what is moved back opens it as it was.</p>;
  if (incident.state === 'resolved') return <div className="row"><span className="muted">It is over. If one of its series is out of the usual again at once, or within as long as it lasted (at most a day), it opens again; anything else makes a new incident.</span><Button small icon="retry" busy={reopen.running} onPress={() => void reopen.run({ incidentId })}>Open again</Button><MergeButton incident={incident} /></div>;
  return (
    <div className="row">
      {incident.state === 'open' && <Button small icon="clock" busy={acknowledge.running} onPress={() => void acknowledge.run({ incidentId })}>Acknowledge</Button>}
      <Button small icon="check" busy={resolve.running} onPress={() => void resolve.run({ incidentId })}>Resolve</Button>
      <MergeButton incident={incident} />
    </div>
  );
}

/** An incident's anomalies in order of time; the first mover is named. */
export function IncidentMembers({ incident, members, currentId }: { incident: Incident; members: readonly Anomaly[]; currentId: string | null }) {
  if (members.length === 0) return <p className="muted">Its anomalies are being read…</p>;
  const first = members.find((one) => one.seriesId === incident.firstMover)?.id;
  return (
    <ol className="incident-members">
      {members.map((one) => (
        <li key={one.id}>
          {one.id === currentId ? <strong>{one.seriesName}: {one.shape} (this one)</strong> : <a href={`#/anomalies/${one.id}`}>{one.seriesName}: {one.shape}</a>}
          <span className="muted small"><Moment at={one.start} /></span>
          {one.id === first && members.length > 1 && <Pill tone="info">moved first</Pill>}
          {one.verdict !== null && <Pill tone={verdictTone(one.verdict)}>{verdictWords(one.verdict)}</Pill>}
        </li>
      ))}
    </ol>
  );
}
