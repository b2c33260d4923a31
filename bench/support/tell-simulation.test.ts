import { expect, test } from 'vitest';
import { forecastResidual } from '../../app/main/detect/detectors/forecast-residual.ts';
import { tellSimulation, usualRun } from './tell-simulation.ts';

test.each([1, 11])('in a shop, empty shelves and missing stock are told, and most of what is told is one of these (seed %i)', async (seed) => {
  const { report } = await tellSimulation(forecastResidual, 'retail', usualRun('retail', seed));
  expect(report.recall).toBeGreaterThanOrEqual(0.8);
  expect(report.precision).toBeGreaterThanOrEqual(0.5);
});

test('a bearing that wears out over three hours is told as a drift of its vibration, an hour before the standby pump takes over', async () => {
  const { told, report } = await tellSimulation(forecastResidual, 'manufacturing', { seed: 39, start: Date.UTC(2026, 2, 4, 5), durationMs: 9 * 3_600_000, seriesCount: 2 });
  expect(report.missed).toEqual([]);
  const drift = told.find(({ shape }) => shape === 'drift')!;
  expect(drift.key).toBe('pump-01');
  expect(drift.text).toMatch(/vibration_rms has drifted away/);
  expect(drift.start).toBeLessThan(Date.UTC(2026, 2, 4, 11, 20));
});
