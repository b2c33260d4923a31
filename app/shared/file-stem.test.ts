import { expect, it } from 'vitest';
import { fileStem } from './file-stem.ts';

it('names files by what they are about and when, in letters of any script', () => {
  const at = Date.UTC(2026, 2, 5, 14, 30, 59);
  expect(fileStem(['Öl/Pumpen', 'Spike in "pump 1"', 'report'], at)).toBe('öl-pumpen-spike-in-pump-1-report-2026-03-05-1430');
  expect([fileStem(['泵 3 号'], at), fileStem(['../..'], at), fileStem(['x'.repeat(200)], at).length]).toEqual(['泵-3-号-2026-03-05-1430', '2026-03-05-1430', 96]);
});
