import type { TimeRange } from '../../shared/domain/time.ts';

/** What part of time the panels look at: everything stored, the newest `spanMs` (following the edge), or a stretch chosen by hand. */
export type TimeView = { kind: 'whole' } | { kind: 'tail'; spanMs: number } | { kind: 'fixed'; from: number; to: number };

export interface TimeRangeState {
  view: TimeView;
  /** Stored event time over all panels; null before anything is known. */
  extent: TimeRange | null;
  /** Nothing after this is drawn (the playhead while rewound); null draws all. */
  until: number | null;
  /** The crosshair of all panels, EpochMillis. */
  cursor: number | null;
  /** Whether `back` has somewhere to go. */
  canGoBack: boolean;
  /** Whether `forward` has somewhere to go. */
  canGoForward: boolean;
}

/** The range and crosshair that panels share. Every change makes a new state object. */
export interface TimeRangeStore {
  get(): TimeRangeState;
  subscribe(listener: () => void): () => void;
  /** The range to draw now, wider than nothing; null before anything is known. */
  range(): TimeRange | null;
  /** Looks elsewhere, and remembers the way back unless `passing` (a drag under way). */
  look(view: TimeView, passing?: boolean): void;
  /** The view before the last one remembered. */
  back(): void;
  /** The view that `back` left. */
  forward(): void;
  /** Makes the extent reach over `extent` too. */
  reach(extent: TimeRange): void;
  setUntil(until: number | null): void;
  setCursor(cursor: number | null): void;
}

/** Narrowest range, in ms: ticks may be microseconds apart. */
const narrowest = 0.01;
const rememberedViews = 50;

/** The range a view means, given what is stored and where the playhead is. */
export function rangeOf(view: TimeView, extent: TimeRange | null, until: number | null): TimeRange | null {
  if (view.kind === 'fixed') return { from: view.from, to: view.to };
  if (extent === null) return null;
  if (view.kind === 'whole') return extent.to > extent.from ? { ...extent } : { from: extent.from - 500, to: extent.to + 500 };
  const edge = until ?? extent.to;
  return { from: edge - view.spanMs, to: edge };
}

/** Zooms about `at` (EpochMillis), which stays where it is on the screen. A factor below 1 comes nearer; the result is at least 0.01 ms and at most twice `extent`. */
export function zoomAbout(range: TimeRange, at: number, factor: number, extent: TimeRange | null): TimeRange {
  const span = range.to - range.from;
  const widest = extent === null ? Infinity : Math.max(2 * (extent.to - extent.from), 1000);
  const wanted = Math.min(Math.max(span * factor, narrowest), Math.max(widest, Math.min(span, span * factor)));
  const share = span > 0 ? (at - range.from) / span : 0.5;
  const from = at - wanted * share;
  return { from, to: from + wanted };
}

/** Moves a range by `byMs`, keeping at least a tenth of it over what is stored. */
export function panBy(range: TimeRange, byMs: number, extent: TimeRange | null): TimeRange {
  const span = range.to - range.from;
  let from = range.from + byMs;
  if (extent !== null) from = Math.min(Math.max(from, extent.from - span * 0.9), extent.to - span * 0.1);
  return { from, to: from + span };
}

/** A store that starts at `view`. */
export function createTimeRange(view: TimeView = { kind: 'whole' }): TimeRangeStore {
  let state: TimeRangeState = { view, extent: null, until: null, cursor: null, canGoBack: false, canGoForward: false };
  const past: TimeView[] = [];
  let ahead: TimeView[] = [];
  /** The view at the start of a drag, which is where `back` should lead. */
  let held: TimeView | null = null;
  const listeners = new Set<() => void>();
  const change = (part: Partial<TimeRangeState>) => {
    state = { ...state, ...part, canGoBack: past.length > 0, canGoForward: ahead.length > 0 };
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    range: () => rangeOf(state.view, state.extent, state.until),
    look(next, passing = false) {
      if (passing) {
        held ??= state.view;
      } else {
        past.push(held ?? state.view);
        ahead = [];
        held = null;
        if (past.length > rememberedViews) past.shift();
      }
      change({ view: next });
    },
    back() {
      const before = past.pop();
      if (before === undefined) return;
      ahead.push(state.view);
      change({ view: before });
    },
    forward() {
      const next = ahead.pop();
      if (next === undefined) return;
      past.push(state.view);
      change({ view: next });
    },
    reach(extent) {
      const now = state.extent;
      if (now !== null && now.from <= extent.from && now.to >= extent.to) return;
      change({ extent: now === null ? extent : { from: Math.min(now.from, extent.from), to: Math.max(now.to, extent.to) } });
    },
    setUntil(until) {
      if (until === state.until) return;
      // A stretch chosen by hand turns the page when the playhead leaves it.
      const { view } = state;
      const left = view.kind === 'fixed' && until !== null && (until > view.to || until < view.from);
      const span = left ? view.to - view.from : 0;
      change(left ? { until, view: { kind: 'fixed', from: until - span * 0.1, to: until + span * 0.9 } } : { until });
    },
    setCursor(cursor) {
      if (cursor !== state.cursor) change({ cursor });
    },
  };
}
