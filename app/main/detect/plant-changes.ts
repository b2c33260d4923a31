import type { SeededRandom } from '../seeded-random.ts';
import { growthsOf } from '../../shared/domain/counter.ts';

/** A copy of a stretch of one series: [n] EpochMillis, [n, c] row-major; NaN is missing. */
export interface SeriesStretch {
  times: Float64Array;
  values: Float64Array;
}

/** Changes that a detector should tell of: some of the channels leave their level, for two rows or for long; grow rough; stand nearly still; or go on as they did at another time. */
export const plantedForms = ['spike', 'shift', 'rough', 'flat', 'elsewhen'] as const;
export type PlantedForm = (typeof plantedForms)[number];

/** One of them, first to last row. */
export interface PlantedChange {
  form: PlantedForm;
  start: number;
  end: number;
}

/** Changes of a series at most, and rows that each has for itself: most of them stay untouched. */
export const MOST_CHANGES = 2 * plantedForms.length;
const ROOM_ROWS = 160;
const SPIKE_ROWS = 2;
const LONG_ROWS = 40;
/** How many of the channels a change takes along, by chance. */
const CHANNEL_PART = 0.34;

/**
 * Plants changes evenly from row `from` on, of one form after another, at most ten, and answers the changed values and where they lie. Sizes are 1.5 to 3 spreads of the channel (of its middle 80 %).
 * What changes of a counter is its growth: it stands off from then on, until it is reset.
 * Planted changes as a stand-in for labels: Goswami, Challu, Callot et al., "Unsupervised model selection for time-series anomaly detection", ICLR 2023.
 */
export function plantChanges({ times, values: given }: SeriesStretch, channels: number, from: number, random: SeededRandom): { values: Float64Array; changes: PlantedChange[] } {
  const rows = times.length;
  const counters = Array.from({ length: channels }, (_, c) => growthsOf(times, given.filter((_value, at) => at % channels === c)));
  /** Of counters the growth. */
  const values = given.map((value, at) => counters[at % channels]?.[Math.floor(at / channels)] ?? value);
  const changed = values.slice();
  const spreads = Array.from({ length: channels }, (_, c) => spreadOf(values, channels, c));
  const living = spreads.flatMap((spread, c) => (spread > 0 ? [c] : []));
  const count = living.length === 0 ? 0 : Math.max(0, Math.min(MOST_CHANGES, Math.floor((rows - from) / ROOM_ROWS)));
  const room = Math.floor((rows - from) / count);
  const first = random.integer(0, plantedForms.length - 1);
  const changes = Array.from({ length: count }, (_, place): PlantedChange => {
    const form = plantedForms[(first + place) % plantedForms.length]!;
    const length = form === 'spike' ? SPIKE_ROWS : LONG_ROWS;
    const start = from + place * room + random.integer(Math.floor(room * 0.2), Math.floor(room * 0.5));
    const change = { form, start, end: start + length - 1 };
    const chosen = living.filter(() => random.chance(CHANNEL_PART));
    const elsewhen = random.integer(0, rows - length);
    for (const c of chosen.length > 0 ? chosen : [random.pick(living)]) alter(change, c, spreads[c]!, elsewhen);
    return change;
  });
  counters.forEach((growths, c) => growths !== null && addUp(c));
  return { values: changed, changes };

  function addUp(c: number): void {
    let off = 0;
    let last = -Infinity;
    for (let at = c; at < given.length; at += channels) {
      if (!Number.isFinite(given[at])) continue;
      off = given[at]! < last ? 0 : off + Math.max(0, changed[at]!) - values[at]!;
      last = given[at]!;
      changed[at] = last + off;
    }
  }

  function alter({ form, start, end }: PlantedChange, c: number, spread: number, elsewhen: number): void {
    const size = spread * random.uniform(1.5, 3) * (random.chance(0.5) ? 1 : -1);
    const present = values.subarray(start * channels, (end + 1) * channels).filter((value, at) => at % channels === c && Number.isFinite(value));
    const mean = present.reduce((sum, value) => sum + value / present.length, 0);
    for (let row = start; row <= end; row += 1) {
      const at = row * channels + c;
      const value = values[at]!;
      const other = values[(elsewhen + row - start) * channels + c]!;
      const wanted = form === 'shift' ? value + size : form === 'spike' ? value + 1.5 * size : form === 'rough' ? value + random.normal(0, spread) : form === 'flat' ? mean + 0.1 * (value - mean) : other;
      if (Number.isFinite(value) && Number.isFinite(wanted)) changed[at] = wanted;
    }
  }
}

/** A channel's standard deviation by its middle 80 %, or of all of it where that stands still; 0 where all of it does. */
function spreadOf(values: Float64Array, channels: number, c: number): number {
  const present: number[] = [];
  for (let at = c; at < values.length; at += channels) if (Number.isFinite(values[at])) present.push(values[at]!);
  if (present.length === 0) return 0;
  present.sort((a, b) => a - b);
  const quantile = (part: number) => present[Math.floor(part * (present.length - 1))]!;
  const middle = (quantile(0.9) - quantile(0.1)) / 2.563;
  if (middle > 0) return middle;
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  return Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length);
}
