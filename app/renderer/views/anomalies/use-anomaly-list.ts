import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnomalyFilter } from '../../../shared/domain/anomaly.ts';
import { asWorkbenchError, type WorkbenchError } from '../../../shared/errors/workbench-error.ts';
import { useWorkbench } from '../../workbench/provider.tsx';
import type { AnomalySort } from './anomaly-filter.ts';
import { firstPage, nextPage, noRows, takeChanges } from './anomaly-rows.ts';
import type { AnomalyRows } from './anomaly-rows.ts';

export interface AnomalyList {
  list: AnomalyRows;
  /** `loading` until the first page of this filter is there; the rows of the filter before stay meanwhile. */
  state: 'loading' | 'ready' | 'failed';
  error: WorkbenchError | null;
  /** Reads the next page; nothing where there is none or one is on its way. */
  more(): void;
  /** Reads from the start again, which lets in what is new. */
  again(): void;
}

const pageSize = 200;

/** Anomalies by filter and order: pages as they are scrolled to, changes as they come. */
export function useAnomalyList(filter: Partial<AnomalyFilter>, order: { sort: AnomalySort; descending: boolean }): AnomalyList {
  const workbench = useWorkbench();
  const [held, setHeld] = useState<{ asked: string; list: AnomalyRows; error: WorkbenchError | null }>({ asked: '', list: noRows, error: null });
  const [round, setRound] = useState(0);
  const asked = JSON.stringify({ filter, ...order });
  const reading = useRef(false);
  /** An empty list takes what comes at once: there is no row that could jump away under the pointer. */
  const isEmpty = useRef(true);
  useEffect(() => { isEmpty.current = held.list.rows.length === 0; });
  const again = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    const input = JSON.parse(asked) as { filter: Partial<AnomalyFilter>; sort: AnomalySort; descending: boolean };
    const abort = new AbortController();
    reading.current = true;
    workbench.call('anomalies.list', { ...input, limit: pageSize }, { signal: abort.signal }).then(
      (page) => { if (!abort.signal.aborted) setHeld({ asked, list: firstPage(page), error: null }); },
      (thrown: unknown) => { if (!abort.signal.aborted) setHeld((before) => ({ asked, list: before.list, error: asWorkbenchError(thrown) })); },
    ).finally(() => { if (!abort.signal.aborted) reading.current = false; });
    let snapshots = 0;
    const unsubscribe = workbench.subscribe('anomalies.watch', { filter: input.filter }, {
      onSnapshot: () => { if ((snapshots += 1) > 1) again(); }, // after a gap
      onChange: (changes) => {
        if (isEmpty.current) again();
        else setHeld((before) => (before.asked === asked ? { ...before, list: takeChanges(before.list, changes) } : before));
      },
      onError: (error) => setHeld((before) => ({ ...before, asked, error })),
    });
    return () => {
      abort.abort();
      unsubscribe();
    };
  }, [workbench, asked, round, again]);

  const more = useCallback(() => {
    const { cursor } = held.list;
    if (cursor === null || reading.current || held.asked !== asked) return;
    reading.current = true;
    const input = JSON.parse(asked) as { filter: Partial<AnomalyFilter>; sort: AnomalySort; descending: boolean };
    workbench.call('anomalies.list', { ...input, limit: pageSize, cursor }).then(
      (page) => setHeld((before) => (before.asked === asked ? { ...before, list: nextPage(before.list, cursor, page) } : before)),
      (thrown: unknown) => setHeld((before) => ({ ...before, error: asWorkbenchError(thrown) })),
    ).finally(() => { reading.current = false; });
  }, [workbench, asked, held]);

  return { list: held.list, error: held.error, state: held.error !== null ? 'failed' : held.asked === asked ? 'ready' : 'loading', more, again };
}
