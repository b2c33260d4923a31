/** Earlier and later states of what is edited. Every change makes a new one. */
export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
}

/** States that are kept to go back to. */
const mostKept = 100;

export function beginHistory<T>(now: T): History<T> {
  return { past: [], now, future: [] };
}

/** Goes on to a new state; what was undone before is gone. */
export function change<T>({ past, now }: History<T>, next: T): History<T> {
  return { past: [...past, now].slice(-mostKept), now: next, future: [] };
}

/** The state before; the same history where there is none. */
export function undo<T>(history: History<T>): History<T> {
  const { past, now, future } = history;
  return past.length === 0 ? history : { past: past.slice(0, -1), now: past.at(-1)!, future: [now, ...future] };
}

/** The state that was undone last; the same history where there is none. */
export function redo<T>(history: History<T>): History<T> {
  const { past, now, future } = history;
  return future.length === 0 ? history : { past: [...past, now], now: future[0]!, future: future.slice(1) };
}
