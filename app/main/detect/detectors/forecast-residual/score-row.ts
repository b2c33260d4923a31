import type { SampleColumns, ScoreColumns } from '../../../../shared/domain/samples.ts';
import { shapes } from '../../../../shared/domain/samples.ts';
import { foldRarity, learnTail, lightTailRarity, MAX_RARITY, scoreOfRarity, TAIL_CELLS } from '../../calibrate.ts';
import { learnBand, measureBand, refreshInverse, type BandDistance } from './band-statistics.ts';
import { BALANCE, BAND_MEANS, bandCountsFrom, isBandIdle, SUSTAINED, TAIL, VALUE } from './bands.ts';
import { channelStill, firstMoveRarity, followPace, gapRarity, learnGap, learnInterval, learnMissing, learnRareGap, learnStill, missingRarity, rowStill, stillRarity } from './conditions.ts';
import { endExcursion, followExcursion } from './excursion.ts';
import { emptyForecast, forecastChannel, learnForecast, LEAST_SPREAD, watchProfile, type ChannelForecast } from './forecast-channel.ts';
import { OUTPUTS, WINDOW } from './forecast-network.ts';
import { followLean, leanOf, learnLean } from './lean.ts';
import { beginProfile, binOf, isOfSeason, learnBin, learnProfile, profileReadyAt, applyProfile, usualAt } from './seasonal-profile.ts';
import { learnMultiple, withMultiple } from './multiples.ts';
import { jumpRarity, learnJump } from './recurrent-jumps.ts';
import { ALARM_RARITY, dropClusters, FLAG_RARITY, learnOnset } from './rare-onsets.ts';
import { combinedRarity, decadesOf } from './rarity-by-time.ts';
import { createRowFindings } from './row-findings.ts';
import { ALONE_BANDS, aloneTail, BANDS, C, CHANNEL_FIELDS, FAST_MEANS, JUMPS, MEAN_SPANS, S, SHAPE_WINDOW, type SeriesState, type StateLayout } from './series-state.ts';
import { doPatternsRecur, followShape, learnShape } from './shape-memory.ts';
import { BLOCK_ROWS, createSlowDrift } from './slow-drift.ts';

/** Rows whose statistics are learned before the first score. */
export const LEARNING_ROWS = 96;
/**
 * Flagged rows after which a lasting change is taken as the new normal: as many as are known otherwise, within limits; and rows in which it is then learned fast. A usual row takes half a one back, so that more than a third of the rows are
 * normal, too: a machine runs by day and rests at night.
 */
export const ADOPT_AFTER = 1000;
const LEAST_ADOPTED = 256;
const USUAL_BACK = 0.5;
const ADOPTION_ROWS = 256;
/** An anomaly that begins so many rows after the last flagged row is a new one. */
const ONSET_PAUSE = 16;
/** Rarity from which a row still teaches how far tails reach, but no longer what is usual. */
const SUSPECT_RARITY = 2.5;
/** Means of a rounded channel are taken to spread by at least this share of its smallest step. */
const LEAST_MEAN_SPREAD = 0.1;
/** A slow mean follows flagged rows at this share of its pace. */
const FLAGGED_PACE = 0.1;
/** And is moved by one of them as by so many standard deviations at most. */
const MOST_FLAGGED = 100;
/** Tails begin at this share of it: before, the covariance is not to be trusted. */
const TAIL_FROM_RATIO = 0.5;
const ENERGY_CLIP = 30;
/** With one channel a value far out is far from its forecast and from its level alike: the two agree so easily that an alarm takes a pair of rarity 4. */
const ALIKE = ALARM_RARITY / 4;
/** With one channel so many statistics count; that any one of them is rare by itself is so many times as likely (Bonferroni). */
const ALONE_AMONG = 10;
/** Rows that come less than this many times faster than usual are no burst. */
const LEAST_BURST = 2;
/** Share of the present row in the mean of how odd rows were. */
const ODDNESS_GAIN = 0.1;
/** With several channels, the share that a score loses of itself (on its log scale) with each row that is less odd: as the levels over the most rows that lead it. */
const RELEASE = 1 / MEAN_SPANS[BAND_MEANS[SUSTAINED][0]];
/** A perfectly calibrated tail of −log₁₀ p has the index 1 / ln 10; what is learned may correct it only so far. */
const COMBINED_INDEX = [0.4, 0.45] as const;

/** What the first pass left for a row: outputs of the network, last values and units, from `row × channels` on. */
export interface RowForecasts {
  quantiles: Float32Array;
  origins: Float64Array;
  units: Float64Array;
}

/** Scores row after row of any series; holds only scratch space. */
export interface RowScorer {
  /** Scores row `row` into `scores` and learns from it unless it is flagged or `learn` is false. */
  scoreRow(state: SeriesState, samples: SampleColumns, row: number, forecasts: RowForecasts, learn: boolean, scores: ScoreColumns): void;
}

/** A scorer of series with this layout; each learns from its first `learnRows` rows. */
export function createRowScorer(layout: StateLayout, learnRows = Infinity): RowScorer {
  const { channels } = layout;
  const forecast: ChannelForecast[] = Array.from({ length: channels }, emptyForecast);
  const vectors = Array.from({ length: BANDS }, () => new Float64Array(channels));
  const z = Array.from({ length: BANDS }, () => new Float64Array(channels));
  const distances: BandDistance[] = Array.from({ length: BANDS }, () => ({ length: 0, parts: new Float64Array(channels), alone: new Float64Array(channels) }));
  const noFloors = new Float64Array(channels);
  const floors = new Float64Array(channels);
  const roundings = new Float64Array(channels);
  const still = new Uint8Array(channels + 1);
  const statistics = new Float64Array(TAIL.combined);
  const levels = new Float64Array(channels);
  /** [c] what is usual at the row's time, where there is a profile, and how far off the row is. */
  const [usual, offs] = [new Float64Array(channels), new Float64Array(channels)];
  const drift = createSlowDrift(channels, layout.drift);
  const findings = createRowFindings(layout, { statistics, distances, z });

  function fastMeans(s: Float64Array, values: Float64Array, row: number): void {
    const bandRows = s[S.bandRows]!;
    for (let c = 0; c < channels; c += 1) {
      const at = layout.channel + c * CHANNEL_FIELDS;
      const value = values[row * channels + c]!;
      const level = s[at + C.seasonal] === 1 ? value - usual[c]! : value;
      if (!Number.isFinite(level)) continue;
      for (let m = 0; m < FAST_MEANS; m += 1) s[at + C.means + m]! += Math.max(1 / (bandRows + 1), 1 / MEAN_SPANS[m]!) * (level - s[at + C.means + m]!);
    }
  }

  function slowMeans(s: Float64Array, values: Float64Array, row: number, pace: number): void {
    const bandRows = s[S.bandRows]!;
    for (let c = 0; c < channels; c += 1) {
      const at = layout.channel + c * CHANNEL_FIELDS;
      const value = values[row * channels + c]!;
      const level = s[at + C.seasonal] === 1 ? value - usual[c]! : value;
      if (!Number.isFinite(level)) continue;
      /** One broken record would move them for as long as they remember. */
      const most = pace < 1 ? MOST_FLAGGED * Math.sqrt(s[layout.bands + VALUE * layout.bandFields + c * (channels + 1)]!) : Infinity;
      for (let m = FAST_MEANS; m < MEAN_SPANS.length; m += 1) {
        const off = level - s[at + C.means + m]!;
        s[at + C.means + m]! += pace * Math.max(1 / (bandRows + 1), 1 / MEAN_SPANS[m]!) * Math.max(-most, Math.min(most, off));
      }
    }
    s[S.bandRows] = bandRows + 1;
  }

  function measure(s: Float64Array, band: number): void {
    measureBand(s, layout, band, vectors[band]!, band === 0 ? noFloors : band === BALANCE ? roundings : floors, z[band]!, distances[band]!);
    statistics[band] = distances[band]!.length;
  }

  function learnEverything(state: SeriesState, samples: SampleColumns, row: number, bin: number, adopting: boolean, suspect: boolean): void {
    const s = state.scalars;
    const learned = s[S.learnedRows]!;
    const least = adopting ? 1 / 64 : undefined;
    const tailGain = adopting ? 0.02 : suspect ? 0 : undefined;
    for (let c = 0; c < channels; c += 1) {
      const at = layout.channel + c * CHANNEL_FIELDS;
      const value = samples.values[row * channels + c]!;
      const there = Number.isFinite(value);
      if (there && !suspect) learnForecast(state, at, value, forecast[c]!, adopting ? Math.min(learned, 32) : learned);
      if (there && !suspect) learnBin(state, layout, bin, c, value, forecast[c]!);
      learnMissing(s, at, !there, adopting ? 64 : learned);
      learnStill(s, channelStill(at), still[c] === 1, learned);
    }
    learnStill(s, rowStill, still[channels] === 1, learned);
    learnGap(s, samples.times[row]!);
    const bandRows = s[S.bandRows]!;
    for (let band = 0; band < BANDS; band += 1) {
      if (isBandIdle(s, layout, band, bandRows)) continue;
      const seen = s[S.bandLearned + band]!;
      const trusted = seen >= 32 && bandRows >= TAIL_FROM_RATIO * bandCountsFrom(s, band);
      if (trusted) learnTail(s, S.tails + band * TAIL_CELLS, statistics[band]!, tailGain);
      const which = ALONE_BANDS.indexOf(band as (typeof ALONE_BANDS)[number]);
      if (which >= 0 && channels > 1 && trusted) {
        for (let c = 0; c < channels; c += 1) learnTail(s, aloneTail(layout.channel + c * CHANNEL_FIELDS, which), distances[band]!.alone[c]!, tailGain);
      }
      if (suspect) continue;
      learnCovariance(s, band, least);
    }
    if (s[S.bandLearned]! > 32) for (let t: number = TAIL.energy; t <= TAIL.lean; t += 1) learnTail(s, S.tails + t * TAIL_CELLS, statistics[t]!, tailGain);
    const pattern = S.tails + TAIL.pattern * TAIL_CELLS;
    if (statistics[TAIL.pattern]! > 0) {
      if (s[pattern] === 0) s[pattern] = 2 * statistics[TAIL.pattern]!;
      learnTail(s, pattern, statistics[TAIL.pattern]!, tailGain);
    }
    const pace = S.tails + TAIL.pace * TAIL_CELLS;
    s[pace] = Math.max(LEAST_BURST, s[pace]!);
    if (learned >= LEARNING_ROWS / 2) {
      const combined = S.tails + TAIL.combined * TAIL_CELLS;
      learnTail(s, combined, Math.exp(Math.min(findings.rarity, MAX_RARITY)));
      s[combined + 1] = Math.min(COMBINED_INDEX[1], Math.max(COMBINED_INDEX[0], s[combined + 1]!));
    }
    if (bin >= 0 && (!suspect || s[S.profileUsed] === 0)) learnProfile(state, layout, bin, samples.times[row]!, samples.values, row);
    s[S.learnedRows] = learned + 1;
  }

  return {
    scoreRow(state, samples, row, forecasts, mayLearn, scores) {
      const s = state.scalars;
      const fitted = s[S.rows]! >= learnRows;
      const learn = mayLearn && !fitted;
      /** What is given to be learned is taken for normal, odd rows too. */
      const fitting = learn && learnRows !== Infinity;
      const adoptAfter = fitting ? 1 : ADOPT_AFTER;
      const { values } = samples;
      const time = samples.times[row]!;
      const rows = s[S.rows]!;
      findings.begin();

      let gap = 0;
      let pace = 0;
      if (rows === 0) s[S.firstTime] = time;
      else {
        gap = gapRarity(s, time);
        if (gap > 0 && learn) learnRareGap(s, time);
        pace = followPace(s, time);
      }
      const bins = s[S.profileBins]!;
      const bin = bins > 0 ? binOf(s, time) : -1;
      const known = bin >= 0 && state.profile[3 * bins * channels + bin]! > 0;
      const binBefore = bin >= 0 ? binOf(s, s[S.lastTime]!) : -1;
      if (bin >= 0 && s[S.profileUsed] === 0 && time >= profileReadyAt(s)) applyProfile(state, layout);
      const waits = rows < WINDOW;

      endExcursion(s, layout, values, row);
      const leanBefore = leanOf(s);
      const pattern = channels === 1 ? followShape(state, layout, values[row]!) : 0;
      if (bin >= 0) for (let c = 0; c < channels; c += 1) usual[c] = usualAt(state, layout, bin, time, c);
      fastMeans(s, values, row);
      const learned = s[S.learnedRows]!;
      const ready = !waits && learned >= LEARNING_ROWS;
      let present = 0;
      let sum = 0;
      let allStill = 1;
      let [firstMove, firstMover] = [0, 0];
      for (let c = 0; c < channels; c += 1) {
        const at = layout.channel + c * CHANNEL_FIELDS;
        const i = row * channels + c;
        const value = values[i]!;
        const there = Number.isFinite(value);
        if (there) {
          present += 1;
          sum += value;
        }
        const profileNow = known ? usual[c]! : NaN;
        const profileBefore = known ? usualAt(state, layout, binBefore, s[S.lastTime]!, c) : NaN;
        if (there) watchProfile(state, at, value, profileNow, s[at + C.means + 4]!, forecasts.origins[i]!);
        forecastChannel(state, at, forecasts.quantiles, i * OUTPUTS, forecasts.origins[i]!, forecasts.units[i]!, profileNow, profileBefore, forecast[c]!, known ? bins * channels + bin * channels + c : -1, channels);
        const same = there && value === forecasts.origins[i] ? 1 : 0;
        still[c] = same;
        if (there && !same) allStill = 0;
        const step = Math.abs(value - forecasts.origins[i]!);
        const unmoved = step > 0 && s[at + C.grain] === 0 ? firstMoveRarity(s, at, learned, decadesOf(s)) : 0;
        if (unmoved > firstMove) [firstMove, firstMover] = [unmoved, c];
        if (step > 0 && (s[at + C.grain] === 0 || step < s[at + C.grain]!)) s[at + C.grain] = step;
        /** A channel that never moved says nothing of how it moves. */
        const moves = there && s[at + C.grain]! > 0;
        floors[c] = LEAST_MEAN_SPREAD * s[at + C.grain]!;
        roundings[c] = LEAST_SPREAD * s[at + C.grain]!;
        vectors[0]![c] = moves ? (value - forecast[c]!.expected) / Math.max(forecast[c]!.spread, forecast[c]!.bandSpread) : NaN;
        vectors[BALANCE]![c] = moves ? (s[at + C.stock] === 1 ? value - forecasts.origins[i]! : value) : NaN;
        offs[c] = value - usual[c]!;
        const level = s[at + C.seasonal] === 1 ? offs[c]! : value;
        levels[c] = level;
        vectors[VALUE]![c] = moves ? level - s[at + C.means + 5]! : NaN;
        for (let band = 1; band < BANDS; band += 1) {
          if (BAND_MEANS[band] === null) continue;
          const [fast, slow] = BAND_MEANS[band]!;
          vectors[band]![c] = moves ? s[at + C.means + fast]! - s[at + C.means + slow]! : NaN;
        }
        findings.takeRule(missingRarity(s, at, !there, learned, ADOPT_AFTER), 'missing', c);
        findings.takeRule(stillRarity(s, channelStill(at), same === 1, value, 24, learn, adoptAfter), 'frozen', c);
      }
      /** What is set anew is in no balance. */
      if (forecast.some(({ setAnew }) => setAnew)) vectors[BALANCE]!.fill(NaN);
      still[channels] = present > 0 ? allStill : 0;
      findings.takeRule(stillRarity(s, rowStill, still[channels] === 1, sum, 8, learn, adoptAfter), 'frozen', -1);
      findings.takeRule(gap, 'gap', -1);

      const bandRows = s[S.bandRows]!;
      if (!waits) {
        for (let band = 0; band < BANDS; band += 1) {
          if (isBandIdle(s, layout, band, bandRows)) statistics[band] = 0;
          else measure(s, band);
        }
        const energy = Math.min(ENERGY_CLIP, (statistics[0]! * statistics[0]!) / Math.max(1, present));
        s[S.energyShort]! += Math.max(1 / (learned + 1), 1 / 16) * (energy - s[S.energyShort]!);
        s[S.energyLong]! += Math.max(1 / (learned + 1), 1 / 128) * (energy - s[S.energyLong]!);
        statistics[TAIL.energy] = Math.sqrt(s[S.energyShort]!);
        statistics[TAIL.longEnergy] = Math.sqrt(s[S.energyLong]!);
        statistics[TAIL.pace] = Math.exp(pace);
        statistics[TAIL.pattern] = pattern;
        statistics[TAIL.lean] = channels === 1 ? followLean(s, (values[row]! - forecast[0]!.expected) / forecast[0]!.bandSpread) : 0;
        if (channels > 1) findings.mostPointRarity = followJump(s, rows, learn);
        findings.takeStatistics(s, bandRows);
      }
      const combined = Math.max(findings.ruleRarity, combinedRarity(s, findings.rarity));
      const pair = pairRarity(s, values[row]!);
      /** With one channel a pair that would be an alarm at a row a minute is not learned either. With several, pairs agree less; there, it ranks no better. */
      const flagged = ready && (combined >= FLAG_RARITY || (channels === 1 && pair >= ALARM_RARITY));
      const onset = flagged && rows - s[S.flaggedAt]! > ONSET_PAUSE;
      if (flagged) s[S.flaggedAt] = rows;
      if (channels > 1 && !waits) findings.driftRarity = foldRarity(drift.follow(s, levels, !flagged, learn, decadesOf(s, BLOCK_ROWS)));
      /** Told, and yet learned: its size is all that is known of how the channel moves. */
      if (firstMove > findings.rarity) findings.takeRule(firstMove, values[row * channels + firstMover]! > forecasts.origins[row * channels + firstMover]! ? 'spike' : 'dip', firstMover);
      writeScores(s, ready, present, learned, scores, row, pair);
      if (learn && channels === 1) learnMultiple(s, layout.multiples, values[row]!, flagged);
      followExcursion(s, layout, values, row, flagged);

      const adopting = s[S.adoptionLeft]! > 0;
      const learns = learn && (!flagged || adopting || fitting);
      if (channels === 1) learnShape(state, learns && !waits && (adopting || fitting || rows - s[S.flaggedAt]! > 2 * SHAPE_WINDOW));
      if (learns && !waits) learnEverything(state, samples, row, bin, adopting, ready && !adopting && !fitting && combined >= SUSPECT_RARITY);
      else if (!waits) {
        dropClusters(s, layout);
        if (learn && onset) learnOnset(s, layout, statistics, distances);
        if (learn && channels === 1) learnLean(s, leanBefore, statistics[TAIL.lean]!);
        if (learn && bin >= 0 && isOfSeason(state, layout, bin, time, offs)) learnSeason(state, samples, row, bin);
        if (learn && !isBandIdle(s, layout, BALANCE, bandRows) && bandRows < bandCountsFrom(s, BALANCE)) learnCovariance(s, BALANCE);
      } else if (learn && bin >= 0) learnProfile(state, layout, bin, time, values, row);
      if (rows > 0 && (learns || rows <= 16)) {
        learnInterval(s, time, rows);
        if (rows === 16) beginProfile(state, layout, learnRows);
      }
      if (!fitted) {
        slowMeans(s, values, row, flagged && !adopting && !fitting ? FLAGGED_PACE : 1);
        followAdoption(s, flagged && !fitting, adopting);
      }
      /** What is fitted once has its last rows in, too. */
      if (rows + 1 === learnRows) for (let band = 0; band < BANDS; band += 1) refreshInverse(s, layout, band, s[S.bandLearned + band]!);
      s[S.lastTime] = time;
      s[S.rows] = rows + 1;
    },
  };

  /** What the farthest channel's jump, if it is one, can be rare at most; remembers it. */
  function followJump(s: Float64Array, row: number, learn: boolean): number {
    const { parts } = distances[0]!;
    let most = 0;
    for (let c = 1; c < channels; c += 1) if (parts[c]! > parts[most]!) most = c;
    const at = layout.channel + most * CHANNEL_FIELDS + JUMPS;
    const rarity = jumpRarity(s, at, row, z[0]![most]!);
    if (learn) learnJump(s, at, row, z[0]![most]!);
    return rarity;
  }

  /** The season takes flagged rows in, too: a delivery each Monday is odd only until its hour is known. */
  function learnSeason(state: SeriesState, samples: SampleColumns, row: number, bin: number): void {
    for (let c = 0; c < channels; c += 1) {
      const value = samples.values[row * channels + c]!;
      if (Number.isFinite(value)) learnBin(state, layout, bin, c, value, forecast[c]!);
    }
    learnProfile(state, layout, bin, samples.times[row]!, samples.values, row);
  }

  /** Takes the row into a band's covariance, whose inverse is made anew now and then. */
  function learnCovariance(s: Float64Array, band: number, least?: number): void {
    const seen = s[S.bandLearned + band]!;
    learnBand(s, layout, band, vectors[band]!, seen, statistics[band]!, least);
    s[S.bandLearned + band] = seen + 1;
    if ((seen & (seen + 1)) === 0 || (seen & 63) === 63 || (least !== undefined && (seen & 15) === 15)) refreshInverse(s, layout, band, seen + 1, band === BALANCE ? roundings : undefined);
  }

  /**
   * The mean rarity of the two rarest statistics, as an alarm takes it before it goes by time. With one channel a value so far from its forecast that its tail, where that is light, doesn't hold it is told by itself, too: in the
   * first row of a jump nothing else can agree yet. So is a pattern where patterns come again: all its values may be usual.
   */
  function pairRarity(s: Float64Array, value: number): number {
    const mean = (findings.rarity + findings.secondRarity) / 2;
    if (channels > 1) return mean;
    const residual = lightTailRarity(s, S.tails, statistics[0]!);
    const pattern = doPatternsRecur(s) ? lightTailRarity(s, S.tails + TAIL.pattern * TAIL_CELLS, statistics[TAIL.pattern]!) : 0;
    return Math.max(ALIKE * withMultiple(s, layout.multiples, value, mean), Math.max(residual, pattern) - Math.log10(ALONE_AMONG));
  }

  /**
   * The score says how odd the row is, for ranking: on a log scale, so that no statistic drowns the others, half the one that leads (levels beside their long mean, or
   * the shape) and half the support of the rest. With one channel it is half the row's own, half the rows' before it; with several it is the higher of both, and falls slowly: what a row was part of is not over with it. The alarm is the mean of the two rarest statistics by time: how seldom so odd a row comes in a minute of the stream.
   */
  function writeScores(s: Float64Array, ready: boolean, present: number, learned: number, scores: ScoreColumns, row: number, pair: number): void {
    const { leadRarity, support, supportShare, ruleRarity, driftRarity, shape, share } = findings;
    const odd = Math.max(Math.log1p(ruleRarity), (1 - supportShare) * Math.log1p(leadRarity) + supportShare * support);
    s[S.oddness]! += Math.max(1 / (learned + 1), ODDNESS_GAIN) * (odd - s[S.oddness]!);
    s[S.heldOddness] = Math.max(odd, s[S.oddness]!, (1 - RELEASE) * s[S.heldOddness]!);
    const ranked = channels === 1 ? (odd + s[S.oddness]!) / 2 : s[S.heldOddness]!;
    const alarm = Math.max(ruleRarity, driftRarity, foldRarity(Math.max(0, pair + decadesOf(s) * Math.min(1, pair / 3))));
    scores.score[row] = ready ? scoreOfRarity(foldRarity(Math.expm1(ranked))) : NaN;
    scores.alarm[row] = ready ? scoreOfRarity(alarm) : NaN;
    scores.instant[row] = ready ? scoreOfRarity(foldRarity(Math.max(ruleRarity, findings.instantRarity))) : NaN;
    scores.confidence[row] = ready ? (learned / (learned + 150)) * Math.sqrt(present / channels) : NaN;
    scores.shape[row] = ready && alarm >= ALARM_RARITY ? shapes.indexOf(driftRarity === alarm ? 'drift' : shape) : 0;
    for (let c = 0; c < channels; c += 1) {
      const i = row * channels + c;
      scores.expected[i] = ready ? forecast[c]!.expected : NaN;
      scores.low[i] = ready ? forecast[c]!.low : NaN;
      scores.high[i] = ready ? forecast[c]!.high : NaN;
      scores.share[i] = ready ? (driftRarity === alarm ? drift.share : share)[c]! : NaN;
    }
  }

  function followAdoption(s: Float64Array, flagged: boolean, adopting: boolean): void {
    if (adopting) s[S.adoptionLeft]! -= 1;
    s[S.flaggedRun] = flagged && !adopting ? s[S.flaggedRun]! + 1 : Math.max(0, s[S.flaggedRun]! - USUAL_BACK);
    if (s[S.flaggedRun]! < Math.min(ADOPT_AFTER, Math.max(LEAST_ADOPTED, s[S.learnedRows]!))) return;
    s[S.flaggedRun] = 0;
    s[S.adoptionLeft] = ADOPTION_ROWS;
    for (let c = 0; c < channels; c += 1) {
      const means = layout.channel + c * CHANNEL_FIELDS + C.means;
      s[means + 4] = s[means + 2]!;
      s[means + 5] = s[means + 3]!;
    }
  }
}
