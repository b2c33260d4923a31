import { rarityOfScore, scoreOfRarity } from './calibrate.ts';
import { COOL_DOWN_ROWS, HYSTERESIS_RARITY } from './span-rules.ts';

/** What a ladder keeps; plain JSON. */
export interface LadderState {
  /** Spans opened at each rung, and the days in which they were, both fading. */
  counts: number[];
  days: number;
  /** Per series its rows so far, and for each rung the row at which a span was last beyond it. */
  series: [index: number, rows: number, last: number[]][];
}

/** Counts the spans that each of a row of thresholds would open, cool-down and hysteresis as in `spans.ts`. */
export interface AlertLadder {
  /** One scored row of a series. */
  take(series: number, alarm: number): void;
  /** Ends whatever is under way in a series. */
  pause(series: number): void;
  /** Lets time pass. */
  age(days: number): void;
  /** Spans a day to expect at each rung, falling from rung to rung; `guess` is the rate before anything was counted. */
  rates(guess: (rarity: number) => number): number[];
  state(): LadderState;
}

/** The rungs, as rarity: half a power of ten apart, a quarter from 10 on, where rarity is folded, up to the highest that there is (long gaps and frozen sensors all reach it). */
export const LADDER: readonly number[] = [...Array.from({ length: 16 }, (_rung, at) => 2 + at / 2), ...Array.from({ length: 9 }, (_rung, at) => 10 + at / 4)];
const LOWEST = scoreOfRarity(LADDER[0]! - HYSTERESIS_RARITY);
/** Counts fade by a factor of e in so many days: long enough to hold daily rhythm, short enough to follow a changed stream. */
const MEMORY_DAYS = 4;
/** A row before all rows, and a number that JSON knows. */
const LONG_AGO = -1e9;
/** The guess counts for so many days. */
const GUESS_DAYS = 0.25;

/** Begins a ladder, or goes on with what was kept. */
export function createLadder(kept: LadderState | null): AlertLadder {
  const counts = kept === null ? LADDER.map(() => 0) : [...kept.counts];
  let days = kept?.days ?? 0;
  const series = new Map(kept?.series.map(([index, rows, last]) => [index, { rows, last: [...last] }]));

  return {
    take(index, alarm) {
      let own = series.get(index);
      if (own === undefined) series.set(index, (own = { rows: 0, last: LADDER.map(() => LONG_AGO) }));
      own.rows += 1;
      if (!(alarm >= LOWEST)) return;
      const rarity = rarityOfScore(alarm);
      for (let rung = 0; rung < LADDER.length && rarity >= LADDER[rung]! - HYSTERESIS_RARITY; rung += 1) {
        const isOpen = own.rows - (own.last[rung]!) <= COOL_DOWN_ROWS;
        if (!isOpen && rarity < LADDER[rung]!) continue;
        if (!isOpen) counts[rung]! += 1;
        own.last[rung] = own.rows;
      }
    },
    pause(index) {
      series.get(index)?.last.fill(LONG_AGO);
    },
    age(passed) {
      const fade = Math.exp(-passed / MEMORY_DAYS);
      for (let rung = 0; rung < LADDER.length; rung += 1) counts[rung]! *= fade;
      days = days * fade + MEMORY_DAYS * (1 - fade);
    },
    rates(guess) {
      const rates = LADDER.map((rarity, rung) => (counts[rung]! + GUESS_DAYS * guess(rarity)) / (days + GUESS_DAYS));
      // At a low threshold spans run together; a lower rung still tells at least what a higher one does.
      for (let rung = rates.length - 2; rung >= 0; rung -= 1) rates[rung] = Math.max(rates[rung]!, rates[rung + 1]!);
      return rates;
    },
    state: () => ({ counts: [...counts], days, series: [...series].map(([index, { rows, last }]) => [index, rows, [...last]]) }),
  };
}

/** The rarity at which the rate is `wanted`, straight between rungs on a log scale; null where even the highest scores alone give more. */
export function rarityFor(rates: readonly number[], wanted: number): number | null {
  for (let rung = 0; rung < LADDER.length; rung += 1) {
    if (rates[rung]! > wanted) continue;
    if (rung === 0) return LADDER[0]!;
    const [above, below] = [Math.log(rates[rung - 1]!), Math.log(rates[rung]!)];
    return LADDER[rung]! - (LADDER[rung]! - LADDER[rung - 1]!) * ((Math.log(wanted) - below) / (above - below));
  }
  return null;
}
