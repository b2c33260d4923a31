import { describe, expect, it } from 'vitest';
import type { SampleColumns } from '../../../shared/domain/samples.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { rarityOfScore } from '../calibrate.ts';
import { findModelFolder } from '../model-folder.ts';
import { openTensorBackend } from '../worker/tensor-backend.ts';
import { createForecastResidual, forecastResidual } from './forecast-residual.ts';
import { createForecastNetwork, readForecastWeights } from './forecast-residual/forecast-network.ts';

const SPIKE = 500;

/** Noise in each channel, a row a second, with one row far out. */
function withSpike(channels: number): SampleColumns {
  const random = createSeededRandom(3);
  const rows = SPIKE + 60;
  const values = Float64Array.from({ length: rows * channels }, (_, i) => random.normal(20) + (Math.floor(i / channels) === SPIKE ? 15 : 0));
  return { rows, channels, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => row * 1000), values };
}

describe('the score with several channels', async () => {
  const network = createForecastNetwork(await openTensorBackend(), readForecastWeights(findModelFolder(forecastResidual.name, forecastResidual.shippedModel!)));
  const detector = createForecastResidual({ channels: 3, seed: 1 }, network);
  const { score, alarm } = detector.advance(withSpike(3));
  detector.dispose();
  const odd = Array.from(score.subarray(SPIKE), (one) => Math.log1p(rarityOfScore(one)));

  it('rises at once and falls slowly', () => {
    expect(score[SPIKE]).toBeGreaterThan(Math.max(...score.subarray(300, SPIKE)) + 0.1);
    expect(Math.max(...odd)).toBe(odd[0]);
    expect(odd.slice(1).every((one, i) => one >= odd[i]! * (15 / 16) - 1e-4)).toBe(true);
    expect(odd[16]).toBeGreaterThan(odd[0]! / 3);
    expect(odd[50]).toBeLessThan(odd[0]! / 2);
  });

  it('leaves the alarm as short as what it tells of', () => {
    expect(alarm[SPIKE]).toBeGreaterThan(forecastResidual.threshold);
    expect(Math.max(...alarm.subarray(SPIKE + 3))).toBeLessThan(forecastResidual.threshold / 2);
  });
});

describe('the alarm with one channel', async () => {
  const network = createForecastNetwork(await openTensorBackend(), readForecastWeights(findModelFolder(forecastResidual.name, forecastResidual.shippedModel!)));
  const detector = createForecastResidual({ channels: 1, seed: 1 }, network);
  const rows = 2400;
  const JUMP = 2000;
  const random = createSeededRandom(8);
  /** A slope, so that no value says anything by itself, five minutes a row, and a jump of nine standard deviations. */
  const values = Float64Array.from({ length: rows }, (_, row) => row / 2 + random.normal(20) + (row >= JUMP ? 9 : 0));
  const { alarm } = detector.advance({ rows, channels: 1, series: new Uint32Array(rows), times: Float64Array.from({ length: rows }, (_, row) => row * 300_000), values });
  detector.dispose();

  it('tells a jump in its first row, in which no second statistic can agree yet, and nothing before it', () => {
    expect(alarm[JUMP]).toBeGreaterThan(forecastResidual.threshold);
    expect(Math.max(...alarm.subarray(200, JUMP))).toBeLessThan(forecastResidual.threshold);
  });
});
