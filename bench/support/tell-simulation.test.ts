import { expect, test } from 'vitest';
import { forecastResidual } from '../../app/main/detect/detectors/forecast-residual.ts';
import { tellSimulation, usualRun } from './tell-simulation.ts';

test.each([1, 11])('in a shop, empty shelves and missing stock are told, and most of what is told is one of these (seed %i)', async (seed) => {
  const { report } = await tellSimulation(forecastResidual, 'retail', usualRun('retail', seed));
  expect(report.recall).toBeGreaterThanOrEqual(0.8);
  expect(report.precision).toBeGreaterThanOrEqual(0.5);
});
