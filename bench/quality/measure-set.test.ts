import { expect, test } from 'vitest';
import type { MeasuredFile } from './measure-file.ts';
import { measureSet } from './measure-set.ts';

/** Rows with a fault from row 100 on, of which `flagged` are far out; normal rows rise slowly below 1. */
function faultFile(name: string, flagged: (row: number) => boolean): MeasuredFile {
  const rows = 300;
  const labels = Uint8Array.from({ length: rows }, (_, row) => (row >= 100 ? 1 : 0));
  const score = Float64Array.from(labels, (label, row) => (label === 1 ? (flagged(row - 100) ? 2 : 0) : row / 100));
  return { name, rows, judgedFrom: 0, labels, score, windows: [], onsets: [], onsetsByThreshold: [], figures: {}, variants: [], seconds: 0 };
}

test('six rows in a row tell nothing of a fault of which next to nothing is flagged', () => {
  const { set, files } = measureSet('tep', [
    faultFile('found', (row) => row >= 10),
    faultFile('never', () => false),
    faultFile('chance', (row) => row >= 150 && row < 156),
  ]);
  expect(files['found']).toEqual({ flaggedAt1: 0.95, delayRows: 16 });
  expect(files['never']).toEqual({ flaggedAt1: 0, delayRows: 200 });
  expect(files['chance']).toEqual({ flaggedAt1: 0.03, delayRows: 200 });
  expect(set['delayRows']).toBeCloseTo((16 + 200 + 200) / 3, 12);
  expect(set['faultsTold']).toBe(1);
  expect(set['delayTold']).toBe(16);
});
