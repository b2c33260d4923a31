import { expect, it } from 'vitest';
import type { Anomaly } from '../../../shared/domain/anomaly.ts';
import { systemClock } from '../../clock.ts';
import { anomaliesAsCsv, plainCell } from './anomalies-csv.ts';

it('keeps a spreadsheet from running what a cell begins with, and leaves numbers as they are', async () => {
  expect(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'pump', ''].map(plainCell)).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", 'pump', '']);
  const { csv, count } = await anomaliesAsCsv([[{ id: 'a', streamId: 's', seriesName: '=cmd|\' /C calc\'!A0', start: 0, end: 0, score: -0.5, explanation: 'says "so", twice', verdict: null } as unknown as Anomaly]], (id) => `@${id}`, systemClock);
  expect(count).toBe(1);
  expect(csv.split('\n')[1]).toMatch(/^a,'@s,'=cmd\|' \/C calc'!A0,1970-01-01T00:00:00\.000Z,.*,-0\.5,.*"says ""so"", twice"/);
});

it('says after each page how far it is, and ends there when it is told to', async () => {
  const stopping = new AbortController();
  const done: number[] = [];
  const page = [{ id: 'a' } as Anomaly].map((one) => ({ ...one, start: 0, end: 0, seriesName: '' }));
  const writing = anomaliesAsCsv([page, page, page], () => '', systemClock, stopping.signal, (rows) => { if (done.push(rows) === 2) stopping.abort(); });
  await expect(writing).rejects.toThrow();
  expect(done).toEqual([1, 2]);
});
