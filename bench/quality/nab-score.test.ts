import { expect, test } from 'vitest';
import { nabScores, nabScoresOfAlerts, nabWeights, probationOf } from './nab-score.ts';

const file = { rows: 100, windows: [{ start: 40, end: 49 }, { start: 80, end: 83 }] };
const score = Float64Array.from({ length: 100 }, (_, row) => ((row * 37) % 101) / 101);

test('the first 15 % of a file, at most 750 rows, are not judged', () => {
  expect([probationOf(100), probationOf(5000), probationOf(22_000)]).toEqual([15, 750, 750]);
});

test('a detection is worth most at a window’s first row and costs more the farther behind it', () => {
  const { worth, window } = nabWeights(file);
  expect([worth[39], worth[40], worth[49], worth[50], worth[60], worth[99]].map((value) => Number(value!.toFixed(6)))).toEqual([-1, 1, 0.248242, -0.270847, -0.995574, -1]);
  expect([window[39], window[40], window[83], window[84]]).toEqual([-1, 0, 1, -1]);
});

test('the score at the best threshold is that of the published rules', () => {
  const { standard, lowFalsePositives, lowFalseNegatives } = nabScores([file], [score]);
  expect(standard.score).toBeCloseTo(33.07058860255195, 9);
  expect(standard).toMatchObject({ windowsHit: 2, falseRows: 25, threshold: 66 / 101 });
  expect(lowFalsePositives.score).toBeCloseTo(9.230478002722176, 9);
  expect(lowFalseNegatives.score).toBeCloseTo(55.38039240170128, 9);
});

test('alerts as they are score like rows at that threshold', () => {
  const flagged = score.map((value) => (value >= 66 / 101 ? 1 : 0));
  expect(nabScoresOfAlerts([file], [flagged]).standard.score).toBeCloseTo(33.07058860255195, 9);
});

test('silence is 0, and one alert at the first row of each window is 100', () => {
  expect(nabScoresOfAlerts([file], [new Uint8Array(100)]).standard.score).toBe(0);
  const perfect = new Uint8Array(100);
  perfect[40] = perfect[80] = 1;
  expect(nabScoresOfAlerts([file], [perfect]).standard.score).toBeCloseTo(100, 12);
});
