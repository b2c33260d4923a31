import { app, BrowserWindow, dialog, ipcMain, Notification, shell, type WebContents } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FromWorkbench } from './control-messages.ts';
import { declareScheme, servePage } from './page-protocol.ts';
import { hasSecretStore, unwrapBySystem, wrapBySystem } from './secret-store.ts';
import { isOwnPage, leadsOut, lockDown, pageOrigin } from './security.ts';
import { openPassphraseWindow, openWorkbenchWindow, panelWindowOptions } from './window.ts';
import { startWorkbenchProcess, type WorkbenchProcess } from './workbench-process.ts';
import { buttonsOf, holdLatest, pressedOf, type ToldAct } from './told-acts.ts';

/*
 * Electron main: windows, notifications, the secret store, and the workbench process's life. Nothing else: no record passes here
 * but as opaque bytes where this runtime is too old to hand the page a port to the workbench itself.
 */

const dist = join(app.getAppPath(), 'dist');
/** Where the workbench process finds what it opens by path: beside the archive in the packaged program. */
const installFolder = app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked');
const preload = join(dist, 'electron', 'preload.cjs');
/** A workbench that dies this often within `deathWindowMs` is not started again. */
const maxDeaths = 5;
const deathWindowMs = 10 * 60_000;
/** How long the workbench may take to store what it holds before it is ended. */
const patienceMs = 10_000;

let workbench: WorkbenchProcess | null = null;
let window: BrowserWindow | null = null;
let passphraseWindow: BrowserWindow | null = null;
let passphrase = process.env.ANOMALYFORCE_PASSPHRASE ?? null;
let quitting = false;
/** Panels in windows of their own; they end with the workbench's window. */
const panelWindows = new Set<BrowserWindow>();
/** The workbench has opened its data and can take pages; these asked for a port that they do not have yet. */
let isOpen = false;
/** The origin of Tableau views' pages, which the pages' policy names. */
let frames: string | null = null;
const waiting = new Set<WebContents>();
const deaths: number[] = [];

/** Those that can still be pressed where the system keeps them. */
const told = holdLatest<Notification>(50);

declareScheme();
// Windows shows notifications of programs that it knows by this name alone; the installed one has it, too.
if (process.platform === 'win32') app.setAppUserModelId('org.anomalyforce.workbench');
if (process.env.ANOMALYFORCE_DATA) app.setPath('userData', join(process.env.ANOMALYFORCE_DATA, 'screen'));
if (!app.requestSingleInstanceLock()) app.quit();
app.on('second-instance', () => {
  window?.show();
  window?.focus();
});

void app.whenReady().then(() => {
  lockDown(panelWindowOptions(preload));
  servePage(join(dist, 'renderer'), () => frames);
  ipcMain.on('connect', (event) => {
    if (!screens().includes(event.sender) || !isOwnPage(event.senderFrame?.url ?? '')) return;
    waiting.add(event.sender);
    handPorts();
  });
  ipcMain.handle('lead', (event, url: unknown) => {
    if (!screens().includes(event.sender) || !isOwnPage(event.senderFrame?.url ?? '') || !leadsOut(url)) return 'refused';
    return shell.openExternal(url).then(() => 'led', () => 'no-browser');
  });
  ipcMain.on('passphrase', (event, text: unknown) => {
    if (passphraseWindow === null || event.sender !== passphraseWindow.webContents || typeof text !== 'string' || text === '') return;
    passphrase = text;
    void open();
  });
  start();
});

/** The pages that show the workbench. */
function screens(): WebContents[] {
  return [...(window === null ? [] : [window]), ...panelWindows].map(({ webContents }) => webContents);
}

/** Gives each page that asked one end of a port to the workbench, as soon as both are there. */
function handPorts(): void {
  if (!isOpen || workbench === null) return;
  for (const page of screens()) if (waiting.has(page)) page.postMessage('port', null, [workbench.connect()]);
  waiting.clear();
}

function start(): void {
  workbench = startWorkbenchProcess(join(installFolder, 'dist', 'workbench', 'workbench-entry.mjs'), { message: (message) => void take(message), exit: ended });
  void open();
}

const dataFolder = () => process.env.ANOMALYFORCE_DATA ?? join(app.getPath('userData'), 'data');

/** Tells the workbench where its data is and who keeps the key; asks for the passphrase where nobody does. */
async function open(): Promise<void> {
  const byOs = await hasSecretStore();
  if (!byOs && passphrase === null) return askPassphrase(null);
  workbench?.tell({
    type: 'open',
    dataFolder: dataFolder(),
    installFolder,
    samples: process.argv.includes('--samples'),
    ...(byOs ? { key: 'os' as const } : { key: 'passphrase' as const, passphrase: passphrase! }),
  });
}

async function take(message: FromWorkbench): Promise<void> {
  switch (message.type) {
    case 'opened':
      isOpen = true;
      ({ frames } = message);
      if (window === null) showWindow();
      passphraseWindow?.destroy();
      return handPorts();
    case 'refused':
      if (message.code === 'AF_STORE_KEY_WRONG' || message.code === 'AF_STORE_KEY_MISSING') {
        passphrase = null;
        return askPassphrase(`${message.message} ${message.hint}`);
      }
      dialog.showErrorBox('AnomalyForce can\'t open its data', `${message.message}\n\n${message.hint}\n\n${message.code}`);
      return app.quit();
    case 'wrap':
    case 'unwrap': {
      const work = message.type === 'wrap' ? wrapBySystem : unwrapBySystem;
      await work(message.bytes).then(
        (bytes) => workbench?.tell({ type: 'answer', id: message.id, bytes }),
        (error: Error) => workbench?.tell({ type: 'answer', id: message.id, error: error.message }),
      );
      return;
    }
    case 'notify':
      return notify(message);
  }
}

function showWindow(): void {
  window = openWorkbenchWindow(preload);
  window.webContents.on('did-create-window', (made) => {
    panelWindows.add(made);
    made.on('closed', () => panelWindows.delete(made));
  });
  window.on('closed', () => {
    window = null;
    for (const one of panelWindows) one.close();
  });
}

function askPassphrase(problem: string | null): void {
  if (passphraseWindow !== null) return passphraseWindow.webContents.send('problem', problem);
  passphraseWindow = openPassphraseWindow(join(dist, 'electron', 'passphrase-preload.cjs'), !existsSync(join(dataFolder(), 'key.json')));
  passphraseWindow.on('closed', () => {
    passphraseWindow = null;
    if (window === null && !isOpen) app.quit();
  });
}

/**
 * An operating-system notification whose click opens what it tells of, and has the page offer the verdicts and quiet there. Where Electron has buttons in notifications it has them itself.
 */
function notify({ title, body, anomalyId, streamId }: Extract<FromWorkbench, { type: 'notify' }>): void {
  if (!Notification.isSupported()) return;
  const buttons = buttonsOf(process.platform, Notification, anomalyId);
  const notification = new Notification({ title, body, actions: buttons.map(({ text }) => ({ type: 'button', text })) });
  const tellPage = (act: ToldAct | null) => {
    const place = anomalyId !== null ? `#/anomalies/${anomalyId}` : streamId !== null ? `#/streams/${streamId}` : '';
    const isNew = window === null;
    if (isNew) showWindow();
    const page = window!.webContents;
    if (act === null || isNew) void window!.loadURL(`${pageOrigin}/index.html${place}`);
    const say = () => page.send('told', { title, body, anomalyId, streamId, act });
    if (page.isLoading()) page.once('did-finish-load', say);
    else say();
    if (act !== null) return;
    window!.show();
    window!.focus();
  };
  notification.on('click', () => tellPage(null));
  notification.on('action', (details, index: number | undefined) => tellPage(pressedOf(buttons, details, index)));
  told.hold(notification);
  notification.show();
}

/** The workbench died: it starts again from what it stored, unless it keeps dying. */
function ended(code: number | null): void {
  workbench = null;
  isOpen = false;
  if (quitting) return app.exit(0); // all is stored; a page that does not answer must not hold the program
  for (const page of screens()) page.send('lost');
  const now = performance.now();
  deaths.push(now);
  while (deaths[0]! < now - deathWindowMs) deaths.shift();
  if (deaths.length >= maxDeaths) {
    dialog.showErrorBox('AnomalyForce stopped', `The workbench ended ${deaths.length} times within ten minutes (last with ${code}). Nothing that was stored is lost.`);
    quitting = true;
    return app.quit();
  }
  start();
}

app.on('window-all-closed', () => {
  if (passphraseWindow === null && workbench !== null && !quitting) app.quit();
});
app.on('before-quit', (event) => {
  if (workbench === null) return;
  event.preventDefault();
  if (quitting) return;
  quitting = true;
  workbench.tell({ type: 'quit' });
  setTimeout(() => workbench?.kill(), patienceMs);
});
