import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The desktop program running on a data folder of its own. */
export interface Desktop {
  app: ElectronApplication;
  page: Page;
  dataFolder: string;
  /** What the pages wrote as errors, content policy violations among them. */
  problems: string[];
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
  return {
    app, page, dataFolder, problems,
    async close() {
      await app.close();
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
