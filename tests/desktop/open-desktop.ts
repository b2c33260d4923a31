import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Electron 22, the runtime of the test machines, hangs in its own shutdown when it is asked to quit in its first second. */
const settleMs = 2000;
const root = join(import.meta.dirname, '..', '..');

/** The desktop program running on a data folder of its own. */
export interface Desktop {
  app: ElectronApplication;
  page: Page;
  dataFolder: string;
  /** What the pages wrote as errors, content policy violations among them. */
  problems: string[];
  /** Ends the program; the data folder stays. */
  quit(): Promise<void>;
  /** Ends it and deletes the data folder, unless that was given. */
  close(): Promise<void>;
}

/** Starts it: from the built checkout, or the packaged program where `ANOMALYFORCE_PACKAGED` names its executable. */
export async function openDesktop(options: { dataFolder?: string; passphrase?: string | null; args?: string[] } = {}): Promise<Desktop> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'anomalyforce-desktop-'));
  const packaged = process.env.ANOMALYFORCE_PACKAGED;
  const executablePath = packaged ?? electronOf();
  const { ANOMALYFORCE_PASSPHRASE: _, ...environment } = process.env as Record<string, string>;
  const app = await _electron.launch({
    executablePath,
    args: ['--no-sandbox', ...(packaged === undefined ? [root] : []), ...(options.args ?? [])],
    env: { ...environment, ANOMALYFORCE_DATA: dataFolder, ...(options.passphrase !== null && { ANOMALYFORCE_PASSPHRASE: options.passphrase ?? 'a passphrase for tests' }) },
  });
  const problems: string[] = [];
  app.on('window', (page) => {
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    page.on('pageerror', (error) => problems.push(String(error)));
  });
  const page = await app.firstWindow();
  const opened = performance.now();
  const quit = async () => {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, settleMs - (performance.now() - opened))));
    const forced = setTimeout(() => app.process().kill('SIGKILL'), 15_000);
    await app.close();
    clearTimeout(forced);
  };
  return {
    app, page, dataFolder, problems,
    quit,
    async close() {
      await quit();
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function electronOf(): string {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const found = [named, join(root, 'node_modules', 'electron', 'dist')].filter((folder) => folder !== undefined).map((folder) => join(folder, 'electron')).find(existsSync);
  if (found === undefined) throw new Error('There is no Electron runtime: set ELECTRON_OVERRIDE_DIST_PATH.');
  return found;
}
