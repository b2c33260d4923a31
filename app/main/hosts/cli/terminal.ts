import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { commandHint } from './command-hints.ts';

/** How a command speaks: words and a progress line for a person, one JSON object per line for a program (`--json`). */
export interface Terminal {
  readonly json: boolean;
  /** A result: a sentence for a person, the object for a program. Goes to standard output. */
  say(text: string, object: Record<string, unknown>): void;
  /** Replaces the line before it on a terminal; left out where output is not one. Goes to standard error. */
  progress(text: string): void;
  /** Something to know beside the result: a line on standard error. Nothing for a program. */
  note(text: string): void;
  /** What failed and what to do, on standard error; the process ends with 2 where the call itself is at fault, else with 1. */
  fail(error: unknown): void;
}

/** Exit codes, the same for every command; `--help` names them. */
export const exitCodes = { done: 0, failed: 1, usage: 2, unhealthy: 3, interrupted: 130 } as const;

const usageCodes: readonly string[] = ['AF_API_INPUT_INVALID', 'AF_SIMULATE_OPTIONS_INVALID', 'AF_DETECT_DETECTOR_UNKNOWN'];

/** Speaks on the process's own streams. */
export function createTerminal(json: boolean, out = process.stdout, err = process.stderr): Terminal {
  let drawn = false;
  const clear = () => {
    if (drawn) err.write('\r\u001b[2K');
    drawn = false;
  };
  return {
    json,
    say(text, object) {
      clear();
      out.write(`${json ? JSON.stringify(object) : text}\n`);
    },
    progress(text) {
      if (json || !err.isTTY) return;
      err.write(`\r\u001b[2K${text.slice(0, (err.columns ?? 80) - 1)}`);
      drawn = true;
    },
    note(text) {
      clear();
      if (!json) err.write(`${text}\n`);
    },
    fail(error) {
      clear();
      const e = asWorkbenchError(error);
      process.exitCode = usageCodes.includes(e.code) ? exitCodes.usage : exitCodes.failed;
      err.write(json ? `${JSON.stringify({ error: { code: e.code, message: e.message, hint: commandHint(e), details: e.details } })}\n` : describe(e));
    },
  };
}

function describe(error: WorkbenchError): string {
  const cause = error.code === 'AF_INTERNAL' && error.cause instanceof Error && process.env.ANOMALYFORCE_DEBUG ? `${error.cause.stack}\n` : '';
  return `${error.message}\n  ${commandHint(error)}\n  (${error.code})\n${cause}`;
}
