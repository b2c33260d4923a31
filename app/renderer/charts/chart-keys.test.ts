import { describe, expect, it } from 'vitest';
import { chartActionOf } from './chart-keys.ts';
import type { ChartKeyState } from './chart-keys.ts';

const plain = { shift: false, alt: false };
const state: ChartKeyState = { range: { from: 100, to: 500 }, extent: { from: 0, to: 1000 }, cursor: 300, times: [50, 100, 200, 300, 300, 400, 500, 600], marks: [150, 350, 900], selected: -1 };

describe('keys of a chart', () => {
  it('walk from point to point, past two points of the same moment, and stay in view', () => {
    expect(chartActionOf('ArrowRight', plain, state)).toEqual({ kind: 'cursor', to: 400 });
    expect(chartActionOf('ArrowLeft', plain, state)).toEqual({ kind: 'cursor', to: 200 });
    expect(chartActionOf('ArrowRight', { shift: true, alt: false }, state)).toEqual({ kind: 'cursor', to: 500 });
    expect(chartActionOf('ArrowLeft', plain, { ...state, cursor: 100 })).toEqual({ kind: 'cursor', to: 100 });
  });
  it('go to the first and last point in view', () => {
    expect(chartActionOf('Home', plain, state)).toEqual({ kind: 'cursor', to: 100 });
    expect(chartActionOf('End', plain, state)).toEqual({ kind: 'cursor', to: 500 });
  });
  it('zoom about the cursor, or the middle where the cursor is out of view', () => {
    expect(chartActionOf('+', plain, state)).toEqual({ kind: 'look', range: { from: 200, to: 400 } });
    expect(chartActionOf('+', plain, { ...state, cursor: 50 })).toEqual({ kind: 'look', range: { from: 200, to: 400 } });
    expect(chartActionOf('-', plain, state)).toEqual({ kind: 'look', range: { from: -100, to: 700 } });
  });
  it('go from anomaly to anomaly, in view or not, and stop at the ends', () => {
    expect(chartActionOf('n', plain, state)).toEqual({ kind: 'mark', index: 1 });
    expect(chartActionOf('p', plain, state)).toEqual({ kind: 'mark', index: 0 });
    expect(chartActionOf('n', plain, { ...state, selected: 1 })).toEqual({ kind: 'mark', index: 2 });
    expect(chartActionOf('n', plain, { ...state, selected: 2 })).toEqual({ kind: 'stay' });
    expect(chartActionOf('p', plain, { ...state, cursor: 120 })).toEqual({ kind: 'stay' });
  });
  it('leave alone what they do not know, and keep what leads nowhere from here', () => {
    expect(chartActionOf('x', plain, state)).toBeNull();
    expect(chartActionOf('ArrowRight', plain, { ...state, times: [] })).toEqual({ kind: 'stay' });
  });
});
