import { useCallback, useEffect, useState } from 'react';
import type { Contract, CallName, InputOf, OutputOf } from '../../shared/api/contract.ts';
import type { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { Loaded } from './loaded.ts';
import { useConnection, useWorkbench } from './provider.tsx';

/** Calls that only read. */
export type QueryName = { [M in CallName]: Contract[M]['kind'] extends 'query' ? M : never }[CallName];

type Held<T> = { key: string; value: T } | { key: string; error: WorkbenchError } | null;

/**
 * Reads once, and again when the input changes, on `refresh`, every `everyMs`, or when `anew` has become another, once the reading under way has ended: it may be of before. While it reads again the last
 * value stays, as stale; a read that was overtaken is cancelled. A null input asks nothing and stays loading.
 */
export function useQuery<M extends QueryName>(method: M, input: InputOf<M> | null, { everyMs, anew }: { everyMs?: number; anew?: unknown } = {}): Loaded<OutputOf<M>> {
  const workbench = useWorkbench();
  const connection = useConnection();
  const [held, setHeld] = useState<Held<OutputOf<M>>>(null);
  const [round, setRound] = useState(0);
  const [reading, setReading] = useState(false);
  const text = JSON.stringify(input);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const [of, setOf] = useState(anew);
  if (of !== anew && held !== null && !reading) {
    setOf(anew);
    setRound(round + 1);
  }

  useEffect(() => {
    const asked = JSON.parse(text) as InputOf<M> | null;
    if (asked === null) return;
    const abort = new AbortController();
    void Promise.resolve().then(() => { if (!abort.signal.aborted) setReading(true); });
    workbench.call(method, asked, { signal: abort.signal }).then(
      (value) => { if (!abort.signal.aborted) { setHeld({ key: method + text, value }); setReading(false); } },
      (error: WorkbenchError) => { if (!abort.signal.aborted) { setHeld({ key: method + text, error }); setReading(false); } },
    );
    return () => abort.abort();
  }, [workbench, method, text, round]);

  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => { if (document.visibilityState === 'visible') again(); }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, again]);

  if (held === null || input === null) return { state: 'loading', refresh: again };
  if ('error' in held) return held.key === method + text ? { state: 'failed', error: held.error, retry: () => { setHeld(null); again(); }, refresh: again } : { state: 'loading', refresh: again };
  return { state: 'ready', value: held.value, stale: connection !== 'open' || held.key !== method + text || (reading && everyMs === undefined), refresh: again };
}
