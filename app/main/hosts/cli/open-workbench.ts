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

/** Opens one as `openCore` does, and throws as it does; a throwaway folder is then deleted too. */
export async function openWorkbench({ throwaway, ...options }: Unlocked & { kind: 'cli' | 'web'; startStreams: boolean; logFile?: string }): Promise<OpenedWorkbench> {
  const { dataFolder, secretStore } = options;
  const forget = async () => {
    if (throwaway) await rm(dataFolder, { recursive: true, force: true });
  };
  const core = await openCore({ ...options, installFolder: installFolder() }).catch(async (error: unknown) => {
    await forget();
    throw error;
  });
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
      await forget();
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
