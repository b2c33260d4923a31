import { expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { anomaliesAsCsv, plainCell } from './anomalies-csv.ts';

it('keeps a spreadsheet from running what a cell begins with, and leaves numbers as they are', () => {
  expect(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'pump', ''].map(plainCell)).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", 'pump', '']);
  const { csv, count } = anomaliesAsCsv([{ id: 'a', seriesName: '=cmd|\' /C calc\'!A0', start: 0, end: 0, score: -0.5, explanation: 'says "so", twice', verdict: null } as unknown as Anomaly]);
  expect(count).toBe(1);
  expect(csv.split('\n')[1]).toMatch(/^a,'=cmd\|' \/C calc'!A0,1970-01-01T00:00:00\.000Z,.*,-0\.5,.*"says ""so"", twice"/);
});
