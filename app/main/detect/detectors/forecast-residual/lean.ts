import { TAIL_CELLS } from '../../calibrate.ts';
import { TAIL } from './bands.ts';
import { isRareFrom, learnRareOne } from './rare-onsets.ts';
import { S } from './series-state.ts';

/** Rows of the mean, and a single row's part in it at most, in standard deviations: one row far out is a spike. */
const LEAN_ROWS = 12;
const MOST_OFF = 3;
/** The mean of so many uncorrelated residuals, weighted so, spreads by 1 over this. */
const SHARPNESS = Math.sqrt(2 * LEAN_ROWS - 1);

/**
 * Takes a row into the mean of the standardised residuals, and answers how far that leans to one side, in standard deviations: an EWMA chart of residuals (Roberts, Technometrics 1, 1959; Alwan & Roberts, Journal of Business & Economic
 * Statistics 6, 1988). Half the usual orders in each of ten hours are plain in it, though each hour by itself could be chance; the bands of means don't know that the spread goes by the hour.
 * `residual` in the spread that the row's hour has.
 */
export function followLean(s: Float64Array, residual: number): number {
  if (residual === residual) s[S.lean]! += (Math.max(-MOST_OFF, Math.min(MOST_OFF, residual)) - s[S.lean]!) / LEAN_ROWS;
  return leanOf(s);
}

/** How far the rows so far lean. */
export function leanOf(s: Float64Array): number {
  return Math.abs(s[S.lean]!) * SHARPNESS;
}

/** What leans again and again becomes usual: it teaches its tail once, when it is rare, which is some rows after the anomaly began. */
export function learnLean(s: Float64Array, before: number, lean: number): void {
  const at = S.tails + TAIL.lean * TAIL_CELLS;
  if (before < isRareFrom(s, at)) learnRareOne(s, at, lean);
}
