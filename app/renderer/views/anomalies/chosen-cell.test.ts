import { expect, it } from 'vitest';
import { cellText, chosenCell } from './chosen-cell.ts';

it('reads back the cell that it wrote, whatever the lane is called', () => {
  for (const lane of ['7', '', 'hall 9-north', 'ä/%&']) expect(chosenCell(cellText({ lane, from: 1_700_000_000_000, to: 1_700_000_060_000 }))).toEqual({ lane, from: 1_700_000_000_000, to: 1_700_000_060_000 });
});

it('takes nothing for a cell that is none', () => {
  for (const text of ['', '5', 'a-b-c', '9-4-x']) expect(chosenCell(text)).toBeNull();
});
