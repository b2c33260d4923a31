import { errorCodes, type Code } from './codes.ts';

/** Plain JSON: what `details` may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface WorkbenchErrorOptions {
  /** Plain JSON for the reader of the log; no secrets, no record values. */
  details?: Record<string, Json>;
  /** What led to it. Stays on this side of a wire. */
  cause?: unknown;
  /** Where this one case calls for another hint than the code's. */
  hint?: string;
}

/**
 * The one error class. `message` says what failed, with the value; `hint` what the analyst can do.
 * Classify by `code`, never by `instanceof` across a wire.
 */
export class WorkbenchError extends Error {
  readonly code: Code;
  readonly hint: string;
  readonly retryable: boolean;
  readonly details: Record<string, Json>;

  constructor(code: Code, message: string, options: WorkbenchErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'WorkbenchError';
    this.code = code;
    this.hint = options.hint ?? errorCodes[code].hint;
    this.retryable = errorCodes[code].retryable;
    this.details = options.details ?? {};
  }
}

/** What an operating system refuses a file for, in words, by its error code. */
const refusals: Readonly<Record<string, string>> = {
  EACCES: 'There is no right to it',
  EPERM: 'There is no right to it',
  EROFS: 'It can only be read',
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk quota is used up',
  ENOENT: 'There is no such file or folder',
  EEXIST: 'Something else is in its place',
  ENOTDIR: 'It is no folder, or lies in what is none',
  EISDIR: 'It is a folder',
};

/** Why an operating system refused a file, in words that follow a colon. */
export function refusalWords(cause: unknown): string {
  const code = (cause as { code?: string } | null)?.code ?? 'unknown';
  const words = refusals[code];
  return words === undefined ? `the system refuses it (${code})` : words.charAt(0).toLowerCase() + words.slice(1);
}

/**
 * The error itself where it is ours; anything else becomes `AF_INTERNAL` with the original as cause. Its text, which may hold a record's value, is left out
 * but for a system error's, which names a code and a path; `details` name its kind and the place in the program.
 */
export function asWorkbenchError(error: unknown): WorkbenchError {
  if (error instanceof WorkbenchError) return error;
  if (!(error instanceof Error)) return new WorkbenchError('AF_INTERNAL', 'Something unforeseen failed.', { cause: error });
  const refused = refusals[(error as { code?: string }).code ?? ''];
  // A write says no path; what has none and is no write concerns the network.
  if (refused !== undefined && ('path' in error || (error as { syscall?: string }).syscall === 'write')) return new WorkbenchError('AF_FILE_REFUSED', `${refused}${'path' in error ? `: ${String(error.path)}` : ''}.`, { cause: error });
  const { name, message, stack = '' } = error;
  const at = /\n +(at .+)/.exec(stack.slice(stack.indexOf(message) + message.length))?.[1];
  return new WorkbenchError('AF_INTERNAL', `Something unforeseen failed${'syscall' in error ? `: ${message}` : ''}.`, { cause: error, details: { error: name, ...(at !== undefined && { at }) } });
}
