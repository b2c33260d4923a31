import { describe, expect, it } from 'vitest';
import type { SampleColumns, ScoreColumns } from '../../shared/domain/samples.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { createAlertBudget, type AlertBudget, type BudgetOptions, type BudgetState } from './alert-budget.ts';
import { scoreOfRarity } from './calibrate.ts';
import { advanceSpans, type Span, type SpanChange, type SpanState } from './spans.ts';

const base = scoreOfRarity(3.5);
const minuteMs = 60_000;
const dayMs = 86_400_000;
const placeOf = () => '0:0';

/** Alarm scores of rows a minute apart in each of some series: as rare as their rarity says, or what `rarityOf` gives. */
function rowsOf(days: number, seriesCount: number, rarityOf = (chance: number): number => -Math.log10(chance)): { samples: SampleColumns; scores: ScoreColumns } {
  const random = createSeededRandom(5);
  const rows = days * 1440 * seriesCount;
  const none = new Float32Array(0);
  const alarm = Float32Array.from({ length: rows }, () => scoreOfRarity(rarityOf(random.uniform())));
  return {
    samples: { rows, channels: 0, series: Uint32Array.from({ length: rows }, (_, row) => row % seriesCount), times: Float64Array.from({ length: rows }, (_, row) => Math.floor(row / seriesCount) * minuteMs), values: new Float64Array(0) },
    scores: { rows, channels: 0, score: alarm, alarm, instant: alarm, confidence: alarm, expected: none, low: none, high: none, share: none, shape: new Uint8Array(rows) },
  };
}

function slice({ samples, scores }: ReturnType<typeof rowsOf>, from: number, to: number): ReturnType<typeof rowsOf> {
  const alarm = scores.alarm.subarray(from, to);
  return {
    samples: { ...samples, rows: to - from, series: samples.series.subarray(from, to), times: samples.times.subarray(from, to) },
    scores: { ...scores, rows: to - from, score: alarm, alarm, instant: alarm, confidence: alarm, shape: scores.shape.subarray(from, to) },
  };
}

const opened = (changes: readonly SpanChange[]) => changes.filter((change) => change.opened).map(({ span }): Span => span);
const run = (budget: AlertBudget, rows: ReturnType<typeof rowsOf>, states = new Map<number, SpanState>()) => opened(advanceSpans(states, rows.samples, rows.scores, { threshold: base, placeOf, budget }));
const make = (options: Partial<BudgetOptions> = {}) => createAlertBudget({ alertsPerDay: 5, base, state: null, ...options });

describe('a budget', () => {
  it.each([[4, 1], [4, 3], [4, 10], [40, 20]])('over %i series gives seven days\' alerts within a tenth, at %i a day', (seriesCount, alertsPerDay) => {
    const alerts = run(make({ alertsPerDay }), rowsOf(8, seriesCount)).filter(({ start }) => start >= dayMs).length;
    expect(alerts / (7 * alertsPerDay)).toBeGreaterThan(alertsPerDay === 1 ? 0.75 : 0.9);
    expect(alerts / (7 * alertsPerDay)).toBeLessThan(alertsPerDay === 1 ? 1.25 : 1.1);
  });

  it('follows a stream that becomes ten times as restless', () => {
    const calm = rowsOf(12, 4);
    const half = calm.samples.rows / 2;
    const alarm = calm.scores.alarm.map((score, row) => (row < half ? score : scoreOfRarity(1 - 4 * Math.log10(1 - score))));
    const alerts = run(make(), { ...calm, scores: { ...calm.scores, alarm } }).filter(({ start }) => start >= 7 * dayMs).length;
    expect(alerts / 5).toBeGreaterThan(3.75);
    expect(alerts / 5).toBeLessThan(6.25);
  });

  it('never goes below its floor, a power of ten below the sensitivity\'s own threshold, however quiet the stream', () => {
    const budget = make();
    expect(run(budget, rowsOf(8, 4, (chance) => -Math.log10(chance) / 4))).toEqual([]);
    expect(budget.threshold).toBe(budget.floor);
    expect(budget.floor).toBeCloseTo(scoreOfRarity(2.5));
    expect(make({ base: scoreOfRarity(2.2) }).floor).toBeCloseTo(scoreOfRarity(2));
  });

  it('does not make up for a quiet week, and counts a long pause as a day', () => {
    const budget = make();
    run(budget, rowsOf(8, 4, (chance) => -Math.log10(chance) / 4));
    expect(budget.state().owed).toBeGreaterThanOrEqual(-2.5);
    const [day, month] = [1, 30].map((days) => {
      const after = make({ state: budget.state() });
      after.at((8 + days) * dayMs);
      return after.share();
    });
    expect(month!.owed).toBeCloseTo(day!.owed);
    month!.rates.forEach((rate, at) => { expect(rate).toBeCloseTo(day!.rates[at]!); });
  });

  it('tells candidates of the one highest score as they come, as many as it may', () => {
    const budget = make();
    const alerts = run(budget, rowsOf(8, 4, (chance) => (chance < 0.01 ? 12 : 1))).filter(({ start }) => start >= dayMs).length;
    expect(alerts / 35).toBeGreaterThan(0.9);
    expect(alerts / 35).toBeLessThan(1.1);
    expect(budget.largestLeftOut()[0]!.score).toBeCloseTo(0.999);
  });

  it('gives the same alerts however the rows are cut, and over a restart from its stored state', () => {
    const rows = rowsOf(4, 4);
    const whole = make();
    const expected = run(whole, rows);
    expect(expected.length).toBeGreaterThan(10);
    let budget = make();
    let states = new Map<number, SpanState>();
    const found: Span[] = [];
    for (let from = 0; from < rows.samples.rows; from += 1999) {
      found.push(...run(budget, slice(rows, from, Math.min(rows.samples.rows, from + 1999)), states));
      budget = make({ state: JSON.parse(JSON.stringify(budget.state())) as BudgetState });
      states = new Map(JSON.parse(JSON.stringify([...states])) as [number, SpanState][]);
    }
    expect(found.map(({ start, threshold }) => ({ start, threshold }))).toEqual(expected.map(({ start, threshold }) => ({ start, threshold })));
    expect(budget.state()).toEqual(JSON.parse(JSON.stringify(whole.state())));
  });

  it('pools the streams of a set that run at once', () => {
    const rows = rowsOf(8, 4);
    const set: AlertBudget[] = [];
    set.push(make({ others: () => [set[1]!.share()] }), make({ others: () => [set[0]!.share()] }));
    const states = set.map(() => new Map<number, SpanState>());
    let alerts = 0;
    for (let from = 0; from < rows.samples.rows; from += 240) {
      set.forEach((budget, at) => {
        alerts += run(budget, slice(rows, from, from + 240), states[at]).filter(({ start }) => start >= dayMs).length;
      });
    }
    expect(alerts / 35).toBeGreaterThan(0.75);
    expect(alerts / 35).toBeLessThan(1.25);
  });

  it('tallies what was told and left out over a day and a week, with the largest left out', () => {
    const budget = make();
    const alerts = run(budget, rowsOf(8, 4));
    const { day, week } = budget.tally()!;
    expect(week.days).toBeGreaterThan(6.9);
    expect(week.alerts).toBe(alerts.filter(({ start }) => start >= dayMs).length);
    expect(day.alerts).toBe(alerts.filter(({ start }) => start >= 7 * dayMs).length);
    expect(week.leftOut).toBeGreaterThan(20);
    const scores = budget.largestLeftOut().map(({ score }) => score);
    expect(scores).toHaveLength(20);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.at(-1)).toBeGreaterThanOrEqual(budget.floor);
  });

  it('says each change of the threshold once, with its time', () => {
    const budget = make();
    const alerts = run(budget, rowsOf(2, 4));
    const steps = budget.drainSteps();
    expect(budget.drainSteps()).toEqual([]);
    for (const { start, threshold } of alerts) expect(steps.filter(({ time, threshold: at }) => time <= start && at === threshold).length).toBeGreaterThan(0);
  });

  it('goes on with its counts where another number is asked, and forgives the debt', () => {
    const before = make();
    run(before, rowsOf(4, 4));
    const after = make({ alertsPerDay: 1, state: before.state() });
    expect(after.state().owed).toBe(0);
    expect(after.state().ladder).toEqual(before.state().ladder);
  });
});
