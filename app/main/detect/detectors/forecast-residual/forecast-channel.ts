import { C, S, type SeriesState } from './series-state.ts';

const ERROR_SPAN = 100;
const WIDTH_SPAN = 512;
const SLOW_WIDTH_SPAN = 4096;
/** Step of the running quantiles of the standardised residual. */
const QUANTILE_STEP = 0.02;

/** A value that moves by its smallest step is at most three standard deviations away. */
export const LEAST_SPREAD = 0.35;
/** The mean absolute value of a normal distribution, in standard deviations. */
const MEAN_ABSOLUTE = 0.8;
/** How far a seasonal channel's band is that of its bin. */
const BIN_WEIGHT = 0.75;

/** A stock is set anew at hours where its season's mean moves by so many mean steps. */
const SET_ANEW_STEPS = 8;

/** What is expected of one channel's next value. */
export interface ChannelForecast {
  expected: number;
  /** Half the width of the network's band, in the channel's unit. */
  halfWidth: number;
  /** Standard deviations' worth of residual: what residuals are divided by. */
  spread: number;
  /** The same for the band's edges, with the spread of the season's bin. */
  bandSpread: number;
  low: number;
  high: number;
  /** True at hours where a stock is set anew: its season moves by far more than it does from row to row. */
  setAnew: boolean;
  /** Mean miss of the better forecast at this hour of the season; 0 where unknown. */
  binMiss: number;
  network: number;
  profile: number;
  profileStep: number;
}

/** A forecast to be written to, again and again. */
export function emptyForecast(): ChannelForecast {
  return { expected: NaN, halfWidth: 0, spread: 0, bandSpread: 0, low: NaN, high: NaN, setAnew: false, binMiss: 0, network: NaN, profile: NaN, profileStep: NaN };
}

/**
 * Mixes the network's median with the seasonal profile's two forecasts (its value; the last value moved by the profile's step) by their past errors, and
 * sets the band from the network's width, the channel's long-term width and how wide residuals have really been.
 * `quantiles` from `quantileAt`: the network's three outputs; `profileNow` and `profileBefore` NaN where no profile is in use, or none is known of that time yet.
 */
export function forecastChannel(
  state: SeriesState, at: number, quantiles: Float32Array, quantileAt: number, origin: number, unit: number,
  profileNow: number, profileBefore: number, forecast: ChannelForecast, binAt: number, channels: number,
): void {
  const s = state.scalars;
  const network = origin + unit * quantiles[quantileAt]!;
  forecast.network = network;
  forecast.profile = profileNow;
  forecast.profileStep = origin + profileNow - profileBefore;
  forecast.halfWidth = (unit * (quantiles[quantileAt + 1]! + quantiles[quantileAt + 2]!)) / 2;
  let expected = network;
  const seasonal = s[at + C.seasonal] === 1 && profileNow === profileNow;
  forecast.setAnew = s[at + C.stock] === 1 && Math.abs(profileNow - profileBefore) > SET_ANEW_STEPS * s[at + C.stepSize]!;
  const isStepWorse = forecast.profileStep !== forecast.profileStep || (binAt >= 0 && state.profile[binAt]! < 0);
  if (forecast.setAnew || (seasonal && isStepWorse)) expected = profileNow;
  else if (seasonal) {
    const a = weight(s[at + C.networkError]!);
    const d = weight(s[at + C.profileStepError]!);
    const p = weight(s[at + C.profileError]!);
    expected = (a * network + d * forecast.profileStep + p * profileNow) / (a + d + p);
  }
  const slow = s[at + C.slowWidth]!;
  const width = slow > 0 ? Math.sqrt(Math.max(forecast.halfWidth, 0.05 * slow) * slow) : forecast.halfWidth;
  const ofChannel = (s[at + C.widthFactor]! * width) / MEAN_ABSOLUTE;
  forecast.binMiss = binAt >= 0 && (seasonal || forecast.setAnew) ? state.profile[binAt + s[S.profileBins]! * channels]! : 0;
  if (forecast.setAnew && forecast.binMiss > 0) forecast.binMiss += Math.max(0, state.profile[binAt]!);
  const ofBin = forecast.binMiss / MEAN_ABSOLUTE;
  const least = Math.max(LEAST_SPREAD * s[at + C.grain]!, 1e-7 * Math.abs(expected), 1e-12);
  const bandSpread = Math.max(least, ofBin > 0 ? (1 - BIN_WEIGHT) * ofChannel + BIN_WEIGHT * ofBin : ofChannel);
  forecast.spread = Math.max(least, ofChannel);
  forecast.bandSpread = bandSpread;
  forecast.expected = expected;
  forecast.low = expected + s[at + C.lowQuantile]! * bandSpread;
  forecast.high = expected + s[at + C.highQuantile]! * bandSpread;
}

/** Learns from a normal value: errors, widths and the band's edges. `learned` counts the rows learned before. */
export function learnForecast(state: SeriesState, at: number, value: number, forecast: ChannelForecast, learned: number): void {
  const s = state.scalars;
  const errorGain = Math.max(1 / (learned + 1), 1 / ERROR_SPAN);
  const residual = value - forecast.expected;
  move(s, at + C.networkError, Math.abs(value - forecast.network), errorGain);
  if (s[at + C.seasonal] === 1 && forecast.profileStep === forecast.profileStep) {
    move(s, at + C.profileStepError, Math.abs(value - forecast.profileStep), errorGain);
    move(s, at + C.profileError, Math.abs(value - forecast.profile), errorGain);
  }
  const slow = s[at + C.slowWidth]!;
  if (forecast.halfWidth > 0) {
    const before = slow > 0 ? Math.sqrt(Math.max(forecast.halfWidth, 0.05 * slow) * slow) : forecast.halfWidth;
    move(s, at + C.widthFactor, Math.min(Math.abs(residual) / before, 5), Math.max(1 / (learned + 8), 1 / WIDTH_SPAN));
    move(s, at + C.slowWidth, Math.min(forecast.halfWidth, slow > 0 ? 6 * slow : forecast.halfWidth), Math.max(1 / (learned + 1), 1 / SLOW_WIDTH_SPAN));
  }
  const z = residual / forecast.bandSpread;
  const step = Math.max(QUANTILE_STEP, 2 / (learned + 10));
  s[at + C.lowQuantile] = Math.min(-1.5, s[at + C.lowQuantile]! + step * (z < s[at + C.lowQuantile]! ? -0.995 : 0.005));
  s[at + C.highQuantile] = Math.max(1.5, s[at + C.highQuantile]! + step * (z > s[at + C.highQuantile]! ? 0.995 : -0.005));
}

/** Follows, for every row of the profile's first periods, how well it and the slow mean would have forecast; `S.profileUsed` is 0 then. */
export function watchProfile(state: SeriesState, at: number, value: number, profileNow: number, slowMean: number, last: number): void {
  const s = state.scalars;
  if (s[S.profileUsed] === 1 || profileNow !== profileNow) return;
  move(s, at + C.profileError, Math.abs(value - profileNow), 0.005);
  move(s, at + C.profileStepError, Math.abs(value - profileNow), 0.005);
  move(s, at + C.levelError, Math.abs(value - slowMean), 0.005);
  move(s, at + C.stepSize, Math.abs(value - last), 0.005);
}

function weight(error: number): number {
  const square = error * error + 1e-18;
  return 1 / (square * square);
}

function move(cells: Float64Array, at: number, to: number, gain: number): void {
  cells[at]! += gain * (to - cells[at]!);
}
