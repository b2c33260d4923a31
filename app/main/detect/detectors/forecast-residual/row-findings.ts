import type { Shape } from '../../../../shared/domain/samples.ts';
import { drawnTailRarity, TAIL_CELLS, tailRarity } from '../../calibrate.ts';
import type { BandDistance } from './band-statistics.ts';
import { BALANCE, BAND_SHAPES, bandCountsFrom, REFERENCE, SUSTAINED, TAIL, VALUE } from './bands.ts';
import { doPatternsRecur } from './shape-memory.ts';
import { ALONE_BANDS, aloneTail, BANDS, CHANNEL_FIELDS, firstTails, S, type StateLayout } from './series-state.ts';

/** Below so many standard deviations in each channel, what is odd is the relation between them. */
const ALONE_LIMIT = 4;
/** Rows after which, with several channels, the score takes in half of what it comes to of the values themselves, and of all other statistics: how they spread is known late. */
const HALF_SUPPORTED_ROWS = 2048;
/** By how much a normal row's vector is taken to be longer than the first guess: rows are like those before them, so that the covariance knows less than the rows it was shown. */
const OUT_OF_SAMPLE = 1.5;
/** Distances of shapes learned before they count. */
const PATTERN_COUNT_FROM = 256;

/** What was measured of a row: each statistic, and for the bands distances and deviations [band][c]. */
export interface RowMeasures {
  statistics: Float64Array;
  distances: readonly BandDistance[];
  z: readonly Float64Array[];
}

/** What is found in the row that is being scored. Rarities are −log₁₀ of a probability. */
export interface RowFindings {
  /** The rarest statistic's rarity, and the second rarest's. */
  rarity: number;
  secondRarity: number;
  /** The rarest of what the row shows by itself: its values against their forecast, their usual level and their balance. */
  instantRarity: number;
  /** What leads the score: with one channel the shape; with several levels and values beside their long mean. */
  leadRarity: number;
  /** ln(1 + rarity): its mean over all statistics that count where there are several channels, over the two rarest where there is one. */
  support: number;
  /** Its part in the score, 0…½. */
  supportShare: number;
  /** The rarity of the conditions of the data itself: gap, frozen, missing. */
  ruleRarity: number;
  /** That of a slow drift which is to be told now, by time; see `createSlowDrift`. */
  driftRarity: number;
  shape: Shape;
  /** [c] parts of the channels, sum 1. */
  share: Float64Array;
  /** Forgets the row before. */
  begin(): void;
  /** The rarity of the point statistics at most; see `jumpRarity`. */
  mostPointRarity: number;
  /** Takes a condition of the data into account; `channel` −1 is all of them. */
  takeRule(rarity: number, shape: Shape, channel: number): void;
  /** Asks each statistic how rare it is. */
  takeStatistics(scalars: Float64Array, bandRows: number): void;
}

/** Findings over `measures`, which are read when `takeStatistics` is called. */
export function createRowFindings(layout: StateLayout, { statistics, distances, z }: RowMeasures): RowFindings {
  const { channels } = layout;
  const share = new Float64Array(channels);
  const drawn = firstTails(channels).map(({ quantile, index }) => ({ quantile: OUT_OF_SAMPLE * quantile, index }));
  const found: RowFindings = { rarity: 0, secondRarity: 0, instantRarity: 0, leadRarity: 0, support: 0, supportShare: 0.5, ruleRarity: 0, driftRarity: 0, mostPointRarity: Infinity, shape: 'none', share, begin, takeRule, takeStatistics };
  return found;

  function begin(): void {
    found.rarity = 0;
    found.secondRarity = 0;
    found.instantRarity = 0;
    found.leadRarity = 0;
    found.support = 0;
    found.ruleRarity = 0;
    found.driftRarity = 0;
    found.shape = 'none';
    share.fill(1 / channels);
  }

  function takeRule(rarity: number, shape: Shape, channel: number): void {
    if (rarity <= found.ruleRarity) return;
    found.ruleRarity = rarity;
    found.shape = shape;
    if (channel < 0) share.fill(1 / channels);
    else for (let c = 0; c < channels; c += 1) share[c] = c === channel ? 1 : 0;
  }

  function takeStatistics(s: Float64Array, bandRows: number): void {
    let sum = 0;
    let count = 0;
    let held = 0;
    let lead = 0;
    const learned = s[S.bandLearned + VALUE]!;
    found.supportShare = channels > 1 ? (0.5 * learned) / (learned + HALF_SUPPORTED_ROWS) : 0.5;
    for (let t = 0; t < TAIL.combined; t += 1) {
      const at = S.tails + t * TAIL_CELLS;
      if (t === TAIL.pattern ? s[at + 2]! < PATTERN_COUNT_FROM : t < BANDS && bandRows < bandCountsFrom(s, t)) continue;
      const rarity = t === 0 ? Math.min(found.mostPointRarity, tailRarity(s, at, statistics[t]!)) : tailRarity(s, at, statistics[t]!);
      if (t === 0 || t === VALUE || t === BALANCE) found.instantRarity = Math.max(found.instantRarity, rarity);
      /** Bands of several channels rank by a tail that is drawn to the first guess while it is young. */
      const ranked = channels > 1 && t < BANDS && t !== BALANCE ? drawnTailRarity(s, at, statistics[t]!, drawn[t]!.quantile, drawn[t]!.index) : rarity;
      if (channels > 1) lead += leadShare(t) * Math.log1p(ranked);
      /** A spike is told while it lasts; for ranking, the rows whose window holds it stay with it. */
      if (t === TAIL.pattern) {
        found.leadRarity = tailRarity(s, at, Math.max(statistics[t]!, s[S.rawDistance]!));
        if (found.leadRarity > rarity) held = found.leadRarity;
      }
      if (t === SUSTAINED || t === TAIL.lean) continue;
      sum += Math.log1p(ranked);
      count += 1;
      if (t === VALUE && channels > 1) continue;
      /** How far a value is from its usual level does not say what shape that has, unless nothing else does. */
      if (!takeRarity(rarity) || rarity <= found.ruleRarity || (t === VALUE && found.shape !== 'none')) continue;
      const isSpread = t === TAIL.energy || t === TAIL.longEnergy;
      shareAs(t < BANDS ? distances[t]!.parts : isSpread ? distances[0]!.parts : null);
      found.shape = t < BANDS ? bandShape(t) : isSpread ? 'spread' : 'new pattern';
    }
    if (channels > 1) {
      found.leadRarity = Math.expm1(lead);
      sum += Math.log1p(findRarestAlone(s, bandRows));
      count += 1;
      if (found.rarity > found.ruleRarity) shareByLevel();
    }
    const rarest = Math.max(found.rarity, held);
    const second = Math.max(found.secondRarity, Math.min(found.rarity, held));
    found.support = channels > 1 ? sum / count : (Math.log1p(rarest) + Math.log1p(second)) / 2;
    /** For alarms alone, since it comes late, and not where patterns come again: there a forecast errs to the same side in each. */
    if (channels === 1 && !doPatternsRecur(s) && takeRarity(tailRarity(s, S.tails + TAIL.lean * TAIL_CELLS, statistics[TAIL.lean]!)) && found.rarity > found.ruleRarity) found.shape = 'shift';
  }

  /** With several channels, what a band has of what leads the score. Levels are half of it; the other half goes over from levels over more rows, of which few known rows tell enough, to the values themselves. */
  function leadShare(t: number): number {
    if (t === REFERENCE) return 0.5;
    return t === VALUE ? found.supportShare : t === SUSTAINED ? 0.5 - found.supportShare : 0;
  }

  /** Takes a statistic's rarity into the two rarest; answers whether it is the rarest now. */
  function takeRarity(rarity: number): boolean {
    if (rarity <= found.rarity) {
      found.secondRarity = Math.max(found.secondRarity, rarity);
      return false;
    }
    found.secondRarity = found.rarity;
    found.rarity = rarity;
    return true;
  }

  /** Each channel against what the others let expect: finds in one channel what the length over all would drown. All of them count as one statistic, whose rarity it answers. */
  function findRarestAlone(s: Float64Array, bandRows: number): number {
    let rarest = 0;
    let rarestBand = 0;
    ALONE_BANDS.forEach((band, which) => {
      if (bandRows < bandCountsFrom(s, band)) return;
      for (let c = 0; c < channels; c += 1) {
        const own = tailRarity(s, aloneTail(layout.channel + c * CHANNEL_FIELDS, which), distances[band]!.alone[c]!);
        const candidate = band === 0 ? Math.min(found.mostPointRarity, own) : own;
        if (candidate <= rarest) continue;
        rarest = candidate;
        rarestBand = band;
      }
    });
    if (takeRarity(rarest) && rarest > found.ruleRarity) {
      shareAs(distances[rarestBand]!.parts);
      found.shape = bandShape(rarestBand);
    }
    return rarest;
  }

  /** What each channel has of the distance of the values and of their levels from their long mean: of all that is measured here it names the causing channels best. `withKnownStates` adds what the known states say. */
  function shareByLevel(): void {
    let sum = 0;
    for (let c = 0; c < channels; c += 1) sum += distances[VALUE]!.parts[c]! + distances[REFERENCE]!.parts[c]!;
    if (sum > 0) for (let c = 0; c < channels; c += 1) share[c] = (distances[VALUE]!.parts[c]! + distances[REFERENCE]!.parts[c]!) / sum;
  }

  function shareAs(parts: Float64Array | null): void {
    let sum = 0;
    if (parts) for (let c = 0; c < channels; c += 1) sum += parts[c]!;
    for (let c = 0; c < channels; c += 1) share[c] = sum > 0 ? parts![c]! / sum : 1 / channels;
  }

  function bandShape(band: number): Shape {
    let most = 0;
    let alone = 0;
    for (let c = 0; c < channels; c += 1) {
      if (share[c]! > share[most]!) most = c;
      alone = Math.max(alone, Math.abs(z[band]![c]!));
    }
    if (channels > 1 && alone < ALONE_LIMIT) return 'new pattern';
    return band === 0 && z[0]![most]! < 0 ? 'dip' : BAND_SHAPES[band]!;
  }
}
