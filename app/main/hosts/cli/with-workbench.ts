import type { Command } from 'commander';
import type { Workbench } from '../../../shared/api/workbench.ts';
import { openWorkbench } from './open-workbench.ts';
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

/**
 * Opens the data folder, runs `work` with a client over the in-memory transport, closes in order, and sets the exit code:
 * what `work` answers, 1 on an error, 130 on an interrupt. The first interrupt aborts `signal`, the second ends the program at once.
 */
export async function withWorkbench(command: Command, work: (workbench: Workbench, terminal: Terminal, signal: AbortSignal) => Promise<number>): Promise<void> {
  const options = command.optsWithGlobals<CommonOptions>();
  const terminal = createTerminal(options.json ?? false);
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const unlocked = await unlock(options);
    const opened = await openWorkbench({ ...unlocked, kind: 'cli', ...(options.logFile && { logFile: options.logFile }) });
    try {
      process.exitCode = await work(opened.workbench, terminal, stop.signal);
      if (stop.signal.aborted) process.exitCode = exitCodes.interrupted;
    } finally {
      await opened.close();
    }
  } catch (error) {
    terminal.fail(error);
    process.exitCode = exitCodes.failed;
  }
}
