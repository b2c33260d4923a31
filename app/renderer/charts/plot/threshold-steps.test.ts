import { expect, it } from 'vitest';
import { constantThreshold, stepPieces } from './threshold-steps.ts';

it('draws a threshold that never changes over the whole range, and an unknown one not at all', () => {
  expect(stepPieces(constantThreshold(0.9), 10, 20)).toEqual([{ from: 10, to: 20, threshold: 0.9 }]);
  expect(stepPieces(constantThreshold(null), 10, 20)).toEqual([]);
});

it('draws each threshold just while it holds', () => {
  const steps = [{ time: 0, threshold: 0.7 }, { time: 12, threshold: 0.8 }, { time: 15, threshold: 0.9 }, { time: 30, threshold: 1 }];
  expect(stepPieces(steps, 10, 20)).toEqual([{ from: 10, to: 12, threshold: 0.7 }, { from: 12, to: 15, threshold: 0.8 }, { from: 15, to: 20, threshold: 0.9 }]);
  expect(stepPieces(steps, -5, 3)).toEqual([{ from: 0, to: 3, threshold: 0.7 }]);
});
