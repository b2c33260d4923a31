import { describe, expect, it } from 'vitest';
import { neighbourOf } from './neighbour.ts';
import type { Box } from './neighbour.ts';

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, right: left + width, bottom: top + height });
// lists | a | b
//       | c | c
const all = [{ of: 'lists', box: box(0, 0, 100, 200) }, { of: 'a', box: box(100, 0, 100, 100) }, { of: 'b', box: box(200, 0, 100, 100) }, { of: 'c', box: box(100, 100, 200, 100) }];

describe('the panel beside another', () => {
  it('is the nearest at that side', () => {
    expect([neighbourOf(all, 'lists', 'right'), neighbourOf(all, 'b', 'left'), neighbourOf(all, 'a', 'bottom'), neighbourOf(all, 'c', 'left')]).toEqual(['a', 'a', 'c', 'lists']);
  });
  it('is none at the edge, and none where only corners touch', () => {
    expect([neighbourOf(all, 'b', 'right'), neighbourOf(all, 'lists', 'top'), neighbourOf([all[1]!, { of: 'd', box: box(200, 100, 50, 50) }], 'a', 'right')]).toEqual([null, null, null]);
  });
  it('is none of a panel that is not there', () => {
    expect(neighbourOf(all, 'gone', 'left')).toBeNull();
  });
});
