import { describe, expect, it } from 'vitest';
import { shapes, type SampleColumns, type Shape } from '../../../shared/domain/samples.ts';
import { rarityOfScore, scoreOfRarity } from '../calibrate.ts';
import type { Detector } from '../detector.ts';
import { emptyScores } from '../empty-scores.ts';
import { withKnownStates } from './with-known-states.ts';

const ROWS = 4096;
const samples: SampleColumns = { rows: ROWS, channels: 2, series: new Uint32Array(ROWS), times: Float64Array.from({ length: ROWS }, (_, row) => row * 1000), values: new Float64Array(2 * ROWS) };

/** A detector to which each row is as rare, by the same shares. */
function steady(rarity: number, share: readonly [number, number], shape: Shape = 'none'): Detector {
  const advance = (): ReturnType<Detector['advance']> => {
    const scores = emptyScores(ROWS, 2);
    scores.score.fill(scoreOfRarity(rarity));
    scores.shape.fill(shapes.indexOf(shape));
    for (let i = 0; i < 2 * ROWS; i += 1) scores.share[i] = share[i % 2]!;
    return scores;
  };
  return { advance, score: advance, warmUpRemaining: () => 0, forget: () => undefined, save: () => new Uint8Array(), load: () => undefined, dispose: () => undefined };
}

function lastOf(first: Detector, states: Detector): { rarity: number; share: number[] } {
  const { score, share } = withKnownStates(first, states).advance(samples);
  return { rarity: rarityOfScore(score[ROWS - 1]!), share: Array.from(share.subarray(-2)) };
}

describe('a detector with known states', () => {
  it('shares out the score by what each of the two gives to it', () => {
    // After 4,095 rows the states have a third of the score: 2/3 of 3, and 1/3 of 6.
    const { rarity, share } = lastOf(steady(3, [1, 0]), steady(6, [0.25, 0.75]));
    expect(rarity).toBeCloseTo(4, 2);
    expect(share[0]).toBeCloseTo((2 * 1 + 2 * 0.25) / 4, 2);
    expect(share[0]! + share[1]!).toBeCloseTo(1, 6);
  });

  it('leaves the shares where the states see nothing odd', () => {
    expect(lastOf(steady(3, [0.75, 0.25]), steady(0, [0, 1])).share).toEqual([0.75, 0.25]);
  });

  it.each<Shape>(['frozen', 'gap', 'missing', 'drift'])('leaves the shares of what is told as %s', (shape) => {
    expect(lastOf(steady(5, [1, 0], shape), steady(6, [0, 1])).share).toEqual([1, 0]);
  });
});
