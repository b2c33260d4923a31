import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Command } from '../commands/command-registry.ts';
import { CommandPalette } from '../commands/command-palette.tsx';
import { keyWords } from '../commands/key-match.ts';
import { ShortcutsDialog } from '../commands/shortcuts-dialog.tsx';
import { isMac, useCommands } from '../commands/use-commands.tsx';
import { goTo, useRoute } from '../routes/use-route.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { DropAnywhere } from '../views/connect/drop-anywhere.tsx';
import { usePreferences } from '../workbench/preferences.ts';
import { useChangeSettings } from '../workbench/use-change-settings.ts';
import { useCommand } from '../workbench/use-command.ts';
import { valueOr } from '../workbench/loaded.ts';
import { useSubscription } from '../workbench/use-subscription.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Navigation, places } from './navigation.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { Page, pageTitles } from './pages.tsx';
import { StatusBar } from './status-bar.tsx';
import './frame.css';

/** Navigation, the page, the status line, and what can be called up from anywhere. */
export function AppFrame() {
  const { route } = useRoute();
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const main = useRef<HTMLElement>(null);
  const address = JSON.stringify(route);
  const openPalette = useCallback(() => setPalette(true), []);
  const openShortcuts = useCallback(() => setShortcuts(true), []);
  const commands = <ProgramCommands openPalette={openPalette} openShortcuts={openShortcuts} main={main} />;

  useEffect(() => { if (route.page !== 'panel' && route.page !== 'dashboard') document.title = `${pageTitles[route.page]} · AnomalyForce`; }, [route.page]); // those two name themselves
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true }); // so that a screen reader and Tab go on in the new page
    main.current?.scrollTo(0, 0);
  }, [address]);

  if (route.page === 'panel') return <div className="panel-window">{commands}<ConnectionBanner /><main ref={main} tabIndex={-1} aria-label="Panel"><Page route={route} /></main></div>;
  return (
    <div className="frame">
      {commands}
      <a className="skip-link" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>Skip to the page</a>
      <Navigation page={route.page} />
      <div className="frame-main">
        <header className="top-bar">
          <strong className="top-title">{pageTitles[route.page]}</strong>
          <span className="top-search"><Button icon="search" onPress={openPalette}><span>Search or run a command</span><kbd>{keyWords('mod+k', isMac)}</kbd></Button></span>
          <IconButton icon="help" label="Keyboard shortcuts" shortcut="?" onPress={openShortcuts} />
          <NotificationBell />
        </header>
        <ConnectionBanner />
        <main ref={main} id="main" tabIndex={-1} aria-label={pageTitles[route.page]}><Page route={route} /></main>
      </div>
      <StatusBar />
      <DropAnywhere />
      <CommandPalette isOpen={palette} onClose={() => setPalette(false)} />
      <ShortcutsDialog isOpen={shortcuts} onClose={() => setShortcuts(false)} />
    </div>
  );
}

/** What can be done from anywhere. It draws nothing and stands apart: streams change several times a second, and the page is not drawn anew with each. */
function ProgramCommands({ openPalette, openShortcuts, main }: { openPalette(): void; openShortcuts(): void; main: React.RefObject<HTMLElement | null> }): null {
  const settings = usePreferences();
  const change = useChangeSettings();
  const openSamples = useCommand('workspace.open-sample');
  const streams = valueOr(useSubscription('streams.watch', {}), []);
  const searches = valueOr(useSubscription('searches.watch', {}), []);
  const commands = useMemo((): Command[] => [
    { id: 'palette', category: 'Program', title: 'Search or run a command', keys: 'mod+k', keysOnly: true, run: openPalette },
    { id: 'palette-2', category: 'Program', title: 'All commands', keys: 'mod+shift+p', keysOnly: true, run: openPalette },
    { id: 'quick-open', category: 'Program', title: 'Open a stream', keys: 'mod+p', keysOnly: true, run: openPalette },
    { id: 'shortcuts', category: 'Help', title: 'Show keyboard shortcuts', keys: '?', run: openShortcuts },
    { id: 'shortcuts-f1', category: 'Help', title: 'Show keyboard shortcuts', keys: 'f1', keysOnly: true, run: openShortcuts },
    { id: 'settings', category: 'Program', title: 'Open settings', keys: 'mod+,', run: () => goTo({ page: 'settings', section: 'appearance' }) },
    { id: 'focus-page', category: 'Program', title: 'Move between navigation and page', keys: 'f6', keysOnly: true, run: () => (main.current?.contains(document.activeElement) === true ? document.querySelector<HTMLElement>('.navigation a[aria-current]')?.focus() : main.current?.focus()) },
    ...places.map((place): Command => ({ id: `go-${place.page}`, category: 'Go to', title: place.title, keys: `g ${place.key}`, run: () => { location.hash = place.href; } })),
    ...([['alert-rules', 'Alert rules'], ['silences', 'Silences'], ['deliveries', 'Deliveries']] as const).map(([part, title]): Command => ({ id: `alerts-${part}`, category: 'Alerts', title, words: 'silence mute maintenance rule snooze notification delivery outlet', run: () => goTo({ page: 'alerts' }, { part }) })),
    { id: 'search', category: 'Go to', title: 'Search everything', keys: '/', keysOnly: true, run: () => goTo({ page: 'search' }) },
    ...searches.map((saved): Command => ({ id: `search-${saved.id}`, category: 'Saved search', title: saved.name, words: saved.text, run: () => goTo({ page: 'search' }, { q: saved.text }) })),
    { id: 'import', category: 'Stream', title: 'Connect or import', keys: 'mod+o', words: 'new add kafka file csv parquet', run: () => goTo({ page: 'new-stream' }) },
    { id: 'samples', category: 'Stream', title: 'Open the sample workspace', run: () => void openSamples.run({}) },
    ...(['light', 'dark', 'high-contrast', 'system'] as const).map((theme): Command => ({ id: `theme-${theme}`, category: 'Look', title: `Theme: ${theme.replace('-', ' ')}`, run: () => void change({ theme }) })),
    { id: 'density', category: 'Look', title: settings.density === 'compact' ? 'Comfortable rows' : 'Compact rows', run: () => void change({ density: settings.density === 'compact' ? 'comfortable' : 'compact' }) },
    { id: 'zone', category: 'Look', title: settings.timeZone === 'utc' ? 'Show local time' : 'Show UTC', run: () => void change({ timeZone: settings.timeZone === 'utc' ? 'local' : 'utc' }) },
    ...streams.map(({ stream }): Command => ({ id: `stream-${stream.id}`, category: 'Open stream', title: stream.name, words: stream.domain, run: () => goTo({ page: 'stream', streamId: stream.id }) })),
  ], [openPalette, openShortcuts, main, settings, change, openSamples, streams, searches]);
  useCommands(commands);
  return null;
}
