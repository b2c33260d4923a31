import { describe, expect, it } from 'vitest';
import { createTimeRange, panBy, zoomAbout } from './time-range.ts';

describe('zooming', () => {
  it('keeps the moment under the pointer in its place', () => {
    const zoomed = zoomAbout({ from: 0, to: 1000 }, 250, 0.5, null);
    expect(zoomed).toEqual({ from: 125, to: 625 });
  });
  it('never gets wider than twice what is stored, nor narrower than 0.01 ms', () => {
    const extent = { from: 0, to: 10_000 };
    const wide = zoomAbout({ from: 0, to: 10_000 }, 5000, 100, extent);
    expect(wide.to - wide.from).toBe(20_000);
    const narrow = zoomAbout({ from: 0, to: 0.02 }, 0.01, 1e-9, extent);
    expect(narrow.to - narrow.from).toBeCloseTo(0.01, 9);
  });
});

describe('panning', () => {
  it('keeps a tenth of the range over what is stored', () => {
    expect(panBy({ from: 0, to: 100 }, 1e6, { from: 0, to: 1000 })).toEqual({ from: 990, to: 1090 });
    expect(panBy({ from: 0, to: 100 }, -1e6, { from: 0, to: 1000 })).toEqual({ from: -90, to: 10 });
  });
});

describe('the shared range', () => {
  it('follows the edge as it grows while the view is a tail, and the playhead while rewound', () => {
    const store = createTimeRange({ kind: 'tail', spanMs: 100 });
    expect(store.range()).toBeNull();
    store.reach({ from: 0, to: 1000 });
    store.reach({ from: 500, to: 1500 });
    expect(store.range()).toEqual({ from: 1400, to: 1500 });
    store.setUntil(700);
    expect(store.range()).toEqual({ from: 600, to: 700 });
  });
  it('goes back to the view before a drag, not to its last inch', () => {
    const store = createTimeRange();
    store.reach({ from: 0, to: 1000 });
    store.look({ kind: 'fixed', from: 1, to: 501 }, true);
    store.look({ kind: 'fixed', from: 2, to: 502 }, true);
    store.look({ kind: 'fixed', from: 3, to: 503 });
    expect(store.get().canGoBack).toBe(true);
    store.back();
    expect(store.range()).toEqual({ from: 0, to: 1000 });
    expect(store.get().canGoBack).toBe(false);
  });
  it('turns the page when the playhead leaves a stretch chosen by hand', () => {
    const store = createTimeRange({ kind: 'fixed', from: 0, to: 100 });
    store.setUntil(90);
    expect(store.range()).toEqual({ from: 0, to: 100 });
    store.setUntil(101);
    expect(store.range()).toEqual({ from: 91, to: 191 });
  });
  it('shows something around a single moment', () => {
    const store = createTimeRange();
    store.reach({ from: 1000, to: 1000 });
    expect(store.range()).toEqual({ from: 500, to: 1500 });
  });
  it('tells its listeners of changes only', () => {
    const store = createTimeRange();
    let told = 0;
    const stop = store.subscribe(() => told++);
    store.setCursor(5);
    store.setCursor(5);
    store.reach({ from: 0, to: 1 });
    store.reach({ from: 0, to: 1 });
    expect(told).toBe(2);
    stop();
    store.setCursor(6);
    expect(told).toBe(2);
  });
});
