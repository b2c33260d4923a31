import { useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Notice, Shown } from '../../ui/states.tsx';
import { useQuery } from '../../workbench/use-query.ts';
import { useSubscription } from '../../workbench/use-subscription.ts';

/** The doctor's findings with what to do about each fault, and the versions. */
export function AboutSection() {
  const status = useSubscription('workspace.watch', {});
  const doctor = useQuery('workspace.doctor', useMemo(() => ({}), []));
  return (
    <div className="stack-l">
      <section className="card stack settings-card" aria-labelledby="about">
        <h2 id="about">AnomalyForce</h2>
        <Shown of={status} waiting="Reading the versions…">
          {({ version, host, backend, principal, notices }) => (
            <>
              {notices.map((one) => <Notice key={one.id} tone={one.severity === 'info' ? 'info' : one.severity === 'warning' ? 'warn' : 'bad'} title={one.text}>{one.hint}</Notice>)}
              <dl className="facts"><dt>Version</dt><dd>{version}, {host === 'desktop' ? 'desktop window' : 'web host'}</dd><dt>Detection</dt><dd>TensorFlow {backend.name} {backend.version}{backend.reason !== null && backend.reason !== '' && `: ${backend.reason}`}</dd><dt>You are</dt><dd>{principal.name}, {principal.role}</dd></dl>
            </>
          )}
        </Shown>
      </section>
      <section className="card stack settings-card" aria-labelledby="doctor">
        <h2 id="doctor">Check</h2>
        <Shown of={doctor} waiting="Looking at everything…">
          {(checks, { refresh, stale }) => (
            <>
              <ul className={`doctor${stale ? ' stale' : ''}`}>
                {checks.map((check) => <li key={check.name}><Pill tone={check.ok ? 'good' : 'bad'}>{check.ok ? 'well' : 'fault'}</Pill><span><strong>{check.name}</strong> {check.found}{check.advice !== null && <p className="muted">{check.advice}</p>}</span></li>)}
              </ul>
              <div className="row"><Button small icon="retry" busy={stale} onPress={refresh}>Check again</Button></div>
            </>
          )}
        </Shown>
      </section>
    </div>
  );
}
