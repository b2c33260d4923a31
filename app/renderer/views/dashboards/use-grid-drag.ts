import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react';
import { gridColumns, type Panel } from '../../../shared/domain/dashboard.ts';
import { moveTo, resize } from './grid.ts';

/** The grid's row height and gaps, CSS pixels; `dashboards.css` has the same. */
export const rowPixels = 52;
export const gapPixels = 8;

interface Drag {
  what: 'move' | 'resize';
  id: string;
  /** From the panel's top left corner to the pointer, or from the pointer to its bottom right one. */
  dx: number;
  dy: number;
  /** The elements' order, which stays during the drag: an element that moves in the page loses the pointer. */
  order: readonly string[];
}

/** Moving and resizing by pointer: while it lasts, `panels` are as they would be if it ended now. Escape calls it off. */
export function useGridDrag(grid: RefObject<HTMLElement | null>, panels: readonly Panel[], onDone: (panels: readonly Panel[], id: string) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [shown, setShown] = useState<readonly Panel[] | null>(null);
  const latest = useRef({ panels, onDone });
  useEffect(() => { latest.current = { panels, onDone }; });

  useEffect(() => {
    if (drag === null) return;
    /** What is shown, or is about to be: a press that ends does not wait for it to be drawn. */
    let now: readonly Panel[] | null = null;
    const show = (next: readonly Panel[]) => {
      now = next;
      setShown(next);
    };
    const at = ({ clientX, clientY }: PointerEvent) => {
      const box = grid.current!.getBoundingClientRect();
      const column = (box.width + gapPixels) / gridColumns;
      const row = rowPixels + gapPixels;
      const own = latest.current.panels.find(({ id }) => id === drag.id);
      if (own === undefined) return;
      const { place } = own;
      if (drag.what === 'move') show(moveTo(latest.current.panels, drag.id, { ...place, x: Math.round((clientX - drag.dx - box.left) / column), y: Math.round((clientY - drag.dy - box.top) / row) }));
      else show(resize(latest.current.panels, drag.id, Math.round((clientX + drag.dx - box.left + gapPixels) / column) - place.x - place.w, Math.round((clientY + drag.dy - box.top + gapPixels) / row) - place.y - place.h));
    };
    const end = (keep: boolean) => {
      setDrag(null);
      setShown(null);
      if (keep && now !== null) latest.current.onDone(now, drag.id);
    };
    const up = () => end(true);
    const off = () => end(false);
    const key = (event: KeyboardEvent) => { if (event.key === 'Escape') off(); };
    window.addEventListener('pointermove', at);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', off);
    window.addEventListener('keydown', key);
    return () => {
      window.removeEventListener('pointermove', at);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', off);
      window.removeEventListener('keydown', key);
    };
  }, [drag, grid]);

  return {
    draggedId: drag?.id ?? null,
    panels: shown ?? panels,
    order: drag?.order ?? null,
    grab(event: ReactPointerEvent, what: Drag['what'], id: string, order: readonly string[]) {
      if (event.button !== 0) return;
      const box = (event.currentTarget as HTMLElement).closest('.dash-panel')!.getBoundingClientRect();
      setDrag({ what, id, order, dx: what === 'move' ? event.clientX - box.left : box.right - event.clientX, dy: what === 'move' ? event.clientY - box.top : box.bottom - event.clientY });
    },
  };
}
