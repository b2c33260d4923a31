import { closeSync, openSync, rmSync } from 'node:fs';
import { refusalWords, WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** Does what needs a file that the call names; where the system refuses it, throws `AF_API_INPUT_INVALID` with why, in words. */
export function withFileFaults<T>(file: string, done: 'read' | 'written', work: () => T, hint = 'Name another file.'): T {
  try {
    return work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new WorkbenchError('AF_API_INPUT_INVALID', `${file} can't be ${done}: ${code === 'EEXIST' ? 'it is there already' : refusalWords(cause)}.`, { cause, hint });
  }
}

/** Opens a file that is not there yet, for its owner alone. */
export function openNew(file: string): number {
  return withFileFaults(file, 'written', () => openSync(file, 'wx', 0o600));
}

/** Throws where a file is there already or can't be made, before the work whose result is to lie in it. */
export function mustBeNew(file: string): void {
  closeSync(openNew(file));
  rmSync(file);
}
