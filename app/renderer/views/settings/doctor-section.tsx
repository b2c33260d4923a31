import { useMemo } from 'react';
import type { DoctorCheck } from '../../../shared/api/views.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Pill } from '../../ui/pill.tsx';
import { Notice, Shown } from '../../ui/states.tsx';
import { valueOr } from '../../workbench/loaded.ts';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';
import { doctorText } from './doctor-text.ts';

/** What the program has to say about itself, and the doctor's findings with what to do about each fault. */
export function DoctorSection() {
  const notices = valueOr(useSubscription('workspace.watch', {}), null)?.notices ?? [];
  const doctor = useQuery('workspace.doctor', useMemo(() => ({}), []));
  return (
    <div className="stack-l">
      {notices.length > 0 && <div className="stack settings-notices">{notices.map((one) => <Notice key={one.id} tone={one.severity === 'info' ? 'info' : one.severity === 'warning' ? 'warn' : 'bad'} title={one.text}>{one.hint}</Notice>)}</div>}
      <section className="card stack settings-card" aria-labelledby="doctor">
        <h2 id="doctor">Check</h2>
        <p className="muted">Looks at all that the program stands on: versions, detection, store, brokers and display.</p>
        <Shown of={doctor} waiting="Looking at everything…">
          {(checks, { refresh, stale }) => (
            <>
              <p role="status"><strong>{summary(checks)}</strong></p>
              <ul className={`doctor${stale ? ' stale' : ''}`}>
                {checks.map((check) => <li key={check.name}><Pill tone={check.ok ? 'good' : 'bad'}>{check.ok ? 'well' : 'fault'}</Pill><div><strong>{check.name}</strong> {check.found}{check.advice !== null && <p className="muted">{check.advice}</p>}</div></li>)}
              </ul>
              <div className="row"><Button small icon="retry" busy={stale} busyWords="Checking…" onPress={refresh}>Check again</Button><Button small icon="file" onPress={() => void copyText(doctorText(checks), 'The findings are')}>Copy as text</Button></div>
            </>
          )}
        </Shown>
      </section>
    </div>
  );
}

function summary(checks: readonly DoctorCheck[]): string {
  const faults = checks.filter((check) => !check.ok).length;
  return faults === 0 ? 'All is well.' : faults === 1 ? 'One thing is not as it should be.' : `${faults} things are not as they should be.`;
}
