import type { EpochMillis } from '../../shared/domain/time.ts';
import { createLadder, LADDER, rarityFor, type LadderState } from './alert-ladder.ts';
import { createTally, type LeftOut, type Tallied, type TallyState } from './alert-tally.ts';
import { MAX_RARITY, rarityOfScore, scoreOfRarity } from './calibrate.ts';

/** What a budget keeps from row to row; plain JSON. */
export interface BudgetState {
  alertsPerDay: number;
  /** Newest event time of a scored row, and the first that counted; null before there was one. */
  now: EpochMillis | null;
  since: EpochMillis | null;
  /** Days that passed since the counts were last aged. */
  passed: number;
  /** Alerts opened beyond what was allowed up to then; negative where some are to spare. */
  owed: number;
  /** In force now, as rarity. */
  rarity: number;
  ladder: LadderState;
  tally: TallyState;
}

/** What one stream's budget adds to those of a set: spans a day that each rung of the ladder would open, and alerts owed. The least number asked in a set holds for it. */
export interface BudgetShare {
  alertsPerDay: number;
  rates: readonly number[];
  owed: number;
}

/** A change of the threshold (a score), in event time. */
export interface ThresholdStep {
  time: EpochMillis;
  threshold: number;
}

/** "At most N alerts a day": the threshold that follows, row by row. */
export interface AlertBudget {
  /** Moves event time on to a scored row; answers the score from which a span may open at it. */
  at(time: EpochMillis): number;
  /** That row, after `at`. `opened`: a span opened at it; `told`: it belongs to a span. */
  take(series: number, time: EpochMillis, alarm: number, opened: boolean, told: boolean): void;
  /** Ends whatever is under way in a series. */
  pause(series: number): void;
  /** The score in force (1: nothing is told until the debt is paid), and the one below which it never goes. */
  readonly threshold: number;
  readonly floor: number;
  /** The last day and the last seven of event time; null before the first scored row. */
  tally(): { day: Tallied; week: Tallied } | null;
  /** The highest candidates left out in the last seven days, highest first. */
  largestLeftOut(): readonly LeftOut[];
  share(): BudgetShare;
  /** Changes of the threshold since the last call. */
  drainSteps(): ThresholdStep[];
  state(): BudgetState;
}

/** What an alert budget is asked for. */
export interface BudgetOptions {
  /** Above 0. */
  alertsPerDay: number;
  /** The score that holds without a budget: where the threshold begins. */
  base: number;
  /** What was kept, null to begin anew. One of another number goes on with its counts; its debt is forgiven. */
  state: BudgetState | null;
  /** Shares of the other streams of the set that run now. */
  others?: () => readonly BudgetShare[];
}

const DAY_MS = 86_400_000;
/**
 * On a quiet stream the threshold goes at most one power of ten below that of the sensitivity, and never below one row in a hundred: "at most N" is no promise to find
 * N, and what lies farther down is ordinary by the detector's own reckoning. One power is how far a span under way goes on anyway (hysteresis).
 */
const FLOOR_DECADES = 1;
const LEAST_RARITY = 2;
/** The threshold is set anew at each alert and this often in event time; it stands still between. */
const STEP_MS = 900_000;
/** Smaller changes are none. */
const LEAST_CHANGE = 0.01;
/** Longer silence counts as no more than this: after a long weekend nobody wants four days' alerts at once. */
const LONGEST_PAUSE_MS = DAY_MS;
/** Debt of so many days' alerts (at least so many alerts) lowers the wanted rate by a factor of e. */
const GAIN_DAYS = 0.25;
const GAIN_ALERTS = 1;
/** Credit also lowers the threshold itself: where many candidates share one score (a sensor that fails the same way each time) it stands just above them, and no rate in reach is theirs. */
const CREDIT_RARITY = 0.5;
/** The wanted rate stays within these multiples of the budget, and the debt within so many days of it: a burst must not silence a week, nor a quiet week be made up for. */
const LEAST_RATE = 0.02;
const MOST_RATE = 3;
const MOST_DEBT_DAYS = 2;
const MOST_DEBT_ALERTS = 6;
const MOST_CREDIT_DAYS = 0.5;

/** Beyond every score: nothing opens. */
const SHUT = MAX_RARITY + 1;

const scoreOf = (rarity: number): number => (rarity > MAX_RARITY ? 1 : scoreOfRarity(rarity));

/**
 * Begins or resumes a budget. It depends on rows and their event time alone, not on batches, and goes on identically from a stored state.
 *
 * Two parts, after conformal PID control (Angelopoulos, Candès & Tibshirani, NeurIPS 2023; it adds to adaptive conformal inference, Gibbs & Candès, NeurIPS 2021, the
 * sum of past errors and a forecast of the score). Forward: spans are counted at a ladder of thresholds, cool-down and all, which gives the rate to expect of each. Back: the
 * sum of alerts opened less those allowed shifts the wanted rate. Departures: controlled is a number of spans per time, not a share of rows; the sum is
 * bounded, and works on the logarithm of the rate in place of a tangent on the threshold.
 */
export function createAlertBudget({ alertsPerDay, base, state: kept, others = () => [] }: BudgetOptions): AlertBudget {
  const start = rarityOfScore(base);
  const least = Math.min(start, Math.max(LEAST_RARITY, start - FLOOR_DECADES));
  const floor = scoreOfRarity(least);
  const ladder = createLadder(kept?.ladder ?? null);
  const tally = createTally(floor, kept?.tally ?? null);
  let { now, since, passed } = kept ?? { now: null, since: null, passed: 0 };
  let owed = kept?.alertsPerDay === alertsPerDay ? kept.owed : 0;
  let rarity = Math.max(least, kept?.rarity ?? start);
  let threshold = scoreOf(rarity);
  let steps: ThresholdStep[] = [];

  /** Until something is counted, the base is taken to give what is asked, and a rung higher by a power of ten a third of it. */
  const share = (): BudgetShare => ({ alertsPerDay, rates: ladder.rates((rung) => alertsPerDay * 10 ** ((start - rung) / 2)), owed });

  function set(time: EpochMillis): void {
    const rest = others();
    ladder.age(passed);
    const asked = rest.reduce((fewest, one) => Math.min(fewest, one.alertsPerDay), alertsPerDay);
    owed -= (asked * passed) / (1 + rest.length);
    owed = Math.min(Math.max(MOST_DEBT_ALERTS, MOST_DEBT_DAYS * asked), Math.max(-Math.max(1, MOST_CREDIT_DAYS * asked), owed));
    passed = 0;
    const shares = [share(), ...rest];
    const debt = shares.reduce((sum, one) => sum + one.owed, 0);
    const ahead = debt / Math.max(GAIN_ALERTS, GAIN_DAYS * asked);
    const wanted = asked * Math.min(MOST_RATE, Math.max(LEAST_RATE, Math.exp(-ahead)));
    const found = rarityFor(LADDER.map((_rung, at) => shares.reduce((sum, { rates }) => sum + rates[at]!, 0)), wanted);
    // Candidates of the one highest score can't be told apart: they are told as they come while none is owed.
    const next = Math.max(least, found === null ? (debt > 0 ? SHUT : MAX_RARITY) : found + Math.min(0, ahead * CREDIT_RARITY));
    if (Math.abs(next - rarity) < LEAST_CHANGE) return;
    rarity = next;
    threshold = scoreOf(rarity);
    steps.push({ time, threshold });
  }

  return {
    at(time) {
      if (now === null) {
        now = since = time;
        steps.push({ time, threshold });
      } else if (time > now) {
        const isStep = Math.floor(time / STEP_MS) > Math.floor(now / STEP_MS);
        passed += Math.min(LONGEST_PAUSE_MS, time - now) / DAY_MS;
        now = time;
        if (isStep) {
          set(time);
          tally.forget(time);
        }
      }
      return threshold;
    },
    take(series, time, alarm, opened, told) {
      ladder.take(series, alarm);
      tally.take(series, time, alarm, opened, told);
      if (!opened) return;
      owed += 1;
      set(now ?? time);
    },
    pause(series) {
      ladder.pause(series);
      tally.pause(series);
    },
    get threshold() {
      return threshold;
    },
    floor,
    tally: () => (now === null || since === null ? null : { day: tally.over(1, now, since), week: tally.over(7, now, since) }),
    largestLeftOut: () => tally.largest(),
    share,
    drainSteps() {
      const drained = steps;
      steps = [];
      return drained;
    },
    state: () => ({ alertsPerDay, now, since, passed, owed, rarity, ladder: ladder.state(), tally: tally.state() }),
  };
}
