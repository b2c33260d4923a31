import { describe, expect, it } from 'vitest';
import { evaluateEvents, seriesHoursOf } from './evaluate-events.ts';

const HOUR_MS = 3_600_000;
const label = (key: string, start: number, end: number, expected = false) => ({ key, start, end, kind: expected ? 'promotion' : 'fault', expected });

describe('evaluateEvents', () => {
  it('counts hits, misses and false alarms event by event', () => {
    const labels = [label('a', 100, 200), label('a', 500, 600), label('b', 100, 200)];
    const found = [{ key: 'a', start: 150, end: 160 }, { key: 'a', start: 190, end: 250 }, { key: 'a', start: 300, end: 310 }, { key: 'c', start: 100, end: 200 }];
    const report = evaluateEvents(found, labels, 4);
    expect(report).toMatchObject({ events: 3, hits: 1, trueAlarms: 2, falseAlarms: 2, precision: 0.5, falseAlarmsPerSeriesHour: 0.5, medianDelayMs: 50, kinds: { fault: { events: 3, hits: 1 } } });
    expect(report.recall).toBeCloseTo(1 / 3);
    expect(report.missed).toEqual([labels[1], labels[2]]);
  });

  it('counts an expected event neither as hit nor as false alarm', () => {
    const report = evaluateEvents([{ key: 'a', start: 10, end: 20 }], [label('a', 0, 100, true)], 1);
    expect(report).toMatchObject({ events: 0, hits: 0, trueAlarms: 0, falseAlarms: 0, missed: [] });
  });

  it('lets an alarm at the return to normal belong to the event', () => {
    const found = [{ key: 'a', start: 210, end: 220 }];
    expect(evaluateEvents(found, [label('a', 100, 200)], 1).falseAlarms).toBe(1);
    expect(evaluateEvents(found, [label('a', 100, 200)], 1, 30)).toMatchObject({ hits: 1, falseAlarms: 0 });
  });

  it('adds the hours of all series', () => {
    expect(seriesHoursOf(2 * HOUR_MS, 4)).toBe(8);
  });
});
