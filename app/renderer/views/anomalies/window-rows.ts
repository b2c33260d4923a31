/** The rows to draw of a long list, and where: `top` is the first one's distance from the list's top, CSS pixels. */
export interface RowWindow { first: number; last: number; top: number; height: number }

/** Chromium draws no element higher than about 33 million pixels; lists are held below that. */
export const highestList = 15_000_000;

/** Rows `[first, last)` that cover the view, with some above and below. The list is at most 15 million pixels high; rows past that are not reached. */
export function windowRows(count: number, rowHeight: number, scrollTop: number, viewHeight: number, beyond = 8): RowWindow {
  const reachable = Math.min(count, Math.floor(highestList / rowHeight));
  const first = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight) - beyond), Math.max(0, reachable - 1));
  const last = Math.min(reachable, Math.ceil((scrollTop + viewHeight) / rowHeight) + beyond);
  return { first, last: Math.max(first, last), top: first * rowHeight, height: reachable * rowHeight };
}
