import type { ChannelForecast } from './forecast-channel.ts';
import { C, CHANNEL_FIELDS, S, type SeriesState, type StateLayout } from './series-state.ts';
import { binAt, learnWeek, weekCells, weekOffset } from './week-profile.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A bin forgets at this rate per visit once it has been seen often. */
const VISIT_GAIN = 0.15;
/** The profile is used for a channel where it errs by less than this share of what the slow mean errs by. */
const SEASONAL_GAIN = 0.8;

/** A channel whose steps are smaller than this share of its deviations is a stock, not a flow. */
const STOCK_RATIO = 0.6;

/** Rows from which it is decided at the earliest. */
const LEAST_ROWS = 64;

/** So many times as far from what is usual as the channel is from its level on average, an odd row is far off. */
const FAR_OFF = 10;

/** Intervals from here on: the period is short in rows. */
const PROFILE_FIRST_MS = 2 * MINUTE_MS;

/**
 * Chooses a period for a regular series: by hour of the week from 20 minutes on, by day of the week from 12 hours on, by quarter of an hour of the day below.
 * Intervals above two days, irregular series and those whose `learnRows` end before three periods get none. Weeks begin where the epoch's Thursday does; only sameness matters.
 */
export function beginProfile(state: SeriesState, layout: StateLayout, learnRows = Infinity): void {
  const s = state.scalars;
  const interval = s[S.interval]!;
  if (s[S.regular] !== 1 || interval < 100 || interval > 2 * DAY_MS) return;
  const [bins, binMs] = interval >= 12 * HOUR_MS ? [7, DAY_MS] : interval >= 20 * MINUTE_MS ? [168, HOUR_MS] : [96, 15 * MINUTE_MS];
  if (learnRows * interval < 3 * bins * binMs) return;
  s[S.profileBins] = bins;
  s[S.profileBinMs] = binMs;
  state.profile = new Float32Array(bins * (3 * layout.channels + 2) + weekCells(bins, binMs, layout.channels)).fill(NaN, 0, bins * layout.channels);
}

/** Event time at which two whole periods have been seen, of which the first rows are too few where periods are a few rows long; 0 where there is no profile. */
export function profileReadyAt(scalars: Float64Array): number {
  return scalars[S.profileBins] === 0 ? 0 : scalars[S.firstTime]! + Math.max(2 * scalars[S.profileBins]! * scalars[S.profileBinMs]!, LEAST_ROWS * scalars[S.interval]!);
}

/** Whether a period is so short in rows that its means settle early. */
export function profileComesFirst(scalars: Float64Array): boolean {
  return scalars[S.profileBins]! > 0 && scalars[S.interval]! >= PROFILE_FIRST_MS;
}

/** The bin of a time; only where there is a profile. */
export function binOf(scalars: Float64Array, time: number): number {
  return binAt(time, scalars[S.profileBins]!, scalars[S.profileBinMs]!);
}

/** What is usual of a channel at a time, which lies in `bin`: the bin's mean, moved by the week where weeks count. NaN where nothing is known. */
export function usualAt(state: SeriesState, layout: StateLayout, bin: number, time: number, c: number): number {
  return state.profile[bin * layout.channels + c]! + weekOffset(state, layout, time, c);
}

/** Learns a row into its bin. NaN values are passed by: a channel's mean begins with its first value there. */
export function learnProfile(state: SeriesState, layout: StateLayout, bin: number, time: number, values: Float64Array, row: number): void {
  const { scalars: s, profile } = state;
  const { channels } = layout;
  const countAt = 3 * s[S.profileBins]! * channels + bin;
  const count = profile[countAt]!;
  const rowsPerVisit = Math.max(1, s[S.profileBinMs]! / s[S.interval]!);
  const gain = Math.max(1 / (count + 1), VISIT_GAIN / rowsPerVisit);
  learnWeek(state, layout, bin, time, values, row);
  for (let c = 0; c < channels; c += 1) {
    const value = values[row * channels + c]! - weekOffset(state, layout, time, c);
    if (!Number.isFinite(value)) continue;
    const at = bin * channels + c;
    const mean = profile[at]!;
    profile[at] = mean === mean ? mean + gain * (value - mean) : value;
  }
  profile[countAt] = count + 1;
}

/**
 * Whether a flagged row is the season's, too: a delivery, a shift that begins. One far beyond what the channel moves by otherwise (`offs` [c], from what is usual) is so only where its bin was odd in the visit before as well: once is a
 * broken record. Remembers the visit.
 */
export function isOfSeason({ scalars: s, profile }: SeriesState, layout: StateLayout, bin: number, time: number, offs: Float64Array): boolean {
  const bins = s[S.profileBins]!;
  const at = bins * (3 * layout.channels + 1) + bin;
  const visit = Math.floor(time / (bins * s[S.profileBinMs]!));
  /** Twice the last odd visit's number, and one more where the visit before it was odd, too. */
  const last = Math.floor(profile[at]! / 2);
  if (last !== visit) profile[at] = 2 * visit + (last === visit - 1 ? 1 : 0);
  return profile[at]! % 2 === 1 || !offs.some((off, c) => Math.abs(off) > FAR_OFF * s[layout.channel + c * CHANNEL_FIELDS + C.levelError]!);
}

/** Learns, before the row is taken into the profile, how a bin's mean forecasts a channel beside its step and the network, and how wide the better one misses. */
export function learnBin(state: SeriesState, layout: StateLayout, bin: number, c: number, value: number, forecast: ChannelForecast): void {
  const { scalars: s, profile } = state;
  if (bin < 0 || forecast.profile !== forecast.profile || forecast.profileStep !== forecast.profileStep) return;
  const wide = s[S.profileBins]! * layout.channels;
  const at = wide + bin * layout.channels + c;
  const gain = (2 * VISIT_GAIN) / Math.max(1, s[S.profileBinMs]! / s[S.interval]!);
  const byMean = Math.abs(value - forecast.profile);
  const byStep = Math.min(Math.abs(value - forecast.profileStep), Math.abs(value - forecast.network));
  profile[at]! += gain * (byMean - byStep - profile[at]!);
  const miss = Math.min(byMean, byStep);
  const spread = profile[at + wide]!;
  profile[at + wide] = spread === 0 ? miss : spread + gain * (miss - spread);
}

/** Decides per channel, once two periods were seen, whether the profile explains it; the slow means begin anew on what is left. */
export function applyProfile(state: SeriesState, layout: StateLayout): void {
  const s = state.scalars;
  s[S.profileUsed] = 1;
  let any = false;
  let stocks = 0;
  for (let c = 0; c < layout.channels; c += 1) {
    const at = layout.channel + c * CHANNEL_FIELDS;
    const explains = s[at + C.profileError]! < SEASONAL_GAIN * s[at + C.levelError]!;
    s[at + C.seasonal] = explains ? 1 : 0;
    any ||= explains;
    s[at + C.stock] = s[at + C.stepSize]! < STOCK_RATIO * s[at + C.levelError]! ? 1 : 0;
    stocks += s[at + C.stock]!;
  }
  /** A stock is one beside a flow. */
  if (stocks === layout.channels) for (let c = 0; c < layout.channels; c += 1) s[layout.channel + c * CHANNEL_FIELDS + C.stock] = 0;
  if (any) s[S.bandRows] = 0;
}

