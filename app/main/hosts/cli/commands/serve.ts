import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { runWebHost } from '../../web/main.ts';
import { openSamplesOnce } from '../../../api/open-samples-once.ts';
import { wholeIn } from '../option-values.ts';
import { exitCodes } from '../terminal.ts';
import { withWorkbench } from '../with-workbench.ts';

interface ServeOptions {
  port: number;
  browser: boolean;
}

/** `start`: the screens in a browser on this machine, with the sample workspace. `serve`: the same for others to open, without samples or browser. */
export function addServe(program: Command): void {
  program
    .command('start')
    .description('open the workbench in the browser of this machine, with the sample workspace')
    .option('--port <number>', 'port on loopback; a free one unless told', wholeIn(0, 65_535), 0)
    .option('--no-browser', 'only print the link')
    .action((options: ServeOptions, command: Command) => run(options, command, true));
  program
    .command('serve')
    .description('serve the screens on loopback, without opening a browser or the samples')
    .option('--port <number>', 'port on loopback', wholeIn(0, 65_535), 7410)
    .action((options: { port: number }, command: Command) => run({ ...options, browser: false }, command, false));
}

function run({ port, browser }: ServeOptions, command: Command, samples: boolean): Promise<void> {
  return withWorkbench(command, async (_workbench, terminal, signal, { core, unlocked }) => {
    const host = await runWebHost({ core, port });
    let endLinks = () => {};
    try {
      const tellLink = (more: string): string => {
        const link = host.oneTimeLink();
        terminal.say(`Open ${link}\n  ${more}`, { url: host.url, link });
        return link;
      };
      if (unlocked.throwaway) terminal.say('Nothing is kept after this run: no passphrase was given. Set ANOMALYFORCE_PASSPHRASE to keep the workspace.', { throwaway: true });
      const link = tellLink(`The link works once, within ten minutes${process.stdin.isTTY ? '; Enter gives another' : ''}. Ctrl+C ends the workbench.`);
      endLinks = atEnter(process.stdin, () => tellLink('Once, within ten minutes.'));
      if (browser) openBrowser(link);
      if (samples) await openSamplesOnce(core);
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted) resolve();
      });
      return exitCodes.done;
    } finally {
      endLinks();
      await host.close();
    }
  }, { kind: 'web' });
}

/** Does something each time Enter is pressed on a terminal, such as where the browser was closed and its session with it; nothing where input is none. The returned function ends it. */
export function atEnter(input: Pick<NodeJS.ReadStream, 'isTTY' | 'on' | 'off' | 'pause' | 'resume'>, act: () => void): () => void {
  if (!input.isTTY) return () => {};
  const pressed = () => act();
  input.on('data', pressed);
  input.resume(); // it stands still where a question was asked before
  return () => {
    input.off('data', pressed);
    input.pause();
  };
}

/** Asks the desktop to open a link; where there is none the printed link is enough. */
function openBrowser(link: string): void {
  const [command, ...args] = process.platform === 'darwin' ? ['open', link] : process.platform === 'win32' ? ['cmd', '/c', 'start', '', link] : ['xdg-open', link];
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn(command!, args, { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}
