import { expect, test } from 'vitest';
import { aucPr, bestF1, dominantPeriod, eventF1, falseAlarms, matchAlerts, precisionRecall, segmentsOf, volumeUnderSurface } from './measures.ts';

/* Figures with many digits were computed by an implementation in NumPy that agrees with TSB-AD's own. */
const labels = [...zeros(10), ...ones(4), ...zeros(12), ...ones(3), ...zeros(11)];
const score = labels.map((label, row) => ((row * 37) % 41) / 41 + 0.5 * label);

test('segments are runs of labelled rows', () => {
  expect(segmentsOf([1, 0, 1, 1, 0, 0, 1])).toEqual([{ start: 0, end: 0 }, { start: 2, end: 3 }, { start: 6, end: 6 }]);
  expect(segmentsOf([0, 0])).toEqual([]);
});

test('the volume under the surface is that of the definition', () => {
  const { pr, roc } = volumeUnderSurface(labels, score, 8);
  expect(pr).toBeCloseTo(0.7424996486429927, 12);
  expect(roc).toBeCloseTo(0.9051130777475955, 12);
});

test('a score equal to the labels has the whole area at buffer length 0, and a constant one the share of labelled rows', () => {
  expect(volumeUnderSurface([0, 0, 1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0, 0, 0], 0)).toEqual({ pr: 1, roc: 1 });
  expect(volumeUnderSurface([0, 0, 1, 1, 0, 0, 0, 0], [3, 3, 3, 3, 3, 3, 3, 3], 0)).toEqual({ pr: 0.25, roc: 0.5 });
});

test('precision and recall are taken at every different score', () => {
  expect(precisionRecall([1, 0, 1, 0], [4, 3, 3, 1])).toEqual([
    { precision: 1, recall: 0.5, threshold: 4 },
    { precision: 2 / 3, recall: 1, threshold: 3 },
    { precision: 0.5, recall: 1, threshold: 1 },
  ]);
  expect(aucPr([1, 0, 1, 0], [4, 3, 3, 1])).toBeCloseTo(0.5 + 0.5 * (2 / 3), 12);
  expect(aucPr(labels, score)).toBeCloseTo(0.7316345490258533, 12);
  expect(bestF1(labels, score).f1).toBeCloseTo(2 / 3, 12);
  expect(bestF1(labels, score).threshold).toBeCloseTo(0.9634146341463414, 12);
});

test('false alarms are counted at the threshold that finds the asked share of events', () => {
  expect(falseAlarms([{ labels, score }], 0.8)).toEqual({ foundRatio: 1, rowsPerThousand: expect.closeTo(1000 / 33, 9), episodesPerThousand: expect.closeTo(1000 / 33, 9), threshold: expect.closeTo(0.9634146341463414, 12) });
  const flagged = [1, 1, 0, 1, 0, 0.5, 0];
  expect(falseAlarms([{ labels: [0, 0, 0, 0, 0, 1, 0], score: flagged }], 1)).toMatchObject({ rowsPerThousand: 500, episodesPerThousand: 1000 / 3, threshold: 0.5 });
});

test('the period is the strongest repetition, and 125 where nothing repeats', () => {
  expect(dominantPeriod(Array.from({ length: 500 }, (_, row) => Math.sin((row * 2 * Math.PI) / 25)))).toBe(25);
  expect(dominantPeriod(ones(100))).toBe(125);
});

test('an alert is true where it begins within an event, and an event is found by its first alert', () => {
  const matched = matchAlerts([0, 1, 1, 0, 0, 1, 1, 0], [0, 2, 3, 7]);
  expect(matched).toEqual({ alerts: 4, trueAlerts: 1, events: 2, hits: 1, delays: [1] });
  expect(matchAlerts([0, 1, 1, 0, 0, 1, 1, 0], [0, 2, 3, 7], 1)).toMatchObject({ trueAlerts: 3, hits: 2 });
  expect(eventF1(matched)).toBeCloseTo((2 * 0.25 * 0.5) / 0.75, 12);
  expect(eventF1(matchAlerts([0, 1, 1, 1, 0, 0], [1, 2, 3, 5]))).toBeCloseTo((2 * 0.5 * 1) / 1.5, 12);
  expect(eventF1({ alerts: 0, trueAlerts: 0, events: 3, hits: 0 })).toBe(0);
});

function zeros(count: number): number[] {
  return Array<number>(count).fill(0);
}

function ones(count: number): number[] {
  return Array<number>(count).fill(1);
}
