import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useScrollSize } from '../series/series-grid.tsx';
import { windowRows } from './window-rows.ts';

/** Height of one row, CSS pixels; the style sheet says the same. */
const rowHeight = 60;
/** More rows are asked for this many before the end. */
const readAhead = 40;

export interface WindowGridProps<T> {
  label: string;
  rows: readonly T[];
  /** All there are, those not read yet included. */
  total: number;
  idOf(row: T): string;
  /** The cells of a row, each a `gridcell`. */
  cells(row: T): ReactNode;
  classOf?: (row: T) => string;
  /** Index of the row that the keys are on; -1: none. */
  current: number;
  onCurrent(index: number): void;
  onOpen(row: T): void;
  /** Where several rows can be chosen; without it none can. */
  picking?: { picked: ReadonlySet<string>; toggle(row: T): void; reach(index: number): void; all(): void; none(): void };
  onNearEnd?: () => void;
}

/** A long list of which only the rows in sight exist. One stop for Tab, arrows inside, as ARIA's grid pattern has it; Shift reaches, Ctrl A takes all. */
export function WindowGrid<T>({ label, rows, total, idOf, cells, classOf, current, onCurrent, onOpen, picking, onNearEnd }: WindowGridProps<T>) {
  const { ref, height, scrollTop, onScroll } = useScrollSize();
  const shown = windowRows(rows.length, rowHeight, scrollTop, height);
  const nearEnd = shown.last >= rows.length - readAhead;
  useEffect(() => { if (nearEnd) onNearEnd?.(); }, [nearEnd, onNearEnd]);
  useEffect(() => {
    const frame = ref.current;
    if (frame === null || current < 0) return;
    if (current * rowHeight < frame.scrollTop) frame.scrollTop = current * rowHeight;
    else if ((current + 1) * rowHeight > frame.scrollTop + frame.clientHeight) frame.scrollTop = (current + 1) * rowHeight - frame.clientHeight;
  }, [current, ref]);

  function onKeyDown(event: React.KeyboardEvent): void {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: rows.length - 1 }[event.key];
    const row = rows[current];
    if (to !== undefined) {
      const next = Math.min(Math.max(to, 0), rows.length - 1);
      if (event.shiftKey) picking?.reach(next);
      onCurrent(next);
    } else if (event.key === 'Enter' && row !== undefined) onOpen(row);
    else if (event.key === ' ' && row !== undefined && picking !== undefined) picking.toggle(row);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && picking !== undefined) picking.all();
    else if (event.key === 'Escape' && picking !== undefined && picking.picked.size > 0) picking.none();
    else return;
    event.preventDefault();
  }

  return (
    <div className="window-grid" ref={ref} onScroll={onScroll} tabIndex={0} role="grid" aria-label={label} aria-rowcount={total} aria-multiselectable={picking !== undefined} aria-activedescendant={current >= shown.first && current < shown.last ? `row-${current}` : undefined} onKeyDown={onKeyDown} onFocus={() => { if (current < 0 && rows.length > 0) onCurrent(0); }}>
      <div role="presentation" className="window-grid-all" style={{ height: shown.height }}>
        <div role="presentation" className="window-grid-shown" style={{ transform: `translateY(${shown.top}px)` }}>
          {rows.slice(shown.first, shown.last).map((row, i) => {
            const index = shown.first + i;
            const id = idOf(row);
            return (
              <div
                key={id} id={`row-${index}`} role="row" aria-rowindex={index + 1} aria-selected={picking === undefined ? index === current : picking.picked.has(id)}
                className={`grid-row${index === current ? ' grid-row-current' : ''} ${classOf?.(row) ?? ''}`}
                onClick={(event) => { if (event.shiftKey) picking?.reach(index); onCurrent(index); }} onDoubleClick={() => onOpen(row)}
              >
                {picking !== undefined && <span role="gridcell" className="grid-cell-pick"><input type="checkbox" tabIndex={-1} checked={picking.picked.has(id)} onChange={() => picking.toggle(row)} onClick={(event) => event.stopPropagation()} aria-label={`Select row ${index + 1}`} /></span>}
                {cells(row)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Puts the focus on the list in sight, so that a screen reader says the row that a key of the page went to. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('.window-grid')?.focus({ preventScroll: true });
}
