import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createClient } from '../../../shared/api/client.ts';
import { linkTransports } from '../../../shared/api/linked-transport.ts';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { openCore, type OpenedCore } from '../../api/open-core.ts';
import type { Unlocked } from './unlock.ts';

/** A workbench in this process, held over the in-memory transport like any other. */
export interface OpenedWorkbench {
  workbench: Workbench;
  core: OpenedCore;
  unlocked: Unlocked;
  /** Ends the client, drains the pipelines, closes the store; a throwaway folder is deleted. */
  close(): Promise<void>;
}

export async function openWorkbench(options: Unlocked & { kind: 'cli' | 'web'; logFile?: string }): Promise<OpenedWorkbench> {
  const { dataFolder, secretStore, throwaway, kind } = options;
  const core = await openCore({ kind, dataFolder, secretStore, installFolder: installFolder(), ...(options.logFile && { logFile: options.logFile }) });
  const [ours, theirs] = linkTransports();
  core.serve(theirs, { name: 'command-line', role: 'owner' });
  const workbench = createClient(ours);
  return {
    workbench,
    core,
    unlocked: { dataFolder, secretStore, throwaway },
    async close() {
      workbench.close();
      await core.close();
      if (throwaway) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The folder with `package.json`, `models/` and `resources/`: above the source or the bundle that this is. */
export function installFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'models'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no package.json and models/ above ${import.meta.dirname}`);
    folder = above;
  }
  return folder;
}

/** As package.json says. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(installFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}
