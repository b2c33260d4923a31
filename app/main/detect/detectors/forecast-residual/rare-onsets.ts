import { dropCluster, learnTail, TAIL_CELLS, TAIL_RARITY } from '../../calibrate.ts';
import type { BandDistance } from './band-statistics.ts';
import { BALANCE, TAIL } from './bands.ts';
import { ALONE_BANDS, aloneTail, CHANNEL_FIELDS, S, type StateLayout } from './series-state.ts';

/** Rarity from which a row is flagged, and so not learned. */
export const FLAG_RARITY = 4;
/** Mean rarity of the two rarest statistics from which a row is an alarm. */
export const ALARM_RARITY = 3.5;

/** The clusters under way in all tails turned out to be an anomaly. */
export function dropClusters(s: Float64Array, { channels, channel }: StateLayout): void {
  for (let t = 0; t <= TAIL.combined; t += 1) dropCluster(s, S.tails + t * TAIL_CELLS);
  for (let c = 0; c < channels; c += 1) ALONE_BANDS.forEach((_, which) => dropCluster(s, aloneTail(channel + c * CHANNEL_FIELDS, which)));
}

/** An anomaly teaches the tails that it is beyond once, when it begins, see `learnRareOne`: what comes again and again becomes usual. Not shapes, which are remembered themselves, nor balances, which are no habit. */
export function learnOnset(s: Float64Array, { channels, channel }: StateLayout, statistics: Float64Array, distances: readonly BandDistance[]): void {
  for (let t = 0; t < TAIL.lean; t += 1) if (t !== BALANCE) learnRareOne(s, S.tails + t * TAIL_CELLS, statistics[t]!);
  for (let c = 0; c < channels; c += 1) ALONE_BANDS.forEach((band, which) => learnRareOne(s, aloneTail(channel + c * CHANNEL_FIELDS, which), distances[band]!.alone[c]!));
}

/** From where on a value is rare enough to be told, to the tail at `at`. */
export function isRareFrom(s: Float64Array, at: number): number {
  return valueOf(s, at, ALARM_RARITY);
}

/** What is rare enough to be told teaches the tail at `at` as if it were just so rare that it is not learned. */
export function learnRareOne(s: Float64Array, at: number, value: number): void {
  if (!(value >= isRareFrom(s, at))) return;
  learnTail(s, at, valueOf(s, at, FLAG_RARITY));
  learnTail(s, at, 0);
}

function valueOf(s: Float64Array, at: number, rarity: number): number {
  return s[at]! * Math.exp(s[at + 1]! * (rarity - TAIL_RARITY) * Math.LN10);
}
