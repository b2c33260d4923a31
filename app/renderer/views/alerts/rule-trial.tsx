import { useMemo } from 'react';
import { Link } from 'react-aria-components/Link';
import type { AlertRuleDraft, AlertTrial } from '../../../shared/domain/alert-rule.ts';
import { hrefOfTold } from '../../routes/href-of-told.ts';
import { hrefOf } from '../../routes/route.ts';
import { plural } from '../../../shared/counts.ts';
import { Moment } from '../../ui/moment.tsx';
import { Pill, type Tone } from '../../ui/pill.tsx';
import { Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';

const days = 7;
const tones: Record<AlertTrial['rows'][number]['outcome'], Tone> = { fired: 'good', held: 'busy', suppressed: 'plain' };
const words = { fired: 'told', held: 'held', suppressed: 'not told' } as const;

/** Below the form it would stand out of sight. */
const intoSight = (found: HTMLElement | null) => found?.scrollIntoView({ block: 'nearest' });

/** What a rule would have done in the last days with what was told and what history holds, with links to it. */
export function RuleTrial({ draft, onLeave }: { draft: AlertRuleDraft; onLeave(): void }) {
  const trial = useQuery('alert-rules.try', useMemo(() => ({ draft, days }), [draft]));
  return (
    <Shown of={trial} waiting="Trying the rule on history…">
      {({ looked, rebuilt, lastSeverity, cut, fired, held, suppressed, rows }) => (
        <div className="stack" role="status" ref={intoSight}>
          <strong>{`Would have told ${plural(fired + held, 'time')} in the last ${days} days${held > 0 ? `, ${held} of them held until quiet hours end` : ''}.`}</strong>
          <p className="muted">{looked === 0 ? 'Nothing was told in that time, and no stream holds an incident in its own last days, so the trial says nothing yet.' : `Of ${plural(looked, 'notification')}, ${looked - fired - held - suppressed} do not concern it${suppressed > 0 ? `, and ${suppressed} would have been left out` : ''}.`}{rebuilt > 0 && ` ${rebuilt} of them were not told one by one, as they came with an import or a backlog: they count at their event time, in the last ${days} days of their stream's own history.`}{lastSeverity > 0 && ` ${lastSeverity === rebuilt ? 'They stand' : `${lastSeverity} of those stand`} with the severity that they came to have in the end: when they came to it isn't kept of anomalies that earlier versions found.`}{cut && ' Only the newest 2,000 incidents were looked at.'}</p>
          {rows.length > 0 && (
            <ul className="alerts-trial" aria-label="What the rule would have done">
              {rows.map(({ notification, incidentId, outcome, reason }) => (
                <li key={notification.id}>
                  <Pill tone={tones[outcome]}>{words[outcome]}</Pill>
                  <span className="grow"><Link href={hrefOfTold(notification)} onPress={onLeave}>{notification.title}</Link>{incidentId !== null && <> · <Link href={hrefOf({ page: 'incident', incidentId })} onPress={onLeave}>incident</Link></>}{reason !== null && <span className="muted small"> {reason}</span>}</span>
                  <span className="muted small"><Moment at={notification.at} /></span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Shown>
  );
}
