import type { ReactNode } from 'react';
import { chartKeys } from '../charts/chart-keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { playbackKeys } from '../playhead/playback-keys.ts';
import { usePreferences } from '../workbench/preferences.ts';
import { isSingleKey, keyWords } from './key-match.ts';
import { shortcutRows } from './listed-keys.ts';
import { isMac, useAllCommands } from './use-commands.tsx';
import './commands.css';

/** All shortcuts: those that hold now, from the registry, those of other pages, of charts and of the replay bar. */
export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { singleKeyShortcuts } = usePreferences();
  const rows = shortcutRows(useAllCommands())
    .map((row) => ({ ...row, keys: row.keys.filter((keys) => singleKeyShortcuts || !isSingleKey(keys)) }))
    .filter(({ keys }) => keys.length > 0);
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose} wide scrolls>
      {!singleKeyShortcuts && <p className="muted">Shortcuts of a single key are switched off in the settings; they are left out here.</p>}
      <div className="shortcuts">
        {[...new Set(rows.map((row) => row.category))].map((category) => (
          <Section key={category} title={category}>
            {rows.filter((row) => row.category === category).map(({ title, keys }) => <Row key={title} title={title} keys={keys.map((one) => keyWords(one, isMac))} />)}
          </Section>
        ))}
        <Section title="Inside a chart">{chartKeys.map(({ keys, does }) => <Row key={keys} title={does} keys={keys.split(' ')} />)}</Section>
        <Section title="On the replay bar">{playbackKeys.map(({ keys, does }) => <Row key={keys} title={does} keys={keys.split(' ')} />)}</Section>
        <Section title="Everywhere">
          <Row title="Next or previous control" keys={['Tab', 'Shift Tab']} />
          <Row title="Inside a table, list or tabs" keys={['← ↑ → ↓']} />
          <Row title="Open, press" keys={['Enter']} />
          <Row title="Close, empty a search" keys={['Esc']} />
        </Section>
      </div>
    </Dialog>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return <section><h3>{title}</h3><dl>{children}</dl></section>;
}

function Row({ title, keys }: { title: string; keys: readonly string[] }) {
  return <div><dt>{title}</dt><dd>{keys.map((one) => <kbd key={one}>{one}</kbd>)}</dd></div>;
}
