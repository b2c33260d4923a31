import { shapes, type SampleColumns, type ScoreColumns, type Shape } from '../../../../shared/domain/samples.ts';
import { dropCluster, foldRarity, learnTail, scoreOfRarity, TAIL_CELLS, tailRarity } from '../../calibrate.ts';
import { channelStill, gapRarity, learnGap, learnInterval, learnMissing, learnRareGap, learnStill, missingRarity, rowStill, stillRarity } from '../forecast-residual/conditions.ts';
import { C, S } from '../forecast-residual/series-state.ts';
import { NEIGHBOURS, type Neighbours } from './nearest.ts';
import { BLOCK, K, MISS, offerRow, UNIT, type Layout } from './state.ts';

/** Rarity from which a row is not learned, and from which the alarm tells at sensitivity 0.5. */
export const FLAG_RARITY = 4;
/** Rows that fill the memory first, and rows whose distances are learned before they count. */
export const FILL_ROWS = 2 * BLOCK;
export const WARM_UP = FILL_ROWS + 2 * BLOCK;
/** Flagged rows after which what comes is the new normal, and rows in which it is learned, one in `ADOPTION_STRIDE` remembered. */
const ADOPT_AFTER = 1000;
const ADOPTION_ROWS = 256;
const ADOPTION_STRIDE = 4;
const SMOOTH_ROWS = 16;
const MISS_ROWS = 512;
/** The band's half width in mean distances from what was expected. */
const BAND_MISSES = 4;

/** A row's values with missing ones as they were last. */
export function fillMissing(s: Float64Array, layout: Layout, values: Float64Array, at: number, filled: Float64Array, to: number): void {
  for (let c = 0; c < layout.channels; c += 1) {
    const value = values[at + c]!;
    const last = s[layout.channel(c) + C.last]!;
    filled[to + c] = Number.isFinite(value) ? value : Number.isFinite(last) ? last : 0;
  }
}

/** Scores one row against its neighbours (null while the memory fills) and learns from it where `mayLearn`. `place` of it in `near`. */
export function scoreRow(s: Float64Array, layout: Layout, samples: SampleColumns, row: number, filled: Float64Array, near: Neighbours | null, place: number, mayLearn: boolean, scores: ScoreColumns): void {
  const { channels } = layout;
  const time = samples.times[row]!;
  const rows = s[S.rows]!;
  const learned = s[S.learnedRows]!;
  const ready = rows >= WARM_UP && near !== null;
  const adopting = s[S.adoptionLeft]! > 0;
  let rule = 0;
  let shape: Shape = 'none';
  let odd = -1;
  const take = (rarity: number, of: Shape, c: number) => {
    if (rarity <= rule) return;
    rule = rarity;
    shape = of;
    odd = c;
  };
  if (rows > 16) {
    const gap = gapRarity(s, time);
    if (gap > 0 && mayLearn) learnRareGap(s, time);
    take(gap, 'gap', -1);
  }
  const still = new Uint8Array(channels);
  let present = 0;
  let sum = 0;
  for (let c = 0; c < channels; c += 1) {
    const at = layout.channel(c);
    const value = samples.values[row * channels + c]!;
    const there = Number.isFinite(value);
    present += there ? 1 : 0;
    sum += there ? value : 0;
    still[c] = there && value === s[at + C.last] ? 1 : 0;
    take(missingRarity(s, at, !there, learned, ADOPT_AFTER), 'missing', c);
    take(stillRarity(s, channelStill(at), still[c] === 1, value, 24, mayLearn, ADOPT_AFTER), 'frozen', c);
    if (there) s[at + C.last] = value;
  }
  const allStill = present > 0 && still.every((one, c) => one === 1 || !Number.isFinite(samples.values[row * channels + c]!));
  take(stillRarity(s, rowStill, allStill, sum, 8, mayLearn, ADOPT_AFTER), 'frozen', -1);

  const distance = near === null ? 0 : near.distances[place * NEIGHBOURS + NEIGHBOURS - 1]!;
  if (near !== null) s[K.smooth]! += Math.max(1 / (rows - FILL_ROWS + 1), 1 / SMOOTH_ROWS) * (Math.min(distance, 10 * s[K.tails]!) - s[K.smooth]!);
  const rarity = near === null ? 0 : (tailRarity(s, K.tails, distance) + tailRarity(s, K.tails + TAIL_CELLS, s[K.smooth]!)) / 2;
  const flagged = ready && Math.max(rule, rarity) >= FLAG_RARITY;
  write();

  const learns = mayLearn && (!flagged || adopting);
  if (learns) {
    if (near !== null) {
      learnTail(s, K.tails, distance, adopting ? 0.02 : undefined);
      learnTail(s, K.tails + TAIL_CELLS, s[K.smooth]!, adopting ? 0.02 : undefined);
      for (let c = 0; c < channels; c += 1) {
        const miss = Math.abs(filled[place * channels + c]! - expectedOf(c));
        const at = layout.channel(c) + MISS;
        s[at]! += Math.max(1 / (learned + 1), 1 / MISS_ROWS) * (miss - s[at]!);
      }
    }
    for (let c = 0; c < channels; c += 1) {
      learnMissing(s, layout.channel(c), !Number.isFinite(samples.values[row * channels + c]!), adopting ? 64 : learned);
      learnStill(s, channelStill(layout.channel(c)), still[c] === 1, learned);
    }
    learnStill(s, rowStill, allStill, learned);
    learnGap(s, time);
    offerRow(s, layout, filled.subarray(place * channels, (place + 1) * channels), adopting ? Math.min(ADOPTION_STRIDE, s[K.stride]!) : s[K.stride]!);
    s[S.learnedRows] = learned + 1;
  } else {
    dropCluster(s, K.tails);
    dropCluster(s, K.tails + TAIL_CELLS);
  }
  if (rows > 0 && (learns || rows <= 16)) learnInterval(s, time, rows);
  if (mayLearn) {
    if (adopting) s[S.adoptionLeft]! -= 1;
    s[S.flaggedRun] = flagged && !adopting ? s[S.flaggedRun]! + 1 : Math.max(0, s[S.flaggedRun]! - 2);
    if (s[S.flaggedRun]! >= ADOPT_AFTER) {
      s[S.flaggedRun] = 0;
      s[S.adoptionLeft] = ADOPTION_ROWS;
    }
  }
  s[S.lastTime] = time;
  s[S.rows] = rows + 1;

  function expectedOf(c: number): number {
    let sum = 0;
    for (let k = 0; k < NEIGHBOURS; k += 1) sum += s[layout.memory + near!.places[place * NEIGHBOURS + k]! * channels + c]!;
    return sum / NEIGHBOURS;
  }

  function write(): void {
    const alarm = Math.max(rule, foldRarity(rarity));
    scores.score[row] = ready ? scoreOfRarity(alarm) : NaN;
    scores.alarm[row] = scores.score[row]!;
    scores.instant[row] = ready ? scoreOfRarity(Math.max(rule, near === null ? 0 : foldRarity(tailRarity(s, K.tails, distance)))) : NaN;
    scores.confidence[row] = ready ? (learned / (learned + 300)) * Math.sqrt(present / channels) : NaN;
    let total = 0;
    let main = 0;
    let most = -1;
    for (let c = 0; c < channels; c += 1) {
      const i = row * channels + c;
      const at = layout.channel(c);
      const expected = ready ? expectedOf(c) : NaN;
      const half = Math.max(BAND_MISSES * s[at + MISS]!, 1e-6 * s[at + UNIT]!, 1e-9 * Math.abs(expected));
      const part = ready ? ((filled[place * channels + c]! - expected) / s[at + UNIT]!) ** 2 : NaN;
      scores.expected[i] = expected;
      scores.low[i] = expected - half;
      scores.high[i] = expected + half;
      scores.share[i] = part;
      total += part;
      if (part > most) [most, main] = [part, c];
    }
    for (let c = 0; c < channels; c += 1) {
      const i = row * channels + c;
      if (ready) scores.share[i] = rule > rarity ? (odd < 0 ? 1 / channels : odd === c ? 1 : 0) : total > 0 ? scores.share[i]! / total : 1 / channels;
    }
    const found: Shape = rule > rarity ? shape : outside(main);
    scores.shape[row] = ready && alarm >= FLAG_RARITY ? shapes.indexOf(found) : 0;
  }

  function outside(c: number): Shape {
    const i = row * channels + c;
    const value = filled[place * channels + c]!;
    return value > scores.high[i]! ? 'spike' : value < scores.low[i]! ? 'dip' : 'new pattern';
  }
}
