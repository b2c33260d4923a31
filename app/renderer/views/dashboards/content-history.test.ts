import { expect, it } from 'vitest';
import { beginHistory, change, redo, undo } from './content-history.ts';

it('goes back and forth, forgets what was undone at the next change, and stands at the ends', () => {
  const begun = beginHistory('a');
  expect([undo(begun), redo(begun)]).toEqual([begun, begun]);
  const three = change(change(begun, 'b'), 'c');
  const back = undo(undo(three));
  expect([back.now, redo(back).now, redo(redo(redo(back))).now]).toEqual(['a', 'b', 'c']);
  expect(change(back, 'd')).toEqual({ past: ['a'], now: 'd', future: [] });
});

it('keeps a hundred states', () => {
  let history = beginHistory(0);
  for (let k = 1; k <= 150; k += 1) history = change(history, k);
  expect([history.past.length, history.past[0]]).toEqual([100, 50]);
});
