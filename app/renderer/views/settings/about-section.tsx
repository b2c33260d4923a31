import { Shown } from '../../ui/states.tsx';
import { useSubscription } from '../../workbench/use-subscription.ts';

const hosts = { desktop: 'in its own window', web: 'in the browser', cli: 'from the command line', test: 'under test' } as const;
const backends = { native: 'native TensorFlow', wasm: 'TensorFlow on WebAssembly', starting: 'TensorFlow is starting', failed: 'TensorFlow could not be started' } as const;

/** The versions, what detection runs on, and who the analyst is to the program. */
export function AboutSection() {
  const status = useSubscription('workspace.watch', {});
  return (
    <section className="card stack settings-card" aria-labelledby="about">
      <h2 id="about">AnomalyForce</h2>
      <Shown of={status} waiting="Reading the versions…">
        {({ version, host, backend, principal }, { stale }) => (
          <dl className={`facts${stale ? ' stale' : ''}`}>
            <dt>Version</dt><dd>{version}, {hosts[host]}</dd>
            <dt>Detection</dt><dd>{backends[backend.name]}{backend.version !== '' && ` ${backend.version}`}{backend.reason !== null && backend.reason !== '' && <>: {backend.reason}. <a href="#/settings/doctor">What to do about it</a></>}</dd>
            <dt>You are</dt><dd>{principal.name}, {principal.role}</dd>
            <dt>Display</dt><dd>{navigator.userAgent}</dd>
          </dl>
        )}
      </Shown>
    </section>
  );
}
