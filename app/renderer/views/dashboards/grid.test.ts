import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freePlace, moveTo, resize, settle, step, swap, type Direction, type Placed } from './grid.ts';

const at = (id: string, x: number, y: number, w: number, h: number): Placed => ({ id, place: { x, y, w, h } });
const said = (panels: readonly Placed[]) => panels.map(({ id, place: { x, y, w, h } }) => `${id} ${x} ${y} ${w} ${h}`);
// a | b
// c | c
const all = [at('a', 0, 0, 6, 4), at('b', 6, 0, 6, 4), at('c', 0, 4, 12, 3)];

const anyPanels = fc.array(fc.record({ x: fc.nat(10), y: fc.nat(30), w: fc.integer({ min: 2, max: 12 }), h: fc.integer({ min: 2, max: 9 }) }), { minLength: 1, maxLength: 12 })
  .map((places) => places.map(({ x, y, w, h }, k) => at(`${k}`, Math.min(x, 12 - w), y, w, h)));
function overlap(panels: readonly Placed[]): boolean {
  return panels.some(({ place: a }, k) => panels.slice(k + 1).some(({ place: b }) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h));
}

describe('panels on a grid', () => {
  it('never overlap nor leave the grid, whatever is moved, resized or swapped', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom<Direction | 'wider' | 'shorter' | 'swap'>('left', 'right', 'up', 'down', 'wider', 'shorter', 'swap'), fc.nat(11)), { maxLength: 12 });
    fc.assert(fc.property(anyPanels, acts, (panels, done) => {
      let now: readonly Placed[] = settle(panels);
      for (const [act, which] of done) {
        const { id } = now[which % now.length]!;
        now = act === 'wider' ? resize(now, id, 1, 0) : act === 'shorter' ? resize(now, id, 0, -1) : act === 'swap' ? swap(now, id, now[0]!.id) : step(now, id, act);
        expect(overlap(now)).toBe(false);
        expect(now.every(({ place: { x, y, w, h } }) => x >= 0 && x + w <= 12 && y >= 0 && w >= 2 && h >= 2)).toBe(true);
      }
      expect(now.map(({ id }) => id)).toEqual(panels.map(({ id }) => id));
      expect(settle(now)).toEqual(now);
    }));
  });
  it('go past their neighbour up and down, a column to the sides, and stay at the edges', () => {
    expect(said(step(all, 'c', 'up'))).toEqual(['a 0 3 6 4', 'b 6 3 6 4', 'c 0 0 12 3']);
    expect(said(step(all, 'a', 'down'))).toEqual(['a 0 7 6 4', 'b 6 0 6 4', 'c 0 4 12 3']);
    expect(step(all, 'a', 'left')).toBe(all);
    expect(step(all, 'c', 'right')).toBe(all);
    expect(said(step(all, 'b', 'left'))).toEqual(['a 0 4 6 4', 'b 5 0 6 4', 'c 0 8 12 3']);
  });
  it('fall behind what they are dropped on in its lower half, and before it in its upper half', () => {
    expect(said(moveTo(all, 'b', { x: 0, y: 3, w: 6, h: 4 }))).toEqual(['a 0 0 6 4', 'b 0 4 6 4', 'c 0 8 12 3']);
    expect(said(moveTo(all, 'b', { x: 0, y: 1, w: 6, h: 4 }))).toEqual(['a 0 4 6 4', 'b 0 0 6 4', 'c 0 8 12 3']);
  });
  it('keep the least size and stay in the grid when they are resized', () => {
    expect(said(resize(all, 'a', -2, 1))).toEqual(['a 0 0 4 5', 'b 6 0 6 4', 'c 0 5 12 3']);
    expect(resize(all, 'b', 3, 0)).toBe(all);
    expect(resize([at('a', 0, 0, 2, 2)], 'a', -1, -1)).toHaveLength(1);
  });
  it('take each other\'s size when they change places', () => {
    expect(said(swap(all, 'a', 'c'))).toEqual(['a 0 4 12 3', 'b 6 0 6 4', 'c 0 0 6 4']);
  });
  it('come to stand beside the last ones where there is room, else below', () => {
    expect(freePlace([at('a', 0, 0, 6, 4)], { w: 6, h: 4 })).toEqual({ x: 6, y: 0, w: 6, h: 4 });
    expect(freePlace(all, { w: 3, h: 3 })).toEqual({ x: 0, y: 7, w: 3, h: 3 });
    expect(freePlace([], { w: 3, h: 3 })).toEqual({ x: 0, y: 0, w: 3, h: 3 });
  });
});
