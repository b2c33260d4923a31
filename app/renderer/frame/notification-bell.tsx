import { useCallback, useEffect, useRef, useState } from 'react';
import { DialogTrigger, Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { AnomalyId } from '../../shared/domain/anomaly.ts';
import type { Verdict } from '../../shared/domain/feedback.ts';
import type { StreamId } from '../../shared/domain/stream.ts';
import type { Notification as Told } from '../../shared/domain/notification.ts';
import { hrefOfTold } from '../routes/href-of-told.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Ago } from '../ui/moment.tsx';
import { CountBadge, Pill, SeverityPill } from '../ui/pill.tsx';
import { EmptyState, Shown } from '../ui/states.tsx';
import { tell } from '../ui/toasts.ts';
import { verdictWords } from '../views/anomalies/verdict-words.ts';
import { usePreferences } from '../workbench/preferences.ts';
import { useCommand } from '../workbench/use-command.ts';
import { useSubscription } from '../workbench/use-subscription.ts';
import { newlyTold } from './newly-told.ts';
import { tellingOf } from './telling.ts';

const hourMs = 3_600_000;

/** The bell: what was told, unread first in sight. New ones come as toasts, and through the browser where it is allowed. */
export function NotificationBell() {
  const told = useSubscription('notifications.watch', {});
  const markRead = useCommand('notifications.mark-read');
  const [isOpen, setOpen] = useState(false);
  const unread = told.state === 'ready' ? told.value.filter((one) => !one.read).length : 0;
  useTelling(told.state === 'ready' ? told.value : null);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <span className="bell"><IconButton icon="bell" label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`} /><CountBadge count={unread} words="unread" /></span>
      <Popover className="popover bell-popover" placement="bottom end">
        <Dialog aria-label="Notifications">
          <div className="bell-head"><h2>Notifications</h2>{unread > 0 && <Button small look="plain" onPress={() => void markRead.run({})}>Mark all as read</Button>}</div>
          <Shown of={told} waiting="Reading notifications…">
            {(all) => all.length === 0
              ? <EmptyState icon="bell" title="Nothing told yet">When an incident opens or a stream fails, it stands here. The settings say from which severity on.</EmptyState>
              : (
                <ul className="bell-list">
                  {all.slice(0, 50).map((one) => (
                    <li key={one.id}>
                      <a href={hrefOfTold(one)} className={one.read ? '' : 'bell-unread'} onClick={() => { setOpen(false); if (!one.read) void markRead.run({ ids: [one.id] }); }}>
                        <span className="row">{one.severity === 'info' ? <Pill tone="info">Info</Pill> : <SeverityPill severity={one.severity} />}<strong className="grow clip">{one.title}</strong><span className="muted small"><Ago at={one.at} /></span></span>
                        <span className="muted">{one.body}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              )}
          </Shown>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Tells of notifications that arrive while the page is open, not of those that were there. */
function useTelling(all: readonly Told[] | null): void {
  const { notifications } = usePreferences();
  const { run: judge } = useCommand('feedback.judge');
  const quietUntil = useRef(0);
  const seen = useRef<Set<string> | null>(null);
  const judged = useCallback(async (title: string, anomalyId: AnomalyId, verdict: Verdict) => {
    const outcome = await judge({ anomalyId, verdict, comment: '' });
    if (outcome.ok) tell({ tone: 'good', topic: 'verdict', title: `${verdictWords(verdict)}: ${title}`, action: { label: 'Undo', onPress: () => void judge({ anomalyId, verdict: null, comment: '' }) } });
  }, [judge]);
  const quiet = useCallback(() => {
    quietUntil.current = Date.now() + hourMs;
    tell({ tone: 'info', topic: 'quiet', title: 'No messages here for 1 h', text: 'What is told stands under the bell.', action: { label: 'Undo', onPress: () => { quietUntil.current = 0; } } });
  }, []);
  useEffect(() => {
    window.anomalyforce?.onTold(({ act, title, body, anomalyId, streamId }) => {
      if (act === 'quiet') return quiet();
      if (act !== null && anomalyId !== null) return void judged(title, anomalyId as AnomalyId, act);
      const target = anomalyId !== null ? { kind: 'anomaly' as const, anomalyId } : { kind: 'stream' as const, streamId: (streamId ?? '') as StreamId };
      tell({ ...tellingOf({ severity: 'info', title, body, target }, { open: () => { location.hash = hrefOfTold({ target }); }, quiet, judge: (id, verdict) => void judged(title, id as AnomalyId, verdict) }), topic: 'pressed' });
    });
  }, [judged, quiet]);
  useEffect(() => {
    if (all === null) return;
    const known = seen.current;
    seen.current = new Set(all.map((one) => one.id));
    if (known === null) return;
    if (Date.now() < quietUntil.current) return;
    for (const one of newlyTold(all, known, notifications.minimumSeverity)) {
      const open = () => { location.hash = hrefOfTold(one); };
      if (notifications.inApp) tell(tellingOf(one, { open, quiet, judge: (id, verdict) => void judged(one.title, id as AnomalyId, verdict) }));
      // The desktop's main process does this itself; a browser only where it was allowed and the page is out of sight.
      if (window.anomalyforce !== undefined || !notifications.desktop || !('Notification' in window) || Notification.permission !== 'granted' || document.visibilityState === 'visible') continue;
      const shown = new Notification(one.title, { body: one.body, tag: one.id });
      shown.onclick = () => {
        window.focus();
        open();
        tell({ ...tellingOf(one, { open, quiet, judge: (id, verdict) => void judged(one.title, id as AnomalyId, verdict) }), topic: 'pressed' });
        shown.close();
      };
    }
  }, [all, notifications, judged, quiet]);
}
