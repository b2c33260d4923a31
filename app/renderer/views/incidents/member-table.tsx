import { useState } from 'react';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import type { Verdict, WorkState } from '../../../shared/domain/feedback.ts';
import type { Incident } from '../../../shared/domain/incident.ts';
import { Checkbox } from '../../ui/fields.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SeverityPill } from '../../ui/pill.tsx';
import { Select } from '../../ui/select.tsx';
import { useCommand } from '../../workbench/use-command.ts';
import { useJudge } from '../anomalies/use-judge.ts';
import { verdictKeys, verdictWords, workStateWords } from '../anomalies/verdict-words.ts';
import { MemberMoves } from './member-moves.tsx';

const none: ReadonlySet<string> = new Set();
const verdicts = [{ id: 'none' as const, label: verdictWords(null) }, ...verdictKeys.map(({ verdict, title }) => ({ id: verdict as Verdict, label: title }))];
const workStates = (['to-investigate', 'postponed', 'done'] as const).map((id) => ({ id, label: workStateWords(id) }));

/** An incident's anomalies by time, each with its verdict and how far the work on it is, to be changed here; those that are chosen can be split off or moved. */
export function MemberTable({ incident, members }: { incident: Incident; members: readonly Anomaly[] }) {
  const [ids, setIds] = useState<ReadonlySet<string>>(none);
  const chosen = members.filter(({ id }) => ids.has(id));
  const choose = (some: readonly Anomaly[], isOn: boolean) => setIds((before) => {
    const now = new Set(before);
    for (const { id } of some) {
      if (isOn) now.add(id);
      else now.delete(id);
    }
    return now;
  });
  const judge = useJudge();
  const setWorkState = useCommand('feedback.set-work-state');
  return (
    <>
      {members.length > 1 && <MemberMoves incident={incident} members={members} chosen={chosen} onChoose={choose} />}
      <div className="table-frame incident-members-frame" tabIndex={0} role="region" aria-label="Anomalies of the incident">
        <table className="table incident-member-table">
          <thead><tr><th scope="col">Anomaly</th><th scope="col">Severity</th><th scope="col">Verdict</th><th scope="col">Work</th></tr></thead>
          <tbody>
            {members.map((one) => {
              const name = `${one.seriesName}: ${one.shape}`;
              return (
                <tr key={one.id}>
                  <th scope="row"><span className="incident-member">{members.length > 1 && <Checkbox hideLabel label={`Choose ${name}`} value={ids.has(one.id)} onChange={(isOn) => choose([one], isOn)} />}<span><a href={`#/anomalies/${one.id}`}>{name}</a> <span className="muted small"><Moment at={one.start} /></span></span></span></th>
                  <td><SeverityPill severity={one.severity} /></td>
                  <td><Select small hideLabel label={`Verdict on ${name}`} options={verdicts} value={one.verdict ?? 'none'} onChange={(verdict) => { if (verdict !== (one.verdict ?? 'none')) void judge([one], verdict === 'none' ? null : verdict); }} /></td>
                  <td><Select small hideLabel label={`Work on ${name}`} options={workStates} value={one.workState} onChange={(workState: WorkState) => { if (workState !== one.workState) void setWorkState.run({ anomalyId: one.id, workState }); }} /></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
