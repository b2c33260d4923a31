import { Choice, Switch } from '../../ui/fields.tsx';
import { useSettings } from './use-settings.tsx';

/** Theme, density, time zone, sound and single keys. */
export function AppearanceSection() {
  const { settings, change } = useSettings();
  return (
    <div className="card stack-l settings-card">
      <Choice label="Theme" value={settings.theme} onChange={(theme) => change({ theme })} options={[{ id: 'system', label: 'As the system' }, { id: 'light', label: 'Light' }, { id: 'dark', label: 'Dark' }, { id: 'high-contrast', label: 'High contrast' }]} />
      <Choice label="Density" value={settings.density} onChange={(density) => change({ density })} options={[{ id: 'comfortable', label: 'Comfortable' }, { id: 'compact', label: 'Compact' }]} />
      <Choice label="Times" hint="Records and exports keep UTC; this is for the eye." value={settings.timeZone} onChange={(timeZone) => change({ timeZone })} options={[{ id: 'local', label: `Local (${Intl.DateTimeFormat().resolvedOptions().timeZone})` }, { id: 'utc', label: 'UTC' }]} />
      <Choice label="Sound of charts" hint="Hear, on each chart, plays what is in view as tones." value={settings.chartSound} onChange={(chartSound) => change({ chartSound })} options={[{ id: 'off', label: 'Off' }, { id: 'quiet', label: 'Quiet' }, { id: 'normal', label: 'Normal' }, { id: 'loud', label: 'Loud' }]} />
      <Switch label="Single-key shortcuts" hint="j, k, 1 to 4 and the like. Off for speech input, which may type letters by chance." value={settings.singleKeyShortcuts} onChange={(singleKeyShortcuts) => change({ singleKeyShortcuts })} />
    </div>
  );
}
