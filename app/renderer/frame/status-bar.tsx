import { plural } from '../../shared/counts.ts';
import { bytesWords, rateWords } from '../ui/figures.ts';
import { Icon } from '../ui/icons.tsx';
import { useNow } from '../ui/moment.tsx';
import { momentWords } from '../charts/words.ts';
import { rateOf } from '../views/streams/stream-words.ts';
import { usePreferences } from '../workbench/preferences.ts';
import { useConnection } from '../workbench/provider.tsx';
import { useSubscription } from '../workbench/use-subscription.ts';
import { WorkList } from './work-list.tsx';

const connectionWords = { open: 'Connected', reconnecting: 'Reconnecting…', closed: 'Not connected' } as const;
const storeWords = { open: 'Store', full: 'Store full', failed: 'Store failed' } as const;

/** How everything stands, in one line at the bottom. */
export function StatusBar() {
  const connection = useConnection();
  const status = useSubscription('workspace.watch', {});
  const streams = useSubscription('streams.watch', {});
  return (
    <footer className="status-bar" aria-label="Status">
      <span className={`status-${connection === 'open' ? 'good' : connection === 'closed' ? 'bad' : 'warn'}`}><i aria-hidden="true" />{connectionWords[connection]}</span>
      {status.state === 'ready' && (
        <>
          <a href="#/settings/about" className={status.value.backend.name === 'native' ? '' : 'status-warn'} title={status.value.backend.reason ?? undefined}>
            {status.value.backend.name === 'starting' ? 'Detector starting…' : status.value.backend.name === 'failed' ? 'Detector failed' : `TensorFlow ${status.value.backend.name} ${status.value.backend.version}`}
            {status.value.backend.name === 'wasm' && <Icon name="warning" />}
          </a>
          <span className={`status-wide ${status.value.store.state === 'open' ? '' : 'status-bad'}`} title={`Encrypted with ${status.value.store.cipher}`}>{storeWords[status.value.store.state]} {bytesWords(status.value.store.bytes)}</span>
        </>
      )}
      {streams.state === 'ready' && (
        <a href="#/streams" className="status-wide">{plural(streams.value.filter(({ health }) => health.state === 'running').length, 'stream')} running · {rateWords(streams.value.reduce((sum, { health }) => sum + rateOf(health), 0))}</a>
      )}
      <WorkList />
      <Clock />
    </footer>
  );
}

function Clock() {
  const { timeZone } = usePreferences();
  const now = useNow();
  const zone = timeZone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  return <a href="#/settings" className="status-clock number" title={`Time zone: ${zone}. Change it in the settings.`}><span>{momentWords(Math.floor(now / 1000) * 1000, timeZone)}</span> {zone}</a>;
}
