import type { Shape } from '../../shared/domain/samples.ts';

/** Once open, a span goes on at scores ten times as ordinary as the threshold. */
export const HYSTERESIS_RARITY = 1;
/** A span closes after so many rows below that, or at a pause of twice as many usual intervals. */
export const COOL_DOWN_ROWS = 30;
/** Conditions of the data itself: they are over with the first row that is well again. */
export const CONDITIONS: readonly Shape[] = ['frozen', 'gap', 'missing'];
