import type { WorkbenchError } from '../../shared/errors/workbench-error.ts';

/**
 * What a view holds of something it asked for. There is no value but in `ready`, so that a view has to draw the other two.
 * `stale` is true where the connection is lost or the value is being read again: it is the last one known.
 * `refresh` reads anew, also while a reading is under way: what that answers may be of before.
 */
export type Loaded<T> =
  | { state: 'loading'; refresh: () => void }
  | { state: 'failed'; error: WorkbenchError; retry: () => void; refresh: () => void }
  | { state: 'ready'; value: T; stale: boolean; refresh: () => void };

/** The value where there is one, else `fallback`; for what may well be drawn without it (a count, a name). */
export function valueOr<T, F>(loaded: Loaded<T>, fallback: F): T | F {
  return loaded.state === 'ready' ? loaded.value : fallback;
}

/** The same with the value turned into another; the states stay. */
export function mapLoaded<T, U>(loaded: Loaded<T>, turn: (value: T) => U): Loaded<U> {
  return loaded.state === 'ready' ? { ...loaded, value: turn(loaded.value) } : loaded;
}
