import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Choice, Switch } from '../../ui/fields.tsx';
import { Notice } from '../../ui/states.tsx';
import { useSettings } from './use-settings.tsx';

/** What is told, where, and from which severity on. */
export function NotificationsSection() {
  const { settings: { notifications }, change } = useSettings();
  const set = (part: Partial<typeof notifications>) => change((now) => ({ notifications: { ...now.notifications, ...part } }));
  return (
    <div className="card stack-l settings-card">
      <p className="muted">An incident is told when it opens, gets worse or ends; a stream when it fails or recovers. Never once per sample.</p>
      <Choice label="From severity" value={notifications.minimumSeverity} onChange={(minimumSeverity) => set({ minimumSeverity })} options={[{ id: 'low', label: 'Low' }, { id: 'medium', label: 'Medium' }, { id: 'high', label: 'High' }]} />
      <Switch label="In this window" hint="A short telling in the corner." value={notifications.inApp} onChange={(inApp) => set({ inApp })} />
      <Switch label="By the desktop" hint="A click on it opens what it tells of." value={notifications.desktop} onChange={(desktop) => set({ desktop })} />
      {notifications.desktop && window.anomalyforce === undefined && <BrowserPermission />}
    </div>
  );
}

/** In a browser the desktop's notifications need the browser's leave. */
function BrowserPermission() {
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'unsupported'));
  if (permission === 'granted') return null;
  if (permission === 'unsupported') return <Notice title="This browser shows no notifications">They appear in this window and under the bell.</Notice>;
  if (permission === 'denied') return <Notice tone="warn" title="The browser refuses notifications of this page">Allow them in the browser's settings for this address; until then they appear in this window.</Notice>;
  return <Notice title="The browser has to allow notifications" actions={<Button small onPress={() => void Notification.requestPermission().then(setPermission)}>Ask the browser</Button>}>Until then they appear in this window only.</Notice>;
}
