import { rarityOfScore, scoreOfRarity } from './calibrate.ts';

/** How far the whole range of sensitivity moves the threshold to either side, in powers of ten of the alarm probability. */
const DECADES = 2;

/**
 * Calibrated score from which a row is anomalous. `sensitivity` 0…1 (clipped): 0.5 gives the detector's own threshold `base`; each 0.25
 * more lets rows be anomalous that are ten times as ordinary, each 0.25 less asks for rows ten times as rare. Result in [0.68, 0.998].
 */
export function thresholdOf(sensitivity: number, base: number): number {
  const clipped = Math.min(1, Math.max(0, sensitivity));
  const rarity = rarityOfScore(base) - (clipped - 0.5) * 2 * DECADES;
  return scoreOfRarity(Math.min(11, Math.max(2, rarity)));
}
