import { WorkbenchError } from '../../shared/errors/workbench-error.ts';
import type { DetectorKind } from './detector.ts';
import { forecastResidual } from './detectors/forecast-residual.ts';
import { knownStates } from './detectors/known-states.ts';

/** Every detector there is; the first is the default. `detector-checks.test.ts` holds each to the interface. */
export const detectorKinds: readonly DetectorKind[] = [forecastResidual, knownStates];

/** The detector of a name. Throws `AF_DETECT_DETECTOR_UNKNOWN`. */
export function findDetector(name: string): DetectorKind {
  const kind = detectorKinds.find((one) => one.name === name);
  if (kind === undefined) throw new WorkbenchError('AF_DETECT_DETECTOR_UNKNOWN', `There is no detector "${name}"; there are ${detectorKinds.map((one) => one.name).join(', ')}.`);
  return kind;
}
