import { expect, test } from 'vitest';
import type { MeasuredFile } from './measure-file.ts';
import { bootstrapDifference, gainsOf, standardScore } from './nab-bootstrap.ts';
import { nabScoresOfAlerts } from './nab-score.ts';

test('a corpus drawn as it is has the score of its alerts', () => {
  const files = [fileWith([25, 60]), fileWith([30])];
  const asNab = files.map(({ rows, windows }) => ({ rows, windows }));
  const columns = files.map(({ onsets, judgedFrom }) => Uint8Array.from({ length: 100 }, (_, row) => (onsets.includes(row - judgedFrom) ? 1 : 0)));
  expect(standardScore(files, gainsOf(files, ({ score }) => score), [0, 1])).toBeCloseTo(nabScoresOfAlerts(asNab, columns).standard.score, 9);
});

test('a detector is not better than itself, and one that hits is better than a silent one in every draw', () => {
  const files = [fileWith([25]), fileWith([26]), fileWith([25])];
  const gains = gainsOf(files, ({ score }) => score);
  expect(bootstrapDifference(files, gains, gains, 50)).toEqual({ mean: 0, low: 0, high: 0 });
  const silent = gains.map((gain) => gain.map(() => 0));
  expect(bootstrapDifference(files, gains, silent, 50).low).toBeGreaterThan(90);
});

/** A file of 100 rows with one window; alerts by rows behind the 15 that are not judged. */
function fileWith(onsets: number[]): MeasuredFile {
  return {
    name: 'made', rows: 100, judgedFrom: 15, labels: new Uint8Array(85), score: new Float64Array(85), windows: [{ start: 40, end: 49 }],
    onsets, onsetsByThreshold: [{ threshold: 0.9, onsets }], figures: {}, variants: [], seconds: 0,
  };
}
