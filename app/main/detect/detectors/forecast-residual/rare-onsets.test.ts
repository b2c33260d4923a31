import { expect, it } from 'vitest';
import { beginTail, TAIL_CELLS, tailRarity } from '../../calibrate.ts';
import { ALARM_RARITY, learnRareOne } from './rare-onsets.ts';

it('what is rare enough to be told becomes usual when it comes again and again, what is not teaches nothing', () => {
  const cells = new Float64Array(TAIL_CELLS);
  beginTail(cells, 0, 2, 0.15);
  const value = 4.1;
  const before = tailRarity(cells, 0, value);
  expect(before).toBeGreaterThan(ALARM_RARITY);
  expect(before).toBeLessThan(4); // it is flagged by the mean of two alone
  for (let time = 0; time < 20; time += 1) learnRareOne(cells, 0, value);
  expect(tailRarity(cells, 0, value)).toBeLessThan(ALARM_RARITY);
  const usual = cells.slice();
  learnRareOne(cells, 0, 3);
  expect(cells).toEqual(usual);
});
