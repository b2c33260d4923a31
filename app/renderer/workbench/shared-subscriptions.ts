import type { InputOf, SnapshotOf } from '../../shared/api/contract.ts';
import type { Workbench } from '../../shared/api/workbench.ts';
import { foldChange } from './fold-change.ts';
import type { FoldedName } from './fold-change.ts';
import type { Loaded } from './loaded.ts';

/** One subscription, however many views look at it; it ends a moment after the last of them has gone. */
export interface SharedSubscription<M extends FoldedName> {
  get(): Loaded<SnapshotOf<M>>;
  subscribe(listener: () => void): () => void;
}

/** A view that is left for another asks again at once; the subscription outlives that gap. */
const lingerMs = 2000;

/** Subscriptions by method and input, shared by all views of a page. */
export function createSharedSubscriptions(workbench: Workbench) {
  const open = new Map<string, SharedSubscription<never>>();

  function start<M extends FoldedName>(name: string, method: M, input: InputOf<M>): SharedSubscription<M> {
    const listeners = new Set<() => void>();
    let now: Loaded<SnapshotOf<M>> = { state: 'loading', refresh: () => ask() };
    let end: () => void = () => undefined;
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const put = (next: typeof now) => {
      now = next;
      for (const listener of [...listeners]) listener();
    };
    const ask = () => {
      end();
      end = workbench.subscribe(method, input, {
        onSnapshot: (value) => put({ state: 'ready', value, stale: false, refresh: ask }),
        onChange(change) {
          if (now.state !== 'ready') return;
          put({ ...now, value: (foldChange[method] as (before: SnapshotOf<M>, change: unknown) => SnapshotOf<M>)(now.value, change) });
        },
        onError: (error) => put({ state: 'failed', error, refresh: ask, retry: () => { put({ state: 'loading', refresh: ask }); ask(); } }),
      });
    };
    const stopWatching = workbench.connection.onChange((state) => {
      if (now.state === 'ready' && now.stale !== (state !== 'open')) put({ ...now, stale: state !== 'open' });
    });
    ask();
    return {
      get: () => now,
      subscribe(listener) {
        clearTimeout(leaving);
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
          if (listeners.size > 0) return;
          leaving = setTimeout(() => {
            end();
            stopWatching();
            open.delete(name);
          }, lingerMs);
        };
      },
    };
  }

  return {
    /** The subscription of this method and input, begun where it is not there yet. */
    of<M extends FoldedName>(method: M, input: InputOf<M>): SharedSubscription<M> {
      const name = method + JSON.stringify(input);
      const found = open.get(name) as SharedSubscription<M> | undefined;
      if (found !== undefined) return found;
      const made = start(name, method, input);
      open.set(name, made as unknown as SharedSubscription<never>);
      return made;
    },
  };
}
export type SharedSubscriptions = ReturnType<typeof createSharedSubscriptions>;
