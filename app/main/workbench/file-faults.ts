import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { refusalWords, WorkbenchError } from '../../shared/errors/workbench-error.ts';

/** Does what needs a file or a folder that the call names; where the system refuses it, throws `AF_API_INPUT_INVALID` with why, in words. */
export function withFileFaults<T>(file: string, done: 'read' | 'written' | 'made', work: () => T, hint?: string): T {
  try {
    return work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const isThere = code === 'EEXIST' && done === 'written';
    const why = isThere ? 'it is there already' : code === 'ENOENT' && done === 'made' ? 'the system makes no folder there' : refusalWords(cause);
    throw new WorkbenchError('AF_API_INPUT_INVALID', `${file} can't be ${done}: ${why}.`, { cause, hint: hint ?? `Name another ${done === 'made' ? 'folder' : 'file'}${isThere ? ', or give --force to write over it' : ''}.` });
  }
}

/** Opens a file for what a command writes: one that is not there yet, unless it may be written over. It is its owner's alone unless `mode` says otherwise. */
export function openNew(file: string, isForced = false, mode = 0o600): number {
  return withFileFaults(file, 'written', () => openSync(file, isForced ? 'w' : 'wx', mode));
}

/** Writes a file as `openNew` opens it. */
export function writeNew(file: string, text: string, isForced?: boolean): void {
  withFileFaults(file, 'written', () => writeFileSync(file, text, { flag: isForced ? 'w' : 'wx' }));
}

/** Throws as `openNew` does, before the work whose result is to lie in the file; what is there stays as it is. */
export function mustBeNew(file: string, isForced = false): void {
  const isThere = existsSync(file);
  closeSync(withFileFaults(file, 'written', () => openSync(file, isForced ? 'a' : 'wx')));
  if (!isThere) rmSync(file);
}
