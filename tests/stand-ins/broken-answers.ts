import { WorkbenchError } from '../../app/shared/errors/workbench-error.ts';

/** What becomes of all calls and subscriptions but the frame's own. */
export type BrokenAnswers = 'never' | 'fail';

/** What the frame around the screens asks for: answered whatever else is broken. */
export const framed: readonly string[] = ['workspace.watch', 'settings.watch', 'settings.get'];

/** The failure of all else. */
export function unreadable(): WorkbenchError {
  return new WorkbenchError('AF_STORE_CORRUPT', 'The store can\'t be read.');
}
