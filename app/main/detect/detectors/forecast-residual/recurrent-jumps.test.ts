import { expect, test } from 'vitest';
import { JUMP_CELLS, jumpRarity, learnJump } from './recurrent-jumps.ts';

function after(jumps: [row: number, size: number][]): Float64Array {
  const cells = new Float64Array(JUMP_CELLS);
  for (const [row, size] of jumps) learnJump(cells, 0, row, size);
  return cells;
}

test('a jump like two before it, each some fifty rows apart, is as rare as their share of the rows', () => {
  const cells = after([[100, 20], [148, 12]]);
  expect(jumpRarity(cells, 0, 200, 25)).toBeCloseTo(Math.log10(50));
});

test('nothing bounds what came once, goes the other way, is far larger, is no jump, or comes seldom', () => {
  expect(jumpRarity(after([[100, 20]]), 0, 148, 20)).toBe(Infinity);
  const twice = after([[100, 20], [148, 12]]);
  expect(jumpRarity(twice, 0, 200, -20)).toBe(Infinity);
  expect(jumpRarity(twice, 0, 200, 60)).toBe(Infinity);
  expect(jumpRarity(twice, 0, 200, 2)).toBe(Infinity);
  expect(jumpRarity(twice, 0, 2000, 20)).toBe(Infinity);
});

test('rows of one jump are one jump, as high as its highest', () => {
  const cells = after([[100, 6], [101, 20], [103, 9]]);
  expect(jumpRarity(cells, 0, 150, 15)).toBe(Infinity);
  learnJump(cells, 0, 150, 15);
  expect(jumpRarity(cells, 0, 200, 30)).toBeCloseTo(Math.log10(50));
});

test('the oldest jump makes way for a new one', () => {
  const cells = after([[0, 50], [50, 9], [100, 9], [150, 9], [200, 9]]);
  expect(Array.from(cells).filter((_, i) => i % 2 === 1).sort((a, b) => a - b)).toEqual([50, 100, 150, 200]);
});
