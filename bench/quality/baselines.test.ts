import { expect, test } from 'vitest';
import { createSeededRandom } from '../../app/main/seeded-random.ts';
import { baselines } from './baselines.ts';
import type { QualityFile } from './sets.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

test('eigenvalues fall, and their vectors are of length 1', () => {
  const { values, vectors } = symmetricEigen(Float64Array.from([2, 1, 1, 2]), 2);
  expect(Array.from(values)).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
  expect(Math.abs(vectors[0]!)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(vectors[0]! * vectors[2]! + vectors[1]! * vectors[3]!).toBeCloseTo(0, 12);
});

test.each(baselines.filter(({ trained }) => trained).map((baseline) => [baseline.name, baseline] as const))('%s finds a broken relation of channels or a channel far out, and names it', (name, baseline) => {
  const { raw, shares } = baseline.run(twoChannels());
  const oddest = Array.from(raw.keys()).filter((row) => row >= 500).sort((a, b) => raw[b]! - raw[a]!);
  /** A smoothed channel may be farthest out a row or two later. */
  expect(oddest[0]! - 700).toBeOneOf(name === 'pca-ewma' ? [0, 1, 2] : [0]);
  expect(shares![700 * 2 + 1]!).toBeGreaterThan(shares![700 * 2]!);
});

test.each(baselines.filter(({ trained }) => !trained).map((baseline) => [baseline.name, baseline] as const))('%s finds a value far out, and does not look ahead', (_name, baseline) => {
  const file = oneChannel(900);
  const whole = baseline.run(file).raw;
  const half = { ...file, rows: 700, times: file.times.slice(0, 700), values: file.values.slice(0, 700) };
  const settled = whole.slice(300);
  expect(300 + settled.indexOf(Math.max(...settled))).toBeGreaterThanOrEqual(850);
  expect(Array.from(baseline.run(half).raw.slice(600))).toEqual(Array.from(whole.slice(600, 700)));
});

function twoChannels(): QualityFile {
  const random = createSeededRandom(3);
  const values = new Float64Array(1600);
  for (let row = 0; row < 800; row += 1) {
    const shared = random.normal();
    values[row * 2] = shared;
    values[row * 2 + 1] = shared + 0.1 * random.normal();
  }
  values[701] = 0;
  values[1401] = 9;
  return { ...oneChannel(800), channels: ['first', 'second'], values, trainRows: 500, judgedFrom: 500 };
}

function oneChannel(rows: number): QualityFile {
  const random = createSeededRandom(4);
  const values = Float64Array.from({ length: rows }, (_, row) => Math.sin(row / 8) + 0.05 * random.normal());
  if (rows > 850) values[850] = 8;
  return { name: 'made', channels: ['value'], rows, times: Float64Array.from(values, (_, row) => row * 1000), values, labels: new Uint8Array(rows), windows: [], fileStart: 0, trainRows: 0, judgedFrom: 0, causes: [] };
}
