import { rarityOfScore, scoreOfRarity } from './calibrate.ts';

/** How far the whole range of sensitivity moves the threshold to either side, in powers of ten of the alarm probability. */
const DECADES = 2;
/** Never below one row in a hundred, nor beyond what scores can say. */
const LEAST_RARITY = 2;
const MOST_RARITY = 11;

/**
 * Calibrated score from which a row is anomalous. `sensitivity` 0…1 (clipped): 0.5 gives the detector's own threshold `base`; each 0.25
 * more lets rows be anomalous that are ten times as ordinary, each 0.25 less asks for rows ten times as rare. Result in [0.68, 0.998].
 */
export function thresholdOf(sensitivity: number, base: number): number {
  const clipped = Math.min(1, Math.max(0, sensitivity));
  const rarity = rarityOfScore(base) - (clipped - 0.5) * 2 * DECADES;
  return scoreOfRarity(Math.min(MOST_RARITY, Math.max(LEAST_RARITY, rarity)));
}

/** The sensitivity from which a score is anomalous, at least 0; `Infinity` where it is at none. The inverse of `thresholdOf`. */
export function sensitivityFor(score: number, base: number): number {
  const sensitivity = 0.5 + (rarityOfScore(base) - rarityOfScore(score)) / (2 * DECADES);
  return sensitivity > 1 || rarityOfScore(score) < LEAST_RARITY ? Infinity : Math.max(0, sensitivity);
}
