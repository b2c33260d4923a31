import { useEffect, useMemo } from 'react';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { keyed } from '../../commands/listed-keys.ts';
import { useCommands } from '../../commands/use-commands.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Pill, SeverityPill } from '../../ui/pill.tsx';
import { EmptyState, ErrorCard, Waiting } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { IncidentButtons } from './incident-view.tsx';
import { incidentSizeWords, incidentStateWords, incidentStory, incidentTone } from './incident-words.ts';
import { useJudge } from '../anomalies/use-judge.ts';
import { useMembers } from './use-members.ts';
import { VerdictButtons } from '../anomalies/verdict-buttons.tsx';
import { SavePackButton } from '../evidence/save-pack-button.tsx';
import { IncidentHistory } from './incident-history.tsx';
import { IncidentNotebook } from './incident-notebook.tsx';
import { IncidentOwner } from './incident-owner.tsx';
import { conditionTitles } from '../streams/condition-words.ts';
import { IncidentCourse } from './incident-course.tsx';
import { LinkedIncidents } from './linked-incidents.tsx';
import { LookAlikeIncidents } from './look-alike-incidents.tsx';
import { MemberTable } from './member-table.tsx';
import { MovementTable } from './movement-table.tsx';
import { SaveIncidentButton } from './save-incident-button.tsx';
import '../anomalies/anomalies.css';
import './incidents.css';

const noRows: OutputOf<'streams.list'> = [];
const listHref = '#/anomalies?view=incidents';

/** One incident at an address of its own: what happened in words, who looks after it, its timeline and its anomalies. `e` acknowledges, `r` resolves, `u` goes to the list. */
export function IncidentPage({ incidentId }: { incidentId: string }) {
  const stored = useQuery('incidents.get', useMemo(() => ({ incidentId }), [incidentId]));
  const live = valueOr(useSubscription('incidents.watch', {}), []).find((one) => one.id === incidentId);
  if (stored.state === 'loading') return <Waiting words="Reading the incident…" />;
  if (stored.state === 'failed' && stored.error.code === 'AF_NOT_FOUND') return <EmptyState icon="search" title="This incident is not there" actions={<LinkButton href={listHref}>See all incidents</LinkButton>}>Its stream was removed, or the address is of another workbench.</EmptyState>;
  if (stored.state === 'failed') return <div className="page"><ErrorCard error={stored.error} onRetry={stored.retry} actions={<LinkButton small href={listHref}>All incidents</LinkButton>} /></div>;
  return <div className={stored.stale ? 'stale' : undefined}><Whole incident={live ?? stored.value} refresh={stored.refresh} isLive={live !== undefined} /></div>;
}

function Whole({ incident, refresh, isLive }: { incident: Incident; refresh: () => void; isLive: boolean }) {
  const members = useMembers(incident);
  const rows = valueOr(useSubscription('streams.watch', {}), noRows);
  const row = rows.find((one) => one.stream.id === incident.streamId);
  const stream = row?.stream;
  const streamNames = useMemo(() => new Map<string, string>(rows.map((one) => [one.stream.id, one.stream.name])), [rows]);
  const { streamId, start, end } = incident;
  const conditions = valueOr(useQuery('conditions.list', useMemo(() => ({ streamId, range: { from: start, to: end }, limit: 20 }), [streamId, start, end])), []);
  const acknowledge = useCommand('incidents.acknowledge');
  const resolve = useCommand('incidents.resolve');
  const { id: incidentId, state } = incident;
  const isMerged = incident.merged !== null;
  useEffect(() => { if (!isLive) refresh(); }, [isLive]); // eslint-disable-line react-hooks/exhaustive-deps -- an old one is not among the newest that are watched until it changes
  useCommands([
    keyed('anomaly-list', () => location.assign(listHref)),
    keyed('incident-acknowledge', () => { if (state === 'open') void acknowledge.run({ incidentId }); }),
    keyed('incident-resolve', () => { if (state !== 'resolved') void resolve.run({ incidentId }); }),
  ]);
  return (
    <div className="page incident-page">
      <div className="row"><LinkButton small icon="left" href={listHref}>All incidents</LinkButton></div>
      <article className="anomaly-view" aria-label={incident.title}>
        <div className="anomaly-view-part">
          <header className="stack">
            <div className="row"><SeverityPill severity={incident.severity} /><Pill tone={incidentTone(state)}>{incidentStateWords(state)}</Pill>{incident.ongoing && <Pill tone="busy">going on</Pill>}<span className="muted">since <Moment at={incident.start} />{stream !== undefined && <> in <a href={`#/streams/${stream.id}`}>{stream.name}</a></>}</span></div>
            <h1 className="anomaly-title">{incident.title}</h1>
            {members.length > 0 && incidentStory(incident, members).map((sentence) => <p key={sentence} className="anomaly-explanation">{sentence}</p>)}
          </header>
          <div className="anomaly-judging">
            <IncidentButtons incident={incident} />
            {!isMerged && <div className="row"><SaveIncidentButton incident={incident} /><SavePackButton incidentId={incidentId} /></div>}
            <IncidentOwner incident={incident} />
          </div>
          {!isMerged && (
            <section aria-labelledby="timeline" className="stack">
              <h2 id="timeline">Timeline</h2>
              {members.length === 0 ? <Waiting words="Reading its anomalies…" /> : row === undefined ? <Waiting words="Reading the streams…" /> : <IncidentCourse key={incidentId} incident={incident} members={members} conditions={conditions} row={row} />}
              {conditions.map((one) => <p key={one.id} className="small"><strong>{conditionTitles[one.kind]}:</strong> {one.words}</p>)}
            </section>
          )}
        </div>
        <div className="anomaly-view-part">
          <IncidentNotebook incident={incident} />
          <LinkedIncidents incident={incident} streamNames={streamNames} />
          <section aria-labelledby="members" className="stack">
            <h2 id="members">{incidentSizeWords(incident)}</h2>
            {members.length > 0 && <Judging members={members} />}
            {members.length > 0 && <MemberTable incident={incident} members={members} />}
          </section>
          {!isMerged && <MovementTable incident={incident} />}
          {!isMerged && <LookAlikeIncidents incident={incident} />}
          <IncidentHistory incident={incident} />
        </div>
      </article>
    </div>
  );
}

function Judging({ members }: { members: readonly Anomaly[] }) {
  const judge = useJudge();
  const [first] = members;
  const isOne = members.every(({ verdict }) => verdict === first!.verdict);
  return (
    <div className="row">
      <strong>{members.length === 1 ? 'Its verdict' : `One verdict for all ${members.length}`}</strong>
      <VerdictButtons small verdict={isOne ? first!.verdict : null} onJudge={(verdict) => void judge(members, verdict)} />
    </div>
  );
}
