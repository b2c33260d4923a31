import { useCallback, useState } from 'react';

/** Rows that are chosen, by id. A reach chooses all between the row that the keys are on and another. */
export function usePicking<T>(rows: readonly T[], idOf: (row: T) => string, current: number) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(none);
  const toggle = useCallback((row: T) => setPicked((before) => {
    const next = new Set(before);
    if (!next.delete(idOf(row))) next.add(idOf(row));
    return next;
  }), [idOf]);
  const clear = useCallback(() => setPicked(none), []);
  return {
    picked, toggle, none: clear,
    all: () => setPicked(new Set(rows.map(idOf))),
    reach: (index: number) => setPicked((before) => new Set([...before, ...rows.slice(Math.min(Math.max(current, 0), index), Math.max(current, index) + 1).map(idOf)])),
  };
}

const none: ReadonlySet<string> = new Set();
