import type { TimeRange } from '../../shared/domain/time.ts';
import { createPointedCursor } from './pointed-cursor.ts';
import { panBy, zoomAbout } from './time-range.ts';
import type { TimeRangeStore } from './time-range.ts';

export interface GestureTarget {
  timeAt(clientX: number): number | null;
  plotWidth(): number;
}
export interface GestureOptions {
  /** Whether the wheel zooms by itself, or only with Ctrl so that a page of panels can be scrolled. */
  wheelNeedsCtrl: boolean;
  /** A press without a drag. */
  onPress(time: number): void;
  /** The selection while it is drawn; null when it ends. */
  onSelecting(selection: { left: number; width: number } | null): void;
}

/** A drag shorter than this is a press, in CSS pixels. */
const stillMost = 4;
/** The double press that resets is dropped for this long after a drag, or a hasty pan would reset, in ms of event time stamps. */
const dragRestMs = 300;

/**
 * Pointer gestures of a chart: wheel zooms at the pointer, drag selects a range and looks at it, Shift+drag (or a finger) pans,
 * a double press shows everything, moving moves the crosshair of all panels. The returned function takes the listeners off.
 */
export function listenForGestures(element: HTMLElement, target: GestureTarget, timeline: TimeRangeStore, options: GestureOptions): () => void {
  let drag: { id: number; x: number; time: number; range: TimeRange; pans: boolean; moved: boolean } | null = null;
  let draggedAt = -Infinity;
  const pointer = createPointedCursor(timeline);
  const look = (range: TimeRange, passing: boolean) => timeline.look({ kind: 'fixed', ...range }, passing);

  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, opts?: AddEventListenerOptions) => {
    element.addEventListener(type, listener, opts);
    return () => element.removeEventListener(type, listener, opts);
  };
  const end = (event: PointerEvent, kept: boolean) => {
    if (drag === null || drag.id !== event.pointerId) return;
    const { moved, pans, time, range } = drag;
    drag = null;
    options.onSelecting(null);
    const here = target.timeAt(event.clientX);
    if (moved) draggedAt = event.timeStamp;
    if (!kept || here === null) return;
    if (!moved) options.onPress(here);
    else if (pans) look(timeline.range() ?? range, false);
    else if (here !== time) look({ from: Math.min(here, time), to: Math.max(here, time) }, false);
  };

  const stops = [
    on('wheel', (event) => {
      const range = timeline.range();
      const at = target.timeAt(event.clientX);
      if (range === null || at === null || (options.wheelNeedsCtrl && !event.ctrlKey)) return;
      event.preventDefault();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) look(panBy(range, (event.deltaX / target.plotWidth()) * (range.to - range.from), timeline.get().extent), true);
      else look(zoomAbout(range, at, Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), timeline.get().extent), true);
    }, { passive: false }),
    on('pointerdown', (event) => {
      const range = timeline.range();
      const time = target.timeAt(event.clientX);
      if (event.button !== 0 || range === null || time === null) return;
      drag = { id: event.pointerId, x: event.clientX, time, range, pans: event.shiftKey || event.pointerType === 'touch', moved: false };
      element.setPointerCapture(event.pointerId);
    }),
    on('pointermove', (event) => {
      const here = target.timeAt(event.clientX);
      pointer.move(event, here);
      if (drag === null || drag.id !== event.pointerId || here === null) return;
      if (Math.abs(event.clientX - drag.x) >= stillMost) drag.moved = true;
      if (!drag.moved) return;
      if (drag.pans) {
        look(panBy(drag.range, ((drag.x - event.clientX) / target.plotWidth()) * (drag.range.to - drag.range.from), timeline.get().extent), true);
      } else {
        const box = element.getBoundingClientRect();
        const x = Math.min(Math.max(event.clientX, box.left), box.right);
        options.onSelecting({ left: Math.min(x, drag.x) - box.left, width: Math.abs(x - drag.x) });
      }
    }),
    on('pointerup', (event) => end(event, true)),
    on('pointercancel', (event) => end(event, false)),
    on('pointerleave', () => { if (drag === null) pointer.leave(); }),
    on('dblclick', (event) => { if (event.timeStamp - draggedAt > dragRestMs) timeline.look({ kind: 'whole' }); }),
  ];
  return () => stops.forEach((stop) => stop());
}
