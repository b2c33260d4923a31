import { useCallback, useSyncExternalStore } from 'react';
import type { InputOf, SnapshotOf } from '../../shared/api/contract.ts';
import type { FoldedName } from './fold-change.ts';
import type { Loaded } from './loaded.ts';
import { useSharedSubscriptions } from './provider.tsx';

/** A snapshot kept current. Views that ask for the same share one subscription. */
export function useSubscription<M extends FoldedName>(method: M, input: InputOf<M>): Loaded<SnapshotOf<M>> {
  const subscriptions = useSharedSubscriptions();
  const text = JSON.stringify(input);
  const subscribe = useCallback((listener: () => void) => subscriptions.of(method, JSON.parse(text) as InputOf<M>).subscribe(listener), [subscriptions, method, text]);
  return useSyncExternalStore(subscribe, () => subscriptions.of(method, JSON.parse(text) as InputOf<M>).get());
}
