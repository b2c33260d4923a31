import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from 'commander';
import { runWebHost } from '../../web/main.ts';
import { openSamplesOnce } from '../../../api/open-samples-once.ts';
import { openWorkbench } from '../open-workbench.ts';
import { createTerminal, exitCodes } from '../terminal.ts';
import { unlock } from '../unlock.ts';
import type { CommonOptions } from '../with-workbench.ts';

interface ServeOptions {
  port: string;
  browser: boolean;
}

/** `start`: the screens in a browser on this machine, with the sample workspace. `serve`: the same for others to open, without samples or browser. */
export function addServe(program: Command): void {
  program
    .command('start')
    .description('open the workbench in the browser of this machine, with the sample workspace')
    .option('--port <number>', 'port on loopback; a free one unless told', '0')
    .option('--no-browser', 'only print the link')
    .action((options: ServeOptions, command: Command) => run(options, command, true));
  program
    .command('serve')
    .description('serve the screens on loopback, without opening a browser or the samples')
    .option('--port <number>', 'port on loopback', '7410')
    .action((options: { port: string }, command: Command) => run({ ...options, browser: false }, command, false));
}

async function run(options: ServeOptions, command: Command, samples: boolean): Promise<void> {
  const common = command.optsWithGlobals<CommonOptions>();
  const terminal = createTerminal(common.json ?? false);
  try {
    const unlocked = await unlock(common);
    const opened = await openWorkbench({ ...unlocked, kind: 'web', ...(common.logFile && { logFile: common.logFile }) });
    const host = await runWebHost({ core: opened.core, port: Number(options.port) });
    const link = host.oneTimeLink();
    if (unlocked.throwaway) terminal.say('Nothing is kept after this run: no passphrase was given. Set ANOMALYFORCE_PASSPHRASE to keep the workspace.', { throwaway: true });
    terminal.say(`Open ${link}\n  The link works once, within ten minutes. Ctrl+C ends the workbench.`, { url: host.url, link });
    if (options.browser) openBrowser(link);
    if (samples) await openSamplesOnce(opened.core);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await host.close();
    await opened.close();
    process.exitCode = exitCodes.done;
  } catch (error) {
    terminal.fail(error);
    process.exitCode = exitCodes.failed;
  }
}

/** Asks the desktop to open a link; where there is none the printed link is enough. */
function openBrowser(link: string): void {
  const [command, ...args] = process.platform === 'darwin' ? ['open', link] : process.platform === 'win32' ? ['cmd', '/c', 'start', '', link] : ['xdg-open', link];
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn(command!, args, { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}
