import type { EpochMillis } from '../../shared/domain/time.ts';
import { rarityOfScore, scoreOfRarity } from './calibrate.ts';
import { COOL_DOWN_ROWS, HYSTERESIS_RARITY } from './span-rules.ts';

/** A candidate that was not told: its highest row (calibrated score) lay between the floor and the threshold in force. */
export interface LeftOut {
  series: number;
  peakTime: EpochMillis;
  score: number;
}

interface Candidate extends Omit<LeftOut, 'series'> {
  quietRows: number;
  told: boolean;
}

/** What a tally keeps; plain JSON. */
export interface TallyState {
  /** Alerts and left-out candidates per hour of event time (its number since 1970), of the last seven days. */
  hours: [hour: number, alerts: number, leftOut: number][];
  leftOut: LeftOut[];
  candidates: [series: number, candidate: Candidate][];
}

/** What was told and left out over a stretch of event time of `days` days, at most as many as were asked for. */
export interface Tallied {
  alerts: number;
  leftOut: number;
  days: number;
}

/** Counts, beside the alerts, the candidates that a budget leaves out. */
export interface AlertTally {
  /** One scored row; `opened`: a span opened at it, `told`: it belongs to a span. */
  take(series: number, time: EpochMillis, alarm: number, opened: boolean, told: boolean): void;
  /** Ends the candidate under way in a series. */
  pause(series: number): void;
  /** Forgets what is older than seven days. */
  forget(now: EpochMillis): void;
  /** The last `days` days up to `now`, of which those after `since` count; whole hours and the one under way. */
  over(days: number, now: EpochMillis, since: EpochMillis): Tallied;
  /** The highest candidates left out in the last seven days, highest first. */
  largest(): readonly LeftOut[];
  state(): TallyState;
}

const HOUR_MS = 3_600_000;
const KEPT_HOURS = 168;
const KEPT_LEFT_OUT = 20;

/** Begins a tally of candidates from `floor` (a score) on, or goes on with what was kept. */
export function createTally(floor: number, kept: TallyState | null): AlertTally {
  const goOn = scoreOfRarity(rarityOfScore(floor) - HYSTERESIS_RARITY);
  const hours = new Map(kept?.hours.map(([hour, alerts, leftOut]) => [hour, { alerts, leftOut }]));
  const candidates = new Map(kept?.candidates.map(([series, candidate]) => [series, { ...candidate }]));
  let largest = kept === null ? [] : [...kept.leftOut];

  const hourOf = (time: EpochMillis) => {
    const hour = Math.floor(time / HOUR_MS);
    const known = hours.get(hour);
    if (known !== undefined) return known;
    const fresh = { alerts: 0, leftOut: 0 };
    hours.set(hour, fresh);
    return fresh;
  };
  const end = (series: number) => {
    const candidate = candidates.get(series);
    if (candidate === undefined) return;
    candidates.delete(series);
    if (candidate.told) return;
    hourOf(candidate.peakTime).leftOut += 1;
    largest = [...largest, { series, peakTime: candidate.peakTime, score: candidate.score }].sort((a, b) => b.score - a.score || a.peakTime - b.peakTime || a.series - b.series).slice(0, KEPT_LEFT_OUT);
  };

  return {
    take(series, time, alarm, opened, told) {
      if (opened) hourOf(time).alerts += 1;
      const candidate = candidates.get(series);
      if (alarm >= (candidate === undefined ? floor : goOn)) {
        if (candidate === undefined) candidates.set(series, { peakTime: time, score: alarm, quietRows: 0, told });
        else {
          if (alarm > candidate.score) Object.assign(candidate, { peakTime: time, score: alarm });
          candidate.quietRows = 0;
          candidate.told ||= told;
        }
      } else if (candidate !== undefined && ++candidate.quietRows >= COOL_DOWN_ROWS) end(series);
    },
    pause: end,
    forget(now) {
      const oldest = Math.floor(now / HOUR_MS) - KEPT_HOURS;
      for (const hour of hours.keys()) if (hour <= oldest) hours.delete(hour);
      if (largest.some(({ peakTime }) => peakTime < (oldest + 1) * HOUR_MS)) largest = largest.filter(({ peakTime }) => peakTime >= (oldest + 1) * HOUR_MS);
    },
    over(days, now, since) {
      const first = Math.floor(now / HOUR_MS) - Math.round(days * 24) + 1;
      const sum = { alerts: 0, leftOut: 0, days: Math.max(0, now - Math.max(since, first * HOUR_MS)) / (24 * HOUR_MS) };
      for (const [hour, { alerts, leftOut }] of hours) {
        if (hour < first) continue;
        sum.alerts += alerts;
        sum.leftOut += leftOut;
      }
      return sum;
    },
    largest: () => largest,
    state: () => ({ hours: [...hours].map(([hour, { alerts, leftOut }]) => [hour, alerts, leftOut]), leftOut: [...largest], candidates: [...candidates].map(([series, candidate]) => [series, { ...candidate }]) }),
  };
}
