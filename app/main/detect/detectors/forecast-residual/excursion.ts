import { C, CHANNEL_FIELDS, FAST_MEANS, S, type StateLayout } from './series-state.ts';
import { mendShape } from './shape-memory.ts';

/** A spike is at most so many rows long, and its end is at most this share of its height from where it began. */
const SPIKE_ROWS = 3;
const BACK_RATIO = 0.25;

/**
 * Before a row is taken in: where the flagged rows just before it were a spike and its values are back where that began, the fast means, the strength
 * of swings and the shape are set to what they were, so that the spike is told while it lasts and no longer. Otherwise, outside a spike, keeps what there is now.
 */
export function endExcursion(s: Float64Array, layout: StateLayout, values: Float64Array, row: number): void {
  const { channels } = layout;
  if (s[S.excursionRows]! > 0) {
    if (!(lengthOf(s, layout, values, row) <= BACK_RATIO * s[S.excursion]!)) return;
    for (let c = 0; c < channels; c += 1) {
      const at = layout.channel + c * CHANNEL_FIELDS;
      for (let m = 0; m < FAST_MEANS; m += 1) s[at + C.means + m] = s[at + C.fastBefore + m]!;
    }
    s[S.energyShort] = s[S.energyBefore]!;
    s[S.energyLong] = s[S.energyBefore + 1]!;
    s[S.lean] = s[S.leanBefore]!;
    if (channels === 1) mendShape(s, layout, s[layout.channel + C.before]!, s[S.excursionRows]!);
    s[S.excursionRows] = 0;
  }
  for (let c = 0; c < channels; c += 1) {
    const at = layout.channel + c * CHANNEL_FIELDS;
    for (let m = 0; m < FAST_MEANS; m += 1) s[at + C.fastBefore + m] = s[at + C.means + m]!;
  }
  s[S.energyBefore] = s[S.energyShort]!;
  s[S.energyBefore + 1] = s[S.energyLong]!;
  s[S.leanBefore] = s[S.lean]!;
}

/** After a row was scored: whether it begins a spike, or goes on with one. A longer one is none. */
export function followExcursion(s: Float64Array, layout: StateLayout, values: Float64Array, row: number, flagged: boolean): void {
  const rows = s[S.excursionRows]!;
  if (flagged && rows < SPIKE_ROWS) {
    s[S.excursion] = Math.max(rows > 0 ? s[S.excursion]! : 0, lengthOf(s, layout, values, row));
    s[S.excursionRows] = rows + 1;
    return;
  }
  s[S.excursionRows] = 0;
  for (let c = 0; c < layout.channels; c += 1) {
    const value = values[row * layout.channels + c]!;
    if (Number.isFinite(value)) s[layout.channel + c * CHANNEL_FIELDS + C.before] = value;
  }
}

/** How far the row is from the last one before the excursion, over the channels, in the half widths of their forecasts. */
function lengthOf(s: Float64Array, { channel, channels }: StateLayout, values: Float64Array, row: number): number {
  let sum = 0;
  for (let c = 0; c < channels; c += 1) {
    const at = channel + c * CHANNEL_FIELDS;
    const distance = values[row * channels + c]! - s[at + C.before]!;
    if (Number.isFinite(distance) && s[at + C.slowWidth]! > 0) sum += (distance / s[at + C.slowWidth]!) ** 2;
  }
  return Math.sqrt(sum);
}
