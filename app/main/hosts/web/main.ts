import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OpenedCore } from '../../api/open-core.ts';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { startWebHost, type WebHost, type WebHostOptions } from './http-server.ts';

/** Serves an opened workbench to browsers. Throws `AF_NOT_FOUND` where the screens were not built. */
export async function runWebHost({ core, ...options }: { core: Pick<OpenedCore, 'serve' | 'frameOrigin'> } & Pick<WebHostOptions, 'port'>): Promise<WebHost> {
  return startWebHost({ ...options, frames: await core.frameOrigin(), dispatcher: core, rendererFolder: builtScreens(), clock: systemClock, log: createLog() });
}

/** `dist/renderer` of the program that this file or bundle is part of. */
function builtScreens(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const screens = join(folder, 'dist', 'renderer');
    if (existsSync(join(screens, 'index.html'))) return screens;
    if (folder === dirname(folder)) throw new WorkbenchError('AF_NOT_FOUND', 'The screens are not built.', { hint: 'Run npm start, which builds them.' });
  }
}
