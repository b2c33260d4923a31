import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { useConnection } from '../workbench/provider.tsx';
import { useSubscription } from '../workbench/use-subscription.ts';

/** Says that the page is cut off, what still holds, and how it comes back. */
export function ConnectionBanner() {
  const connection = useConnection();
  const status = useSubscription('workspace.watch', {});
  if (connection === 'open') return null;
  const ended = status.state === 'failed' && status.error.code === 'AF_SESSION_REQUIRED';
  return (
    <div className={`connection-banner${connection === 'closed' ? ' connection-banner-closed' : ''}`} role="alert">
      <Icon name="plug" />
      <span className="grow">
        {connection === 'reconnecting'
          ? 'The connection to the workbench is lost. It reconnects by itself; what you see is the last that came. Streams go on being watched there.'
          : ended ? 'This browser has no session any more. Open a new one-time link from the program, then reload.' : 'The workbench does not answer. Check that the program runs, then reload.'}
      </span>
      <Button small icon="retry" onPress={() => location.reload()}>{connection === 'closed' ? 'Reload' : 'Reload now'}</Button>
    </div>
  );
}
