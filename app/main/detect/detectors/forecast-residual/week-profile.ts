import { C, CHANNEL_FIELDS, S, type SeriesState, type StateLayout } from './series-state.ts';

/** Bins of a week beside a profile of the day. */
const BINS = 336;
const BIN_MS = 1_800_000;
const WEEK_MS = BINS * BIN_MS;
/** A bin forgets at this rate per visit once it has been seen often. */
const VISIT_GAIN = 0.3;
/** The week counts for a channel where with it the day's mean errs by less than this share of what it errs by alone, over the second week. */
const WEEKLY_GAIN = 0.8;

/** Numbers of the week behind a profile of a day in so many bins: [BINS, c] how far the day's mean is off, then [BINS] samples seen. None beside a profile that is a week's itself. */
export function weekCells(bins: number, binMs: number, channels: number): number {
  return bins * binMs < WEEK_MS ? BINS * (channels + 1) : 0;
}

/** How far a channel's mean at this time of the week is from the day's, where weeks count for it; 0 elsewhere. */
export function weekOffset({ scalars: s, profile }: SeriesState, layout: StateLayout, time: number, c: number): number {
  return s[layout.channel + c * CHANNEL_FIELDS + C.weekly] === 1 ? profile[placeOf(s, layout) + weekBinOf(time) * layout.channels + c]! : 0;
}

/** Learns a row in `dayBin`, before the day's means take it in, and decides after two weeks whether weeks count. NaN is passed by. */
export function learnWeek({ scalars: s, profile }: SeriesState, layout: StateLayout, dayBin: number, time: number, values: Float64Array, row: number): void {
  if (s[S.profileBins]! * s[S.profileBinMs]! >= WEEK_MS) return;
  const { channels } = layout;
  const at = placeOf(s, layout);
  const bin = weekBinOf(time);
  const count = profile[at + BINS * channels + bin]!;
  const gain = Math.max(1 / (count + 1), VISIT_GAIN / Math.max(1, BIN_MS / s[S.interval]!));
  const watched = s[S.weekKnown] === 0 && time >= s[S.firstTime]! + WEEK_MS;
  const decided = watched && time >= s[S.firstTime]! + 2 * WEEK_MS;
  for (let c = 0; c < channels; c += 1) {
    const off = values[row * channels + c]! - profile[dayBin * channels + c]!;
    const cell = at + bin * channels + c;
    const own = layout.channel + c * CHANNEL_FIELDS;
    if (decided) s[own + C.weekly] = s[own + C.weekMiss]! < WEEKLY_GAIN * s[own + C.dayMiss]! ? 1 : 0;
    if (!Number.isFinite(off)) continue;
    if (watched) {
      s[own + C.dayMiss]! += Math.abs(off);
      s[own + C.weekMiss]! += Math.abs(off - profile[cell]!);
    }
    profile[cell]! += gain * (off - profile[cell]!);
  }
  profile[at + BINS * channels + bin] = count + 1;
  if (decided) s[S.weekKnown] = 1;
}

function placeOf(s: Float64Array, { channels }: StateLayout): number {
  return s[S.profileBins]! * (3 * channels + 2);
}

function weekBinOf(time: number): number {
  return binAt(time, BINS, BIN_MS);
}

/** The bin of a time in a period of so many. */
export function binAt(time: number, bins: number, binMs: number): number {
  const bin = Math.floor(time / binMs) % bins;
  return bin < 0 ? bin + bins : bin;
}
