import { BrowserWindow, screen, type BrowserWindowConstructorOptions } from 'electron';
import { pageOrigin } from './security.ts';

/** Preferences of every window: the page has no Node, no Electron, and a world of its own. */
const webPreferences = (preload: string | undefined): BrowserWindowConstructorOptions['webPreferences'] => ({
  ...(preload !== undefined && { preload }),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  spellcheck: false,
  devTools: process.env.ANOMALYFORCE_DEVTOOLS === '1',
});

/** The workbench's window. */
export function openWorkbenchWindow(preload: string): BrowserWindow {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    width: Math.min(1440, width), height: Math.min(900, height), minWidth: 360, minHeight: 480,
    show: false, title: 'AnomalyForce', backgroundColor: '#14171c', autoHideMenuBar: true,
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
}

/** A window for one panel of a dashboard, on this or another screen. */
export function panelWindowOptions(preload: string): BrowserWindowConstructorOptions {
  return { width: 960, height: 640, minWidth: 280, minHeight: 200, title: 'AnomalyForce', backgroundColor: '#14171c', autoHideMenuBar: true, webPreferences: webPreferences(preload) };
}

/** Asks for the passphrase in a small window of its own, since the store is closed until it is known; `isNew` where it is set by that. */
export function openPassphraseWindow(preload: string, isNew: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 480, height: isNew ? 480 : 400, resizable: false, show: false, title: 'AnomalyForce: passphrase', autoHideMenuBar: true, backgroundColor: '#14171c',
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${pageOrigin}/passphrase.html${isNew ? '#new' : ''}`);
  return window;
}
