import type { Shape } from '../../../../shared/domain/samples.ts';
import { profileComesFirst } from './seasonal-profile.ts';
import { C, CHANNEL_FIELDS, type StateLayout } from './series-state.ts';

/** The two means of `MEAN_SPANS` whose difference a band is; null where it is something else. */
export const BAND_MEANS = [null, [0, 2], [2, 4], [3, 5], [0, 4], null, [0, 5], null, [1, 5]] as const;
/** A band of means is learned, and counts, from so many rows on: its slow mean has to have settled. */
const BAND_LEARN_FROM = [0, 64, 256, 2048, 256, 0, 48, 48, 48];
const BAND_COUNT_FROM = [0, 96, 2560, 6144, 2560, 0, 128, 128, 128];
/** The same where a period had to pass first, so that rows are few and their level is known. */
const SEASONAL_COUNT_FROM = [0, 96, 768, 6144, 512, 168, 128, 128, 128];
/** What an anomaly of each band looks like. */
export const BAND_SHAPES: readonly Shape[] = ['spike', 'shift', 'shift', 'drift', 'shift', 'new pattern', 'shift', 'spike', 'shift'];
/**
 * The band of balances: a stock's step beside the flows' values, as they are. What leaves a shelf without being sold breaks it. Only where a seasonal series has both, and not at the hours at which a stock is set anew: there its distance from that hour's mean counts as a forecast's does.
 */
export const BALANCE = 5;
/** The band of levels beside their long mean, over several channels: where a relation between levels holds, a small change of it is plain long before any one channel shows it. */
export const REFERENCE = 6;
/** The band of the values themselves beside a slow mean: how far from its usual level a value is, however well it was forecast. */
export const VALUE = 7;
/** The same as `REFERENCE` of levels over twice as many rows: with several channels a small change that lasts is plain in it though single rows, in few known, hide it. */
export const SUSTAINED = 8;
/** Places of the other tails, behind those of the bands. For `lean` see `followLean`. */
export const TAIL = { energy: 9, longEnergy: 10, pace: 11, lean: 12, pattern: 13, combined: 14 } as const;

/** Rows since the slow means began from which a band counts. */
export function bandCountsFrom(scalars: Float64Array, band: number): number {
  return (profileComesFirst(scalars) ? SEASONAL_COUNT_FROM : BAND_COUNT_FROM)[band]!;
}

/** Whether a band is neither measured nor learned. */
export function isBandIdle(scalars: Float64Array, layout: StateLayout, band: number, bandRows: number): boolean {
  if (band === BALANCE) return !hasBalance(scalars, layout);
  return bandRows < BAND_LEARN_FROM[band]! || ((band === REFERENCE || band === SUSTAINED) && layout.channels === 1);
}

function hasBalance(scalars: Float64Array, layout: StateLayout): boolean {
  let stocks = 0;
  for (let c = 0; c < layout.channels; c += 1) stocks += scalars[layout.channel + c * CHANNEL_FIELDS + C.stock]!;
  return stocks > 0 && stocks < layout.channels;
}
