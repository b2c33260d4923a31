import type { Command } from 'commander';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { openWorkbench, type OpenedWorkbench } from './open-workbench.ts';
import { createTerminal, exitCodes, type Terminal } from './terminal.ts';
import { unlock } from './unlock.ts';

/** The options that every command has. */
export interface CommonOptions {
  json?: boolean;
  data?: string;
  passphraseFile?: string;
  throwaway?: boolean;
  logFile?: string;
}

/** One Ctrl+C comes twice where a program above passes on what the terminal sent to both. */
const samePressMs = 1000;

type Work = (workbench: Workbench, terminal: Terminal, signal: AbortSignal, opened: OpenedWorkbench) => Promise<number>;

/**
 * Opens the data folder, runs `work` with a client over the in-memory transport, closes in order, and sets the exit code:
 * what `work` answers, 1 on an error, 130 on an interrupt (which is how a web host ends: 0). The first interrupt aborts `signal`, a second one
 * a second or more later ends the program at once. Streams that run by the store go on meanwhile unless `startStreams` is false. `throwaway` opens an empty folder in place of the analyst's.
 */
export async function withWorkbench(command: Command, work: Work, { kind = 'cli', startStreams = true, throwaway = false }: { kind?: 'cli' | 'web'; startStreams?: boolean; throwaway?: boolean } = {}): Promise<void> {
  const options = command.optsWithGlobals<CommonOptions>();
  const terminal = createTerminal(options.json ?? false);
  const stop = new AbortController();
  let interruptedAt = 0;
  const interrupt = () => {
    if (stop.signal.aborted && performance.now() - interruptedAt > samePressMs) process.exit(exitCodes.interrupted);
    if (!stop.signal.aborted) interruptedAt = performance.now();
    stop.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const unlocked = await unlock(throwaway ? { throwaway } : options);
    const opened = await openWorkbench({ ...unlocked, kind, startStreams, ...(options.logFile && { logFile: options.logFile }) });
    try {
      process.exitCode = await work(opened.workbench, terminal, stop.signal, opened);
      if (stop.signal.aborted && kind === 'cli') process.exitCode = exitCodes.interrupted;
    } finally {
      await opened.close();
    }
  } catch (error) {
    terminal.fail(error);
  }
}
