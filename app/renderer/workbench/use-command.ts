import { useCallback, useEffect, useRef, useState } from 'react';
import type { Contract, CallName, InputOf, OutputOf } from '../../shared/api/contract.ts';
import { asWorkbenchError, type WorkbenchError } from '../../shared/errors/workbench-error.ts';
import { tell } from '../ui/toasts.ts';
import { useWorkbench } from './provider.tsx';

/** Calls that change something. */
export type CommandName = { [M in CallName]: Contract[M]['kind'] extends 'command' ? M : never }[CallName];

export type Outcome<T> = { ok: true; output: T } | { ok: false; error: WorkbenchError };

export interface CommandState<M extends CommandName> {
  /** Never throws: the outcome says whether it was done. */
  run(input: InputOf<M>): Promise<Outcome<OutputOf<M>>>;
  running: boolean;
  /** Of the last run; null where it went well. */
  error: WorkbenchError | null;
  clear(): void;
}

/** A change that a view makes. A failure is told in a toast, unless the view says that it draws `error` itself (`drawn`). */
export function useCommand<M extends CommandName>(method: M, errors: 'toast' | 'drawn' = 'toast'): CommandState<M> {
  const workbench = useWorkbench();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<WorkbenchError | null>(null);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => { mounted.current = false; };
  }, []);

  const run = useCallback(async (input: InputOf<M>): Promise<Outcome<OutputOf<M>>> => {
    setRunning(true);
    setError(null);
    try {
      return { ok: true, output: await workbench.call(method, input) };
    } catch (thrown) {
      const failed = asWorkbenchError(thrown);
      if (mounted.current) setError(failed);
      if (errors === 'toast' || !mounted.current) tell({ tone: 'bad', title: failed.message, text: failed.hint });
      return { ok: false, error: failed };
    } finally {
      if (mounted.current) setRunning(false);
    }
  }, [workbench, method, errors]);
  const clear = useCallback(() => setError(null), []);
  return { run, running, error, clear };
}
