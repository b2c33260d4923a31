import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { hrefOf, parseRoute } from './route.ts';
import type { Route } from './route.ts';

const listeners = new Set<() => void>();
const tellAll = () => { for (const listener of [...listeners]) listener(); };
/** Listens to the window while anybody listens here, so that a module may be read where there is no window. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', tellAll);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', tellAll);
  };
}

/** Where the analyst is now. */
export function useRoute(): { route: Route; state: URLSearchParams } {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes to a page; the way back stays. */
export function goTo(route: Exclude<Route, { page: 'unknown' }>, state?: Record<string, string>): void {
  location.hash = hrefOf(route, state);
}

/** Whether the analyst is still on the page of when this was called: what ends later leads nobody away from another. */
export function markPage(): () => boolean {
  const page = () => location.hash.split('?', 1)[0];
  const begun = page();
  return () => page() === begun;
}

/** A piece of a page's state that lives in its address (a search text, a tab). Setting it does not add a step back. */
export function useAddressState(name: string, fallback = ''): [string, (value: string) => void] {
  const { state } = useRoute();
  const set = useCallback((value: string) => {
    const [path = '', query = ''] = location.hash.split('?', 2);
    const next = new URLSearchParams(query);
    if (value === fallback) next.delete(name);
    else next.set(name, value);
    const text = next.toString();
    history.replaceState(null, '', `${path === '' ? '#/' : path}${text === '' ? '' : `?${text}`}`);
    tellAll();
  }, [name, fallback]);
  return [state.get(name) ?? fallback, set];
}
